import { isYamlList, isYamlMap, mapAt, ownValue, stringAt } from './yamlValue.ts';
import type { YamlMap } from './yamlValue.ts';

/** What a kubeconfig user says about signing in to Entra. */
export interface EntraFacts {
  readonly serverId?: string;
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly environment?: string;
  /** kubelogin's login mode; devicecode where none is named. */
  readonly login?: string;
  /** The token's audience is `spn:<server id>`. */
  readonly isLegacy: boolean;
}

/** A flag of a command line; `value` is undefined for one that stands alone. */
export interface ExecFlag {
  readonly name: string;
  readonly value: string | undefined;
}

const switches = new Set([
  'legacy',
  'pop-enabled',
  'disable-environment-override',
  'disable-instance-discovery',
  'use-azurerm-env-vars',
]);
const longNames: Readonly<Record<string, string>> = { l: 'login', t: 'tenant-id' };

/**
 * kubelogin's arguments as flags, whatever their order: `--name value`, `--name=value`, `-l value`.
 *
 * @returns undefined where something is neither the command `get-token` nor a flag
 */
export function parseExecArguments(args: readonly string[]): ExecFlag[] | undefined {
  if (args[0] !== 'get-token') return undefined;
  const flags: ExecFlag[] = [];
  for (let index = 1; index < args.length; index++) {
    const match = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(args[index] ?? '');
    if (match?.[1] === undefined) return undefined;
    const name = longNames[match[1]] ?? match[1];
    const isSwitch = switches.has(name);
    if (match[2] !== undefined || isSwitch) flags.push({ name, value: match[2] });
    else {
      index++;
      const value = args[index];
      if (value === undefined) return undefined;
      flags.push({ name, value });
    }
  }
  return flags;
}

/** The arguments of a user's exec, where they are all strings. */
export function execArgumentsOf(exec: YamlMap): readonly string[] | undefined {
  const args = ownValue(exec, 'args') ?? [];
  if (!isYamlList(args)) return undefined;
  const strings = args.filter((argument) => typeof argument === 'string');
  return strings.length === args.length ? strings : undefined;
}

/** The first value of a flag: kubelogin takes the first match. */
function flagValue(flags: readonly ExecFlag[], name: string): string | undefined {
  return flags.find((flag) => flag.name === name)?.value;
}

function hasSwitch(flags: readonly ExecFlag[], name: string): boolean {
  const flag = flags.find((candidate) => candidate.name === name);
  return flag !== undefined && flag.value !== 'false';
}

/** kubelogin's own, in any folder and with `.exe`; int128's OIDC kubelogin is another program of the same name. */
export function isAzureKubelogin(exec: YamlMap): boolean {
  const command = stringAt(exec, 'command') ?? '';
  const args = execArgumentsOf(exec) ?? [];
  return /kubelogin/i.test(command) && !args.some((argument) => argument.startsWith('--oidc-issuer-url'));
}

/** The Entra facts of a kubeconfig user; undefined for one that signs in in another way. */
export function entraFactsOf(user: YamlMap): EntraFacts | undefined {
  const exec = mapAt(user, 'exec');
  if (exec !== undefined) {
    const flags = isAzureKubelogin(exec) ? parseExecArguments(execArgumentsOf(exec) ?? []) : undefined;
    return flags === undefined ? undefined : factsOfFlags(flags);
  }
  const provider = mapAt(user, 'auth-provider');
  return provider !== undefined && ownValue(provider, 'name') === 'azure' ? factsOfProvider(provider) : undefined;
}

function factsOfFlags(flags: readonly ExecFlag[]): EntraFacts {
  return {
    ...present('serverId', flagValue(flags, 'server-id')),
    ...present('clientId', flagValue(flags, 'client-id')),
    ...present('tenantId', flagValue(flags, 'tenant-id')),
    ...present('environment', flagValue(flags, 'environment')),
    login: flagValue(flags, 'login') ?? 'devicecode',
    isLegacy: hasSwitch(flags, 'legacy'),
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
