import type { Fallback, PluginRequest } from './pluginArguments.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { execArgumentsOf, readGetTokenArguments } from './execArguments.ts';
import { kubeloginOf } from './kubeloginCommand.ts';
import { lastSwitch, lastValue, type ReadFlag, type ReadFlags } from './pflag.ts';
import { pluginRequestOf } from './pluginRequest.ts';
import { isYamlMap, mapAt, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/** What a kubeconfig user says about signing in to Entra. */
export interface EntraFacts {
  readonly serverId?: string;
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly environment?: string;
  /** kubelogin's login mode, devicecode where none is named; `vscode` for our own plugin. */
  readonly login?: string;
  /** VS Code's id of the account, for our own plugin. */
  readonly accountId?: string;
  /** What our plugin does for this context alone where no window is open. */
  readonly fallback?: Fallback;
  /** The token's audience is `spn:<server id>`. */
  readonly isLegacy: boolean;
}

/** The Entra facts of a kubeconfig user; undefined for one that signs in in another way. */
export function entraFactsOf(user: YamlMap): EntraFacts | undefined {
  const exec = mapAt(user, 'exec');
  if (exec !== undefined) {
    const request = pluginRequestOf(exec);
    if (request !== undefined) {
      return factsOfPlugin(request);
    }
    const read = kubeloginOf(exec) === 'azure' ? readGetTokenArguments(execArgumentsOf(exec) ?? []) : undefined;
    return read === undefined || !canRun(read) ? undefined : factsOfFlags(read.flags);
  }
  const provider = mapAt(user, 'auth-provider');
  return provider !== undefined && ownValue(provider, 'name') === 'azure' ? factsOfProvider(provider) : undefined;
}

function factsOfPlugin(request: PluginRequest): EntraFacts {
  return { serverId: aksServerAppId, ...request, login: 'vscode', isLegacy: false };
}

/** An unknown flag may be one of a newer kubelogin; at everything else, all of them stop. */
function canRun({ problems }: ReadFlags): boolean {
  return problems.every(({ kind }) => kind === 'unknown');
}

/** As kubelogin takes them when it runs. */
function factsOfFlags(flags: readonly ReadFlag[]): EntraFacts {
  return {
    ...present('serverId', lastValue(flags, 'server-id')),
    ...present('clientId', lastValue(flags, 'client-id')),
    ...present('tenantId', lastValue(flags, 'tenant-id')),
    ...present('environment', lastValue(flags, 'environment')),
    login: lastValue(flags, 'login') ?? 'devicecode',
    isLegacy: lastSwitch(flags, 'legacy') === true,
  };
}

function factsOfProvider(provider: YamlMap): EntraFacts {
  const config = mapAt(provider, 'config');
  return {
    ...present('serverId', stringAt(config, 'apiserver-id')),
    ...present('clientId', stringAt(config, 'client-id')),
    ...present('tenantId', stringAt(config, 'tenant-id')),
    ...present('environment', stringAt(config, 'environment')),
    isLegacy: isLegacyConfigMode(isYamlMap(config) ? ownValue(config, 'config-mode') : undefined),
  };
}

/** Absent, empty or 0 is the audience with `spn:`. An unquoted number is what old writers left. */
function isLegacyConfigMode(mode: unknown): boolean {
  return mode === undefined || mode === null || mode === '' || mode === '0' || mode === 0;
}

function present<Key extends keyof EntraFacts>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
}
