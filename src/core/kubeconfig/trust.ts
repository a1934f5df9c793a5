import { execArgumentsOf, parseExecArguments } from './execArguments.ts';
import { loginModeNames } from './loginModeNames.ts';
import { isYamlList, isYamlMap, mapAt, ownValue, stringAt } from './yamlValue.ts';
import type { YamlMap, YamlValue } from './yamlValue.ts';

/** kubelogin's names of the clouds; it would take an unknown one for the public cloud. */
const environments = /^azure(cloud|public|publiccloud|usgovernment|usgovernmentcloud|chinacloud)$/i;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const tenant = /^[0-9a-z][0-9a-z.-]*$/i;
const text = /^[\x20-\x7e]*$/;

/** What a value of each known flag may be. Flags that name files, secrets or another authority are not among them. */
const knownFlags: Readonly<Record<string, (value: string) => boolean>> = {
  environment: (value) => environments.test(value),
  'server-id': (value) => guid.test(value),
  'client-id': (value) => guid.test(value),
  'tenant-id': (value) => tenant.test(value),
  login: (value) => loginModeNames.some((name) => name === value),
  'pop-claims': (value) => text.test(value),
  'login-hint': (value) => text.test(value),
};
const knownSwitches = ['legacy', 'pop-enabled'];

const knownExecKeys = ['apiVersion', 'args', 'command', 'env', 'installHint', 'interactiveMode', 'provideClusterInfo'];
const knownExecVersions = /^client\.authentication\.k8s\.io\/v1(beta1)?$/;
const knownProviderKeys = ['apiserver-id', 'client-id', 'config-mode', 'environment', 'tenant-id'];
const staticKeys = ['client-certificate-data', 'client-key-data', 'token'];

/**
 * Why a credential from outside is not to be merged without asking; undefined where it can only do what we know: an
 * `exec` runs a program on this machine, an `env` entry can load a library into it, a proxy or an unverified server
 * sees the token, which opens every AKS cluster of its tenant.
 *
 * @returns half a sentence without values that could be secret
 */
export function explainDistrust(cluster: YamlMap, context: YamlMap, user: YamlMap): string | undefined {
  return distrustOfCluster(cluster) ?? distrustOfContext(context) ?? distrustOfUser(user);
}

function distrustOfCluster(cluster: YamlMap): string | undefined {
  const unknown = unknownKey(cluster, ['server', 'certificate-authority-data']);
  if (unknown !== undefined) return `its cluster sets "${unknown}"`;
  const server = stringAt(cluster, 'server');
  if (server === undefined || !/^https:\/\/[^\s/@]+\/?$/i.test(server)) return 'its server is no plain https address';
  return undefined;
}

function distrustOfContext(context: YamlMap): string | undefined {
  const unknown = unknownKey(context, ['cluster', 'user', 'namespace']);
  return unknown === undefined ? undefined : `its context sets "${unknown}"`;
}

function distrustOfUser(user: YamlMap): string | undefined {
  const exec = ownValue(user, 'exec');
  if (exec !== undefined && exec !== null) {
    const unknown = unknownKey(user, ['exec']);
    if (unknown !== undefined) return `its user sets "${unknown}" beside a command`;
    return isYamlMap(exec) ? distrustOfExec(exec) : 'its command is no map';
  }
  const provider = ownValue(user, 'auth-provider');
  if (provider !== undefined && provider !== null) {
    const unknown = unknownKey(user, ['auth-provider']);
    if (unknown !== undefined) return `its user sets "${unknown}" beside an auth provider`;
    return isYamlMap(provider) ? distrustOfProvider(provider) : 'its auth provider is no map';
  }
  const unknown = unknownKey(user, staticKeys);
  if (unknown !== undefined) return `its user sets "${unknown}"`;
  const isComplete = staticKeys.every((key) => isAbsentOrString(ownValue(user, key)));
  const isSomething = stringAt(user, 'token') !== undefined || stringAt(user, 'client-certificate-data') !== undefined;
  return isComplete && isSomething ? undefined : 'its user has no way to sign in';
}

function distrustOfExec(exec: YamlMap): string | undefined {
  const unknown = unknownKey(exec, knownExecKeys);
  if (unknown !== undefined) return `its command sets "${unknown}"`;
  if (stringAt(exec, 'command') !== 'kubelogin') return 'it runs a command other than kubelogin';
  if (!knownExecVersions.test(stringAt(exec, 'apiVersion') ?? '')) return 'its command has an unknown apiVersion';
  const env = ownValue(exec, 'env') ?? [];
  if (!isYamlList(env) || env.length > 0) return 'its command sets environment variables';
  if (!isAbsentOrString(ownValue(exec, 'installHint'))) return 'its install hint is no text';
  const args = execArgumentsOf(exec);
  const flags = args === undefined ? undefined : parseExecArguments(args);
  if (flags === undefined) return 'its kubelogin arguments are not those of get-token';
  for (const { name, value } of flags) {
    const isKnown =
      value === undefined ? knownSwitches.includes(name) : Object.hasOwn(knownFlags, name) && knownFlags[name]?.(value);
    if (isKnown !== true) return `it passes kubelogin "--${name}" with an unexpected value`;
  }
  return undefined;
}

function distrustOfProvider(provider: YamlMap): string | undefined {
  if (stringAt(provider, 'name') !== 'azure') return 'it uses an auth provider other than azure';
  const unknown = unknownKey(provider, ['name', 'config']);
  if (unknown !== undefined) return `its auth provider sets "${unknown}"`;
  const config = mapAt(provider, 'config') ?? {};
  const unknownSetting = unknownKey(config, knownProviderKeys);
  if (unknownSetting !== undefined) return `its auth provider is configured with "${unknownSetting}"`;
  const isText = Object.values(config).every((value) => isAbsentOrString(value) || typeof value === 'number');
  return isText ? undefined : 'its auth provider is configured with something other than text';
}

/** The first key outside the list that has a value: writers leave `env: null` and the like. */
function unknownKey(map: YamlMap, known: readonly string[]): string | undefined {
  return Object.keys(map).find((key) => !known.includes(key) && map[key] !== null);
}

function isAbsentOrString(value: YamlValue | undefined): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
