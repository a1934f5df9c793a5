import type { ClusterIdParts } from '../../core/azure/resourceId.ts';

/** A cluster's path below ARM's endpoint; a resource group may have letters of any alphabet in its name. */
export function clusterPath({ subscriptionId, resourceGroup, name }: ClusterIdParts): string {
  const [subscription, group, cluster] = [subscriptionId, resourceGroup, name].map(encodeURIComponent);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${cluster}`;
}
