import { readProperty, readString } from '../azure/readProperty.ts';
import { isBusy } from '../clusters/cluster.ts';

/** A JSON object of Azure as it came: properties that nothing here knows stay in it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A managed cluster as ARM's REST has it, in the version in which it was read and is to be written. */
export interface ClusterDocument {
  readonly apiVersion: string;
  readonly body: JsonObject;
  /** What the cluster was when it was read, verbatim; Azure leaves it out now and then. */
  readonly eTag?: string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The cluster's AADProfile; undefined where it has none. */
export function aadProfileOf(body: JsonObject): JsonObject | undefined {
  const profile = readProperty(readProperty(body, 'properties'), 'aadProfile');
  return isJsonObject(profile) ? profile : undefined;
}

/** ARM's word for what the cluster is doing, or what became of the last change. */
export function provisioningStateOf(body: JsonObject): string {
  return readString(readProperty(body, 'properties'), 'provisioningState') ?? 'unknown';
}

/**
 * The object with some properties replaced, each in its place and under the name that it has there, whatever its case.
 * The order and everything else stay.
 */
export function withProperties(object: JsonObject, changes: JsonObject): JsonObject {
  const left = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  const kept = Object.entries(object).map(([name, value]): [string, unknown] => {
    const change = left.get(name.toLowerCase());
    left.delete(name.toLowerCase());
    return [name, change === undefined ? value : change.value];
  });
  // Not by assignment: an own property called __proto__ would be lost.
  return Object.fromEntries([
    ...kept,
    ...[...left.values()].map(({ name, value }): [string, unknown] => [name, value]),
  ]);
}

/** The object without some properties, whatever their case. */
export function withoutProperties(object: JsonObject, names: readonly string[]): JsonObject {
  const gone = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(object).filter(([name]) => !gone.has(name.toLowerCase())));
}

/** Whether Azure is done with the cluster, whatever became of the last change. */
export function isSettled(body: JsonObject): boolean {
  return !isBusy({ provisioningState: provisioningStateOf(body) });
}
