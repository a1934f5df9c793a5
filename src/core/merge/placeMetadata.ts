import type { CredentialPlace } from '../clusters/credentialTarget.ts';
import type { ContextMetadata } from '../kubeconfig/contextMetadata.ts';

/** What a context says that it is for, so that no cluster’s own credential is merged into it. */
export function placeMetadata(place: CredentialPlace): ContextMetadata {
  return place.kind === 'namespace'
    ? { clusterId: place.namespace.clusterId, managedNamespace: place.namespace.name }
    : { fleetId: place.fleet.id };
}
