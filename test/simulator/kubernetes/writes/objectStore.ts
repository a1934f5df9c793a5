import { randomUUID } from 'node:crypto';
import type { KubernetesObject, ObjectMeta } from '../clusterObjects.ts';

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: string;
  readonly object: KubernetesObject;
  readonly revision: number;
}

/** A new object, of whose metadata the server sets the rest. */
export interface NewObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly uid?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
  };
  readonly [field: string]: unknown;
}

/** What can be written in one cluster: objects by resource, namespace and name, each change with a revision of its own. */
export class ObjectStore {
  readonly #objects = new Map<string, { resource: string; object: KubernetesObject }>();
  readonly #events: WatchEvent[] = [];
  readonly #watchers = new Set<(event: WatchEvent) => void>();
  readonly #now: () => number;
  #revision = 4711;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Of the whole cluster, as lists tell it. */
  get resourceVersion(): string {
    return String(this.#revision);
  }

  /** In all namespaces, by name. */
  list(resource: string): KubernetesObject[] {
    return [...this.#objects.values()]
      .filter((one) => one.resource === resource)
      .map(({ object }) => object)
      .sort((a, b) => (keyOf(resource, a.metadata) < keyOf(resource, b.metadata) ? -1 : 1));
  }

  get(resource: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#objects.get(keyOf(resource, { name, ...(namespace === undefined ? {} : { namespace }) }))?.object;
  }

  /** Creates or replaces. An object that stays the same keeps its revision, and nobody hears of it. */
  put(resource: string, wanted: NewObject): KubernetesObject {
    const key = keyOf(resource, wanted.metadata);
    const existing = this.#objects.get(key)?.object;
    const metadata: ObjectMeta = {
      ...wanted.metadata,
      uid: existing?.metadata.uid ?? wanted.metadata.uid ?? randomUUID(),
      resourceVersion: existing?.metadata.resourceVersion ?? '',
      creationTimestamp:
        existing?.metadata.creationTimestamp ??
        wanted.metadata.creationTimestamp ??
        new Date(this.#now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    };
    const unchanged = structuredClone<KubernetesObject>({ ...wanted, metadata });
    if (existing !== undefined && sorted(existing) === sorted(unchanged)) {
      return existing;
    }
    const revision = ++this.#revision;
    const object = { ...unchanged, metadata: { ...metadata, resourceVersion: String(revision) } };
    this.#objects.set(key, { resource, object });
    this.#tell({ type: existing === undefined ? 'ADDED' : 'MODIFIED', resource, object, revision });
    return object;
  }

  remove(resource: string, { metadata }: { readonly metadata: Pick<ObjectMeta, 'name' | 'namespace'> }): void {
    const key = keyOf(resource, metadata);
    const existing = this.#objects.get(key)?.object;
    if (existing === undefined) {
      return;
    }
    this.#objects.delete(key);
    const revision = ++this.#revision;
    const object = { ...existing, metadata: { ...existing.metadata, resourceVersion: String(revision) } };
    this.#tell({ type: 'DELETED', resource, object, revision });
  }

  /**
   * Hears of every later change, and first of those after a revision.
   * @returns ends it
   */
  watch(after: number, heard: (event: WatchEvent) => void): () => void {
    for (const event of this.#events.filter(({ revision }) => revision > after)) {
      heard(event);
    }
    this.#watchers.add(heard);
    return () => this.#watchers.delete(heard);
  }

  #tell(event: WatchEvent): void {
    this.#events.push(event);
    for (const heard of this.#watchers) {
      heard(event);
    }
  }
}

function keyOf(
  resource: string,
  { namespace = '', name }: { readonly namespace?: string; readonly name: string },
): string {
  return `${resource}/${namespace}/${name}`;
}

/** The same text whatever the order of the keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
