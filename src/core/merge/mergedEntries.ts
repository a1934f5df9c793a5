import {
  type ContextMetadata,
  isSamePlace,
  metadataOf,
  namesPlace,
  withMetadata,
  withoutMetadata,
} from '../kubeconfig/contextMetadata.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { type SectionName, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import type { MergedNames } from './mergedNames.ts';
import { isRenewal, withPluginOf } from './presentPluginUser.ts';
import { leadsTo, throughPresentTunnel } from './presentTunnel.ts';
import {
  isEqualValue,
  isYamlList,
  isYamlMap,
  mapAt,
  ownValue,
  stringAt,
  withoutKeys,
  type YamlMap,
  type YamlValue,
} from '../yamlValue.ts';

/** One of the three entries of a merge, before and after. */
export interface MergedEntry {
  readonly section: SectionName;
  readonly name: string;
  readonly before: YamlMap | undefined;
  readonly after: YamlMap;
  /** An entry of this name says something else. */
  readonly isConflict: boolean;
  /** The text has to change, be it only for our own metadata. */
  readonly isChanged: boolean;
}

interface EntryRequest {
  readonly credential: KubeconfigCredential;
  readonly metadata?: ContextMetadata;
}

/** What ARM supplies; every other key of an entry is the user's own and stays. */
const suppliedClusterKeys = [
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'insecure-skip-tls-verify',
];
const suppliedUserKeys = [
  'auth-provider',
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'exec',
  'password',
  'token',
  'tokenFile',
  'username',
];
const suppliedContextKeys = ['cluster', 'user'];

const execV1 = 'client.authentication.k8s.io/v1';

/** The three entries under the given names: what is there already, with the credential's part replaced. */
export function mergeEntries(model: YamlMap, request: EntryRequest, names: MergedNames): MergedEntry[] {
  const { credential, metadata = {} } = request;
  const context = find(model, 'contexts', names.contextName);
  const isOtherCluster = isOfOtherCluster(model, context, request);
  const keep = (entry: YamlMap | undefined, key: string): YamlMap =>
    isOtherCluster || entry === undefined ? {} : (mapAt(entry, key) ?? {});
  const isShared = clustersBeside(model, names).some((each) => !leadsTo(each, credential));
  const replace = (section: SectionName, name: string, key: string, supplied: readonly string[], value: YamlMap) => {
    const before = find(model, section, name);
    const after = entryOf(before, name, key, { ...withoutKeys(keep(before, key), supplied), ...value });
    const isSame = before !== undefined && isEqualValue(normalized(before), normalized(after));
    return {
      section,
      name,
      before,
      after: isSame ? before : after,
      isConflict: !isSame && before !== undefined && !isRepair(before, after, isShared),
      isChanged: !isSame,
    };
  };
  const way = throughPresentTunnel(keep(find(model, 'clusters', names.clusterName), 'cluster'), credential);
  const clusterKeys = [...suppliedClusterKeys, ...way.dropped];
  const cluster = replace('clusters', names.clusterName, 'cluster', clusterKeys, way.cluster);
  const present = keep(find(model, 'users', names.userName), 'user');
  const isSameServer = isForServer(model, names.userName, credential);
  const supplied = withPluginOf(present, credential.user, isSameServer);
  const user = replace('users', names.userName, 'user', suppliedUserKeys, supplied);
  const joined = replace('contexts', names.contextName, 'context', suppliedContextKeys, {
    ...contextOf(credential, context, isOtherCluster),
    cluster: names.clusterName,
    user: names.userName,
  });
  // What az wrote and says the same stays as it is, without our metadata.
  const isOurs = metadataOf(mapAt(context, 'context') ?? {}) !== undefined;
  const isWritten = isOurs || cluster.isChanged || user.isChanged || joined.isChanged;
  return [cluster, user, isWritten ? withOurMetadata(joined, metadata) : joined];
}

/** A namespace that the user set wins over the credential's. */
function contextOf(credential: KubeconfigCredential, present: YamlMap | undefined, isOtherCluster: boolean): YamlMap {
  const namespace = present === undefined || isOtherCluster ? undefined : mapAt(present, 'context')?.['namespace'];
  return namespace === undefined ? credential.context : withoutKeys(credential.context, ['namespace']);
}

/** Our metadata is no reason to ask. */
function withOurMetadata(entry: MergedEntry, metadata: ContextMetadata): MergedEntry {
  const described = withMetadata(mapAt(entry.after, 'context') ?? {}, metadata);
  const after = { ...entry.after, context: entry.before === undefined ? sorted(described) : described };
  return { ...entry, after, isChanged: !isEqualValue(entry.before, after) };
}

/**
 * Whether the context of that name was written by us for another cluster, or part of one: then nothing of it is to be
 * kept. A credential from elsewhere names no place, but leads to one.
 */
function isOfOtherCluster(
  model: YamlMap,
  entry: YamlMap | undefined,
  { credential, metadata = {} }: EntryRequest,
): boolean {
  const context = mapAt(entry, 'context') ?? {};
  const known = metadataOf(context) ?? {};
  if (!namesPlace(known)) {
    return false;
  }
  const present = mapAt(find(model, 'clusters', stringAt(context, 'cluster') ?? ''), 'cluster');
  return namesPlace(metadata) ? !isSamePlace(known, metadata) : !leadsTo(present, credential);
}

/** Whether a user signs in to the credential's server already, or to nothing. */
function isForServer(model: YamlMap, userName: string, credential: KubeconfigCredential): boolean {
  const clusters = clustersOf(model, (context) => stringAt(context, 'user') === userName);
  return clusters.length === 0 || clusters.some((each) => leadsTo(each, credential));
}

/** Where the other contexts lead that have the user of these names. */
function clustersBeside(model: YamlMap, { contextName, userName }: MergedNames): (YamlMap | undefined)[] {
  return clustersOf(model, (context, name) => stringAt(context, 'user') === userName && name !== contextName);
}

function clustersOf(
  model: YamlMap,
  isWanted: (context: YamlMap | undefined, name: string | undefined) => boolean,
): (YamlMap | undefined)[] {
  return sectionOf(model, 'contexts').flatMap((entry) => {
    const context = mapAt(entry, 'context');
    const isOne = isWanted(context, stringAt(entry, 'name'));
    return isOne ? [mapAt(find(model, 'clusters', stringAt(context, 'cluster') ?? ''), 'cluster')] : [];
  });
}

function find(model: YamlMap, section: SectionName, name: string): YamlMap | undefined {
  return sectionOf(model, section).find((entry) => ownValue(entry, 'name') === name);
}

/** New entries in the order of keys that ARM and kubectl write: `user` behind `name`, the others before it. */
function entryOf(before: YamlMap | undefined, name: string, key: string, value: YamlMap): YamlMap {
  if (before !== undefined) {
    return { ...before, [key]: value };
  }
  return key === 'user' ? { name, [key]: value } : { [key]: sorted(value), name };
}

function sorted(map: YamlMap): YamlMap {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Without what makes no difference to kubectl: empty values, defaults that some writers spell out, our metadata. */
function normalized(entry: YamlMap): YamlMap {
  const context = mapAt(entry, 'context');
  return normalizedMap(context === undefined ? entry : { ...entry, context: withoutMetadata(context) });
}

/**
 * Whether the entry only gets the interactiveMode that exec v1 asks for, or what `isRenewal` says. Until then kubectl
 * refuses its context, or gets no token for it, so nothing that works is lost, and nobody need be asked.
 */
function isRepair(before: YamlMap, after: YamlMap, isShared: boolean): boolean {
  const user = mapAt(before, 'user');
  const renewed = mapAt(after, 'user');
  const isSame = (one: YamlMap, other: YamlMap) =>
    isEqualValue(normalized({ ...before, user: one }), normalized({ ...after, user: other }));
  if (user !== undefined && renewed !== undefined && isRenewal(user, renewed, isSame, isShared)) {
    return true;
  }
  const exec = user === undefined ? undefined : mapAt(user, 'exec');
  const mode = mapAt(mapAt(after, 'user'), 'exec')?.['interactiveMode'];
  if (user === undefined || exec?.['apiVersion'] !== execV1 || !isEmpty(exec['interactiveMode'] ?? null)) {
    return false;
  }
  const repaired = { ...before, user: { ...user, exec: { ...exec, interactiveMode: mode ?? null } } };
  return isEqualValue(normalized(repaired), normalized(after));
}

function normalizedMap(map: YamlMap): YamlMap {
  const pairs = Object.entries(map).map(([key, value]): [string, YamlValue] => [
    key,
    isYamlMap(value) ? normalizedMap(value) : value,
  ]);
  return Object.fromEntries(pairs.filter(([key, value]) => !isEmpty(value) && !isDefault(key, value, map)));
}

function isEmpty(value: YamlValue): boolean {
  return value === null || value === '' || (isYamlList(value) && value.length === 0);
}

/** @param map what the key stands in: exec v1 has no default for `interactiveMode`, and kubectl refuses one without it */
function isDefault(key: string, value: YamlValue, map: YamlMap): boolean {
  return (
    (key === 'interactiveMode' && value === 'IfAvailable' && map['apiVersion'] !== execV1) ||
    (value === false && (key === 'provideClusterInfo' || key === 'insecure-skip-tls-verify'))
  );
}
