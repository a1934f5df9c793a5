/** A YAML value as kubectl would read it; maps are plain objects, numbers and booleans are typed. */
export type YamlValue = null | boolean | number | string | readonly YamlValue[] | YamlMap;

export interface YamlMap {
  readonly [key: string]: YamlValue;
}

export function isYamlMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !isYamlList(value);
}

export function isYamlList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** The string under a key; undefined for any other type, so that an unquoted `123` is never taken for a name. */
export function stringAt(map: YamlMap | undefined, key: string): string | undefined {
  const value = map === undefined ? undefined : ownValue(map, key);
  return typeof value === 'string' ? value : undefined;
}

export function mapAt(map: YamlMap | undefined, key: string): YamlMap | undefined {
  const value = map === undefined ? undefined : ownValue(map, key);
  return isYamlMap(value) ? value : undefined;
}

export function ownValue(map: YamlMap, key: string): YamlValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Deep equality; the order of a map's keys does not count. Shared parts are compared by identity first. */
export function isEqualValue(one: YamlValue | undefined, other: YamlValue | undefined): boolean {
  if (Object.is(one, other)) {
    return true;
  }
  if (isYamlList(one) && isYamlList(other)) {
    return one.length === other.length && one.every((item, index) => isEqualValue(item, other[index]));
  }
  if (!isYamlMap(one) || !isYamlMap(other)) {
    return false;
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqualValue(one[key], other[key]))
  );
}

/** A copy without the given keys. */
export function withoutKeys(map: YamlMap, keys: readonly string[]): YamlMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** A copy with other values at paths of keys and indexes, each of which has to lead somewhere. */
export function withValuesAt(
  value: YamlMap,
  changes: readonly { readonly path: readonly (string | number)[]; readonly value: YamlValue }[],
): YamlMap {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  for (const change of changes) {
    let parent = copy;
    for (const part of change.path.slice(0, -1)) {
      parent = parent[part] as typeof parent;
    }
    parent[change.path.at(-1) ?? ''] = change.value;
  }
  return copy as YamlMap;
}
