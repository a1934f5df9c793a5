import { l10n } from '../l10n.ts';
import { execArgumentsOf, readGetTokenArguments } from '../login/execArguments.ts';
import { readTruthValue } from '../login/goValues.ts';
import type { ReadFlag } from '../login/pflag.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { loginModeNames } from '../login/loginModeNames.ts';
import { hasKeylessEnvironment } from '../login/writtenExec.ts';
import { printable } from '../printable.ts';
import { isYamlList, isYamlMap, mapAt, ownValue, stringAt, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** kubelogin's names of the clouds; it would take an unknown one for the public cloud. */
export const environments = /^azure(cloud|public|publiccloud|usgovernment|usgovernmentcloud|chinacloud)$/i;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const tenant = /^[0-9a-z][0-9a-z.-]*$/i;
const text = /^[\x20-\x7e]*$/;

/** What a value of each known flag may be. Flags that name files, secrets or another authority are not among them. */
const knownFlags: Readonly<Record<string, (value: string) => boolean>> = {
  // Azure's name of custom clouds, for which kubelogin asks the public one, as for no name at all.
  environment: (value) => environments.test(value) || /^azurestackcloud$/i.test(value),
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
  const [first] = reasonsForDistrust(cluster, context, user);
  return first;
}

/**
 * All of the reasons, as of `explainDistrust`.
 *
 * @param ownPlugin the path of our own plugin here, which a person's own kubeconfig may run; ARM never does
 */
export function* reasonsForDistrust(
  cluster: YamlMap,
  context: YamlMap,
  user: YamlMap,
  ownPlugin?: string,
): Generator<string> {
  for (const key of unknownKeys(cluster, ['server', 'certificate-authority-data'])) {
    yield l10n`its cluster sets "${key}"`;
  }
  const server = stringAt(cluster, 'server');
  if (server === undefined || !/^https:\/\/[^\s/@]+\/?$/i.test(server)) {
    yield l10n`its server is not a plain https address`;
  }
  for (const key of unknownKeys(context, ['cluster', 'user', 'namespace'])) {
    yield l10n`its context sets "${key}"`;
  }
  yield* reasonsInUser(user, ownPlugin);
}

function* reasonsInUser(user: YamlMap, ownPlugin: string | undefined): Generator<string> {
  const exec = ownValue(user, 'exec');
  if (exec !== undefined && exec !== null) {
    for (const key of unknownKeys(user, ['exec'])) {
      yield l10n`its user sets "${key}" beside a command`;
    }
    if (isYamlMap(exec)) {
      yield* reasonsInExec(exec, ownPlugin);
    } else {
      yield l10n`its command is not a map`;
    }
    return;
  }
  const provider = ownValue(user, 'auth-provider');
  if (provider !== undefined && provider !== null) {
    for (const key of unknownKeys(user, ['auth-provider'])) {
      yield l10n`its user sets "${key}" beside an auth provider`;
    }
    if (isYamlMap(provider)) {
      yield* reasonsInProvider(provider);
    } else {
      yield l10n`its auth provider is not a map`;
    }
    return;
  }
  for (const key of unknownKeys(user, staticKeys)) {
    yield l10n`its user sets "${key}"`;
  }
  const isComplete = staticKeys.every((key) => isAbsentOrString(ownValue(user, key)));
  const isSomething = stringAt(user, 'token') !== undefined || stringAt(user, 'client-certificate-data') !== undefined;
  if (!isComplete || !isSomething) {
    yield l10n`its user has no way to sign in`;
  }
}

function* reasonsInExec(exec: YamlMap, ownPlugin: string | undefined): Generator<string> {
  for (const key of unknownKeys(exec, knownExecKeys)) {
    yield l10n`its command sets "${key}"`;
  }
  // Its arguments are known then, and for which cluster it gives out tokens is for the user to say.
  const isOwn = pluginRequestOf(exec) !== undefined && stringAt(exec, 'command') === ownPlugin;
  if (stringAt(exec, 'command') !== 'kubelogin' && !isOwn) {
    yield l10n`it runs a command other than kubelogin`;
  }
  if (!knownExecVersions.test(stringAt(exec, 'apiVersion') ?? '')) {
    yield l10n`its command has an unknown apiVersion`;
  }
  // A key comes from our own list alone, so there is none in what is judged here.
  const env = ownValue(exec, 'env') ?? [];
  const isNone = isYamlList(env) && env.length === 0;
  if (!isNone && !(isOwn && hasKeylessEnvironment(exec))) {
    yield l10n`its command sets environment variables`;
  }
  if (!isAbsentOrString(ownValue(exec, 'installHint'))) {
    yield l10n`its install hint is not text`;
  }
  if (isOwn) {
    return;
  }
  yield* reasonsInArguments(execArgumentsOf(exec) ?? []);
}

/** However they are spelled: it is what kubelogin would take them for that is judged, each of a repeated flag too. */
function* reasonsInArguments(args: readonly string[]): Generator<string> {
  const read = args[0] === 'get-token' ? readGetTokenArguments(args) : undefined;
  const isPlain =
    read?.words.length === 0 &&
    !read.hasTerminator &&
    read.problems.every(({ kind }) => kind === 'unknown' || kind === 'noTruthValue');
  if (!isPlain) {
    yield l10n`its kubelogin arguments are not those of get-token`;
  }
  for (const flag of read?.flags ?? []) {
    if (!isKnownFlag(flag)) {
      yield l10n`it passes kubelogin "--${printable(flag.name)}" with an unexpected value`;
    }
  }
}

function isKnownFlag({ name, value }: ReadFlag): boolean {
  if (knownSwitches.includes(name)) {
    return readTruthValue(value) !== undefined;
  }
  return Object.hasOwn(knownFlags, name) && knownFlags[name]?.(value) === true;
}

function* reasonsInProvider(provider: YamlMap): Generator<string> {
  if (stringAt(provider, 'name') !== 'azure') {
    yield l10n`it uses an auth provider other than azure`;
  }
  for (const key of unknownKeys(provider, ['name', 'config'])) {
    yield l10n`its auth provider sets "${key}"`;
  }
  const config = mapAt(provider, 'config') ?? {};
  for (const key of unknownKeys(config, knownProviderKeys)) {
    yield l10n`its auth provider is configured with "${key}"`;
  }
  const isText = Object.values(config).every((value) => isAbsentOrString(value) || typeof value === 'number');
  if (!isText) {
    yield l10n`its auth provider is configured with something other than text`;
  }
}

/** The keys outside the list that have a value, as they may be told: writers leave `env: null` and the like. */
function unknownKeys(map: YamlMap, known: readonly string[]): string[] {
  return Object.keys(map)
    .filter((key) => !known.includes(key) && map[key] !== null)
    .map(printable);
}

function isAbsentOrString(value: YamlValue | undefined): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
