import { clusterScope } from '../access/clusterScope.ts';
import type { ClusterIdParts } from '../azure/resourceId.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { RefusedRequest } from './refusal.ts';

/** One of the scopes at which AKS’s authorizer asks Azure. */
export interface AskedScope {
  /** As people say it. */
  readonly label: string;
  /** Absent for those of a fleet: which one that would be is not known here. */
  readonly scope?: string;
}

/**
 * The scopes in the order in which AKS’s authorizer asks at them, each only where Azure said no at the one before
 * (kubeguard/guard v0.16.28): the cluster, or a namespace of it; the same as a managed namespace; and for a member of a
 * fleet both of the fleet.
 */
export function askedScopes(cluster: ClusterIdParts, request: RefusedRequest): readonly AskedScope[] {
  const ofCluster = clusterScope(cluster);
  const namespace = request.kind === 'resource' ? request.namespace : undefined;
  if (namespace === undefined) {
    return [
      { label: l10n`the cluster`, scope: ofCluster },
      { label: l10n`its fleet, where it is a member of one: roles “… for Member Clusters”` },
    ];
  }
  const name = quotedName(namespace);
  return [
    { label: l10n`the namespace ${name}, and all above it`, scope: `${ofCluster}/namespaces/${namespace}` },
    { label: l10n`the managed namespace ${name}`, scope: `${ofCluster}/managedNamespaces/${namespace}` },
    { label: l10n`the namespace ${name} of its fleet, where it is a member of one` },
    { label: l10n`the managed namespace ${name} of that fleet` },
  ];
}
