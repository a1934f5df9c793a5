import { isYamlList, isYamlMap, mapAt, ownValue, stringAt, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** What we remember about a context that we wrote. It lives in the context's `extensions`, which kubectl keeps. */
export interface ContextMetadata {
  /** The cluster's ARM id. */
  readonly clusterId?: string;
  /** The managed namespace of that cluster that the credential is for. */
  readonly managedNamespace?: string;
  /** The ARM id of the fleet whose hub it is. */
  readonly fleetId?: string;
  /** kubelogin's login mode that the user chose. */
  readonly loginMode?: string;
}

/** What the extension is called that holds it. */
export const extensionName = 'aks-entra';

/** What tells a part of a cluster, or the hub of a fleet, from the cluster itself. */
const placeKeys = ['managedNamespace', 'fleetId'] as const;

/** @param context the value below `context` of a context's entry */
export function metadataOf(context: YamlMap): ContextMetadata | undefined {
  const extension = extensionsOf(context).find((entry) => isOurs(entry));
  if (!isYamlMap(extension)) {
    return undefined;
  }
  const values = mapAt(extension, 'extension');
  return Object.fromEntries(
    (['clusterId', ...placeKeys, 'loginMode'] as const).flatMap((key) => {
      const value = stringAt(values, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Whether it says what the context is for. */
export function namesPlace({ clusterId, fleetId }: ContextMetadata): boolean {
  return clusterId !== undefined || fleetId !== undefined;
}

/** Whether both are for the same cluster and the same part of it; ARM is not consistent about the case of its ids. */
export function isSamePlace(a: ContextMetadata, b: ContextMetadata): boolean {
  return (['clusterId', ...placeKeys] as const).every((key) => a[key]?.toLowerCase() === b[key]?.toLowerCase());
}

/** The context with our extension set; extensions of others keep their place. */
export function withMetadata(context: YamlMap, metadata: ContextMetadata): YamlMap {
  if (Object.keys(metadata).length === 0) {
    return context;
  }
  const extensions = extensionsOf(context);
  const present = extensions.find((entry) => isOurs(entry));
  const known = isYamlMap(present) ? mapAt(present, 'extension') : undefined;
  // ARM is not consistent about the case of its ids.
  const knownId = stringAt(known, 'clusterId');
  const isSameId = knownId !== undefined && knownId.toLowerCase() === metadata.clusterId?.toLowerCase();
  // What a context is for is said as a whole; what is said again keeps its place in the text.
  const others = Object.entries(known ?? {}).filter(([key]) => {
    const isPlace = key === 'clusterId' || placeKeys.some((one) => one === key);
    return !isPlace || !namesPlace(metadata) || Object.hasOwn(metadata, key);
  });
  const values = { ...Object.fromEntries(others), ...metadata, ...(isSameId ? { clusterId: knownId } : {}) };
  const ours = { extension: values, name: extensionName };
  return {
    ...context,
    extensions:
      present === undefined ? [...extensions, ours] : extensions.map((entry) => (entry === present ? ours : entry)),
  };
}

/** The context as it would be without us, for comparing. */
export function withoutMetadata(context: YamlMap): YamlMap {
  return { ...context, extensions: extensionsOf(context).filter((entry) => !isOurs(entry)) };
}

function extensionsOf(context: YamlMap): readonly YamlValue[] {
  const extensions = ownValue(context, 'extensions');
  return isYamlList(extensions) ? extensions : [];
}

function isOurs(entry: YamlValue): boolean {
  return isYamlMap(entry) && entry['name'] === extensionName;
}
