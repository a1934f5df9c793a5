import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { Cluster } from './cluster.ts';
import type { CallOptions } from './clusterPorts.ts';
import type { Fleet } from './fleet.ts';
import type { ManagedNamespace } from './managedNamespace.ts';
import type { SeenCluster, SeenFleet, SeenNamespace } from './seenCluster.ts';

/** What gives out a credential of its own beside the clusters that can be listed. */
export type CredentialPlace =
  /** `cluster`: the one that it is in, where the account sees it. */
  | { readonly kind: 'namespace'; readonly namespace: ManagedNamespace; readonly cluster?: Cluster }
  | { readonly kind: 'hub'; readonly fleet: Fleet };

/**
 * What a credential is fetched for: a cluster or, where there is a place, that. `cluster` then tells of the place what
 * the questions and messages about a credential tell of a cluster: its name is the context's.
 */
export interface CredentialTarget extends SeenCluster {
  readonly place?: CredentialPlace;
}

export interface PlacedTarget extends CredentialTarget {
  readonly place: CredentialPlace;
}

/** The kubeconfigs that Azure gives out for places. Every call throws AksEntraError or an AbortError. */
export interface PlaceCredentials {
  /** As text (YAML). */
  placeCredential(target: PlacedTarget, options: CallOptions): Promise<string>;
}

/** @param cluster the one that it is in, where the account sees it */
export function namespaceTarget({ namespace, ...seen }: SeenNamespace, cluster?: Cluster): PlacedTarget {
  const { id, name, clusterName } = namespace;
  return {
    ...seen,
    cluster: { ...placeCluster(namespace), ...withoutWaysIn(cluster), id, name: `${clusterName}-${name}` },
    place: { kind: 'namespace', namespace, ...(cluster === undefined ? {} : { cluster }) },
  };
}

export function hubTarget({ fleet, ...seen }: SeenFleet): PlacedTarget {
  return {
    ...seen,
    cluster: { ...placeCluster(fleet), id: fleet.id, name: `${fleet.name}-hub` },
    place: { kind: 'hub', fleet },
  };
}

/** @throws AksEntraError notFound for a fleet without a hub */
export function assertGivesCredential({ place }: CredentialTarget): void {
  if (place?.kind === 'hub' && place.fleet.hasHub === false) {
    throw new AksEntraError(
      'notFound',
      l10n`Fleet ${place.fleet.name} has no hub cluster, so there is no credential for it. Get those of its member clusters, which are below it in the tree; the owner of the fleet can add a hub.`,
    );
  }
}

/** What is known of the cluster behind a place: such credentials are Entra's, and Azure RBAC decides what they are good for. */
function placeCluster({
  subscriptionId,
  resourceGroup,
  location,
  tenantId,
}: Omit<ManagedNamespace | Fleet, 'id' | 'name'>): Omit<Cluster, 'id' | 'name'> {
  return {
    subscriptionId,
    resourceGroup,
    location,
    tenantId,
    kubernetesVersion: 'unknown',
    entra: { kind: 'managed', adminGroupObjectIds: [] },
    authorization: 'azureRbac',
    hasLocalAccounts: false,
    isPrivate: false,
    power: 'unknown',
    provisioningState: 'Succeeded',
    isAutomatic: false,
  };
}

/** What else is known where the cluster can be seen, but for what the credential of a place cannot have. */
function withoutWaysIn(cluster: Cluster | undefined): Partial<Cluster> {
  if (cluster === undefined) {
    return {};
  }
  const { isPrivate, power, provisioningState, kubernetesVersion, apiServerHost } = cluster;
  const seen = { isPrivate, power, provisioningState, kubernetesVersion };
  // A public name of a private cluster would be offered: `listCredential` has no `server-fqdn`.
  return isPrivate || apiServerHost === undefined ? seen : { ...seen, apiServerHost };
}
