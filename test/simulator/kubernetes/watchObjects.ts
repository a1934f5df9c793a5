import type { Answer } from './answer.ts';
import type { KubernetesObject } from './clusterObjects.ts';
import type { ObjectStore } from './writes/objectStore.ts';

export interface WatchCall {
  readonly resource: string;
  readonly kind: { readonly apiVersion: string; readonly kind: string };
  readonly query: URLSearchParams;
  readonly store: ObjectStore;
  /** What is there now and in the request's scope. */
  readonly existing: readonly KubernetesObject[];
  readonly isMeant: (object: KubernetesObject) => boolean;
  /** The object as the client wants it: itself, or a table of one row. */
  readonly shown: (object: KubernetesObject) => object;
}

/**
 * One event a line, until the client goes or `timeoutSeconds` are over. Without a revision, or with 0, what is there
 * comes first; with one, what happened after it.
 */
export function watchObjects({ resource, kind, query, store, existing, isMeant, shown }: WatchCall): Answer {
  const revision = Number(query.get('resourceVersion') ?? '0');
  const wantsInitial = query.get('sendInitialEvents') === 'true';
  const current = Number(store.resourceVersion);
  return {
    status: 200,
    body: '',
    contentType: 'application/json',
    stream: (write, end) => {
      if (revision === 0 || wantsInitial) {
        for (const object of existing) {
          write({ type: 'ADDED', object: shown(object) });
        }
      }
      if (wantsInitial) {
        const annotations = { 'k8s.io/initial-events-end': 'true' };
        const metadata = { resourceVersion: store.resourceVersion, creationTimestamp: null, annotations };
        write({ type: 'BOOKMARK', object: { ...kind, metadata } });
      }
      const stop = store.watch(revision === 0 || wantsInitial ? current : revision, (event) => {
        if (event.resource === resource && isMeant(event.object)) {
          write({ type: event.type, object: shown(event.object) });
        }
      });
      const seconds = Number(query.get('timeoutSeconds') ?? '1800');
      const timer = setTimeout(end, seconds * 1000).unref();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
