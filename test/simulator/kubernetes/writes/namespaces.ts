import type { KubernetesObject } from '../clusterObjects.ts';
import type { ObjectStore } from './objectStore.ts';

/** Everything that a namespace can hold here. */
const contents = ['configmaps', 'secrets', 'serviceaccounts', 'rolebindings', 'roles'];
const emptyingMs = 300;

/** Marks a namespace as going, and a moment later it is gone with all that it held: a client has to wait for that. */
export function terminate(namespace: KubernetesObject, store: ObjectStore): KubernetesObject {
  if (namespace.metadata.deletionTimestamp !== undefined) {
    return namespace;
  }
  const { name } = namespace.metadata;
  setTimeout(() => {
    for (const resource of contents) {
      for (const object of store.list(resource).filter(({ metadata }) => metadata.namespace === name)) {
        store.remove(resource, object);
      }
    }
    store.remove('namespaces', { metadata: { name } });
  }, emptyingMs).unref();
  const deletionTimestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return store.put('namespaces', {
    ...namespace,
    metadata: { ...namespace.metadata, deletionTimestamp },
    status: { phase: 'Terminating' },
  });
}
