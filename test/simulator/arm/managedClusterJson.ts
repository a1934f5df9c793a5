import { deterministicGuid } from '../scenarios/deterministicGuid.ts';
import type { ArmManagedClusterProperties, SimulatedCluster } from '../scenario.ts';

/** The cluster's resource id. AKS writes `resourcegroups` in lower case, and so must every reader expect it. */
export function managedClusterId(cluster: SimulatedCluster): string {
  return `/subscriptions/${cluster.subscriptionId}/resourcegroups/${cluster.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`;
}

/**
 * The body of GET, with the properties in AKS's order at the top level. While an operation runs it shows what was
 * asked for; what counts until then is `cluster.arm`.
 */
export function managedClusterJson(cluster: SimulatedCluster): Record<string, unknown> {
  const { location, eTag, kind, sku, tags, identity, properties, ...others } = cluster.pending ?? cluster.arm;
  return {
    id: managedClusterId(cluster),
    location,
    name: cluster.name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    ...(tags === undefined ? {} : { tags }),
    ...(kind === undefined ? {} : { kind }),
    properties: withPoolETags(properties, eTag),
    ...(identity === undefined ? {} : { identity }),
    ...(sku === undefined ? {} : { sku }),
    ...others,
    ...(eTag === undefined ? {} : { eTag }),
  };
}

/** Each node pool has an eTag of its own, which changes with the cluster's. */
function withPoolETags(properties: ArmManagedClusterProperties, eTag: string | undefined): ArmManagedClusterProperties {
  const pools = properties['agentPoolProfiles'];
  if (eTag === undefined || !Array.isArray(pools)) {
    return properties;
  }
  const tagged = pools.map((pool: { name?: string }) => ({
    eTag: deterministicGuid(`${eTag}/${pool.name ?? ''}`),
    ...pool,
  }));
  return { ...properties, agentPoolProfiles: tagged };
}
