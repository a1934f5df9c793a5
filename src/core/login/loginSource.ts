import { aksClientAppId } from '../entra/scopes.ts';
import { execArgumentsOf } from './execArguments.ts';
import { type EntraFacts, entraFactsOf } from './entraFacts.ts';
import { kubeloginFlags } from './kubeloginFlags.ts';
import { kubeloginOf } from './kubeloginCommand.ts';
import { lastSwitch, lastValue, readFlags } from './pflag.ts';
import { pluginRequestOf } from './pluginRequest.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** How a user of a kubeconfig signs in, as far as a conversion has to tell. */
export type UserKind =
  | 'kubelogin'
  /** Our own, which VS Code's sign-in feeds. */
  | 'vscodePlugin'
  | 'azureAuthProvider'
  /** int128's OIDC kubelogin: another program of the same name. */
  | 'oidcKubelogin'
  | 'otherCommand'
  | 'otherAuthProvider'
  | 'static';

/** What a user says that a conversion can carry over. */
export interface LoginSource {
  readonly facts: EntraFacts;
  /** The value of an exec argument, as a conversion takes it; undefined for an empty one. */
  readonly argument: (name: string) => string | undefined;
  readonly hasSwitch: (name: string) => boolean;
  /** Whether it is turned off by a word of its own: `--name=false`. */
  readonly isOff: (name: string) => boolean;
  /** Whether kubelogin's own conversion sees it: the long name, with its value in an argument of its own. */
  readonly hasOwnSpelling: (name: string) => boolean;
}

const nothing = { argument: () => undefined, hasSwitch: () => false, isOff: () => false, hasOwnSpelling: () => false };

export function userKindOf(user: YamlMap): UserKind {
  const provider = mapAt(user, 'auth-provider');
  if (stringAt(provider, 'name') === 'azure') {
    return 'azureAuthProvider';
  }
  const exec = mapAt(user, 'exec');
  if (exec !== undefined) {
    if (pluginRequestOf(exec) !== undefined) {
      return 'vscodePlugin';
    }
    const kubelogin = kubeloginOf(exec);
    if (kubelogin === undefined) {
      return 'otherCommand';
    }
    return kubelogin === 'azure' ? 'kubelogin' : 'oidcKubelogin';
  }
  return provider === undefined ? 'static' : 'otherAuthProvider';
}

/** @returns undefined where the user does not sign in to Entra */
export function loginSourceOf(user: YamlMap): LoginSource | undefined {
  switch (userKindOf(user)) {
    case 'azureAuthProvider': {
      const facts = entraFactsOf({ 'auth-provider': mapAt(user, 'auth-provider') ?? {} });
      return { facts: facts ?? { isLegacy: true }, ...nothing };
    }
    case 'kubelogin':
      return sourceOfArguments(execArgumentsOf(mapAt(user, 'exec') ?? {}) ?? []);
    case 'vscodePlugin': {
      // The plugin names no client application: VS Code has its own. kubelogin's is the one that AKS hands out.
      const facts = { isLegacy: false, ...entraFactsOf(user), clientId: aksClientAppId };
      return { facts, ...nothing };
    }
    case 'oidcKubelogin':
    case 'otherCommand':
    case 'otherAuthProvider':
    case 'static':
      return undefined;
  }
}

/**
 * As kubelogin's convert-kubeconfig looks them up: the first argument that is the flag's long name, and what stands
 * behind it. What it does not find that way, it drops or misses; we take what kubelogin takes when it runs.
 */
function sourceOfArguments(args: readonly string[]): LoginSource {
  const { flags } = readFlags(args, kubeloginFlags);
  const hasOwnSpelling = (name: string): boolean => args.slice(0, -1).includes(`--${name}`);
  const argument = (name: string): string | undefined => {
    const value = hasOwnSpelling(name) ? args[args.indexOf(`--${name}`) + 1] : lastValue(flags, name);
    return value === '' ? undefined : value;
  };
  const hasSwitch = (name: string): boolean => args.includes(`--${name}`) || lastSwitch(flags, name) === true;
  const isOff = (name: string): boolean => lastSwitch(flags, name) === false;
  const fact = <Key extends keyof EntraFacts>(key: Key, name: string): Partial<Record<Key, string>> => {
    const value = argument(name);
    return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
  };
  const facts: EntraFacts = {
    ...fact('serverId', 'server-id'),
    ...fact('clientId', 'client-id'),
    ...fact('tenantId', 'tenant-id'),
    ...fact('environment', 'environment'),
    login: lastValue(flags, 'login') ?? 'devicecode',
    isLegacy: hasSwitch('legacy'),
  };
  return { facts, argument, hasSwitch, isOff, hasOwnSpelling };
}
