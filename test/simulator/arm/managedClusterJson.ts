import type { SimulatedCluster } from '../scenario.ts';

/** The cluster's resource id. AKS writes `resourcegroups` in lower case, and so must every reader expect it. */
export function managedClusterId(cluster: SimulatedCluster): string {
  return `/subscriptions/${cluster.subscriptionId}/resourcegroups/${cluster.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`;
}

/** The body of GET, with the properties in AKS's order at the top level. */
export function managedClusterJson(cluster: SimulatedCluster): Record<string, unknown> {
  const { location, eTag, kind, sku, tags, identity, properties, ...others } = cluster.arm;
  return {
    id: managedClusterId(cluster),
    location,
    name: cluster.name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    ...(tags === undefined ? {} : { tags }),
    ...(kind === undefined ? {} : { kind }),
    properties,
    ...(identity === undefined ? {} : { identity }),
    ...(sku === undefined ? {} : { sku }),
    ...others,
    ...(eTag === undefined ? {} : { eTag }),
  };
}
