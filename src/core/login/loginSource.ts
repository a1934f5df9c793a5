import { aksClientAppId } from '../entra/scopes.ts';
import { execArgumentsOf, isAzureKubelogin } from './execArguments.ts';
import { type EntraFacts, entraFactsOf } from './entraFacts.ts';
import { pluginRequestOf } from './pluginRequest.ts';
import { mapAt, stringAt, type YamlMap } from '../yaml/yamlValue.ts';

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
  /** The first value of an exec argument; undefined for an empty one. */
  readonly argument: (name: string) => string | undefined;
  readonly hasSwitch: (name: string) => boolean;
}

const shortNames: Readonly<Record<string, string>> = { login: '-l', 'tenant-id': '-t', environment: '-e' };

export function userKindOf(user: YamlMap): UserKind {
  const provider = mapAt(user, 'auth-provider');
  if (stringAt(provider, 'name') === 'azure') {
    return 'azureAuthProvider';
  }
  const exec = mapAt(user, 'exec');
  if (exec !== undefined) {
    if (isAzureKubelogin(exec)) {
      return 'kubelogin';
    }
    if (pluginRequestOf(exec) !== undefined) {
      return 'vscodePlugin';
    }
    return /kubelogin/i.test(stringAt(exec, 'command') ?? '') ? 'oidcKubelogin' : 'otherCommand';
  }
  return provider === undefined ? 'static' : 'otherAuthProvider';
}

/** @returns undefined where the user does not sign in to Entra */
export function loginSourceOf(user: YamlMap): LoginSource | undefined {
  switch (userKindOf(user)) {
    case 'azureAuthProvider': {
      const facts = entraFactsOf({ 'auth-provider': mapAt(user, 'auth-provider') ?? {} });
      return { facts: facts ?? { isLegacy: true }, argument: () => undefined, hasSwitch: () => false };
    }
    case 'kubelogin':
      return sourceOfArguments(execArgumentsOf(mapAt(user, 'exec') ?? {}) ?? []);
    case 'vscodePlugin': {
      // The plugin names no client application: VS Code has its own. kubelogin's is the one that AKS hands out.
      const facts = { isLegacy: false, ...entraFactsOf(user), clientId: aksClientAppId };
      return { facts, argument: () => undefined, hasSwitch: () => false };
    }
    case 'oidcKubelogin':
    case 'otherCommand':
    case 'otherAuthProvider':
    case 'static':
      return undefined;
  }
}

/** As kubelogin looks them up, wherever they stand and whatever else stands there; `--name=value` too. */
function sourceOfArguments(args: readonly string[]): LoginSource {
  const argument = (name: string): string | undefined => {
    const names = [`--${name}`, shortNames[name]];
    for (const [index, arg] of args.entries()) {
      const value = names.includes(arg) ? args[index + 1] : inlineValue(arg, `--${name}=`);
      if (value !== undefined && value !== '') {
        return value;
      }
    }
    return undefined;
  };
  const hasSwitch = (name: string): boolean => args.some((arg) => arg === `--${name}` || arg === `--${name}=true`);
  const fact = <Key extends keyof EntraFacts>(key: Key, name: string): Partial<Record<Key, string>> => {
    const value = argument(name);
    return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
  };
  const facts: EntraFacts = {
    ...fact('serverId', 'server-id'),
    ...fact('clientId', 'client-id'),
    ...fact('tenantId', 'tenant-id'),
    ...fact('environment', 'environment'),
    login: argument('login') ?? 'devicecode',
    isLegacy: hasSwitch('legacy'),
  };
  return { facts, argument, hasSwitch };
}

function inlineValue(arg: string, prefix: string): string | undefined {
  return arg.startsWith(prefix) ? arg.slice(prefix.length) : undefined;
}
