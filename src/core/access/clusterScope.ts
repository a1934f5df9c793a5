import type { ClusterIdParts } from '../azure/resourceId.ts';

/** A cluster’s scope in Azure, for people and commands: nothing in it is encoded. */
export function clusterScope({ subscriptionId, resourceGroup, name }: ClusterIdParts): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** Whether what is assigned at one scope counts at the other one: scopes are paths, and their case is nobody’s. */
export function isAtOrAbove(scope: string, below: string): boolean {
  const [upper, lower] = [scope, below].map((one) => one.toLowerCase().replace(/\/+$/, ''));
  return upper === '' || lower === upper || (lower ?? '').startsWith(`${upper ?? ''}/`);
}
