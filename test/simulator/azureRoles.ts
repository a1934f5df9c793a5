import type { RoleAssignment, SimulatedCluster } from './scenario.ts';

/** The cluster's scope as ARM's texts have it; case does not count in a comparison. */
export function clusterScope({
  subscriptionId,
  resourceGroup,
  name,
}: Pick<SimulatedCluster, 'subscriptionId' | 'resourceGroup' | 'name'>): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** Whether what is assigned at `scope` counts at `target`: the same scope, or one above it. */
export function isAtOrAbove(scope: string, target: string): boolean {
  const above = scope.toLowerCase().replace(/\/$/, '');
  return `${target.toLowerCase()}/`.startsWith(`${above}/`);
}

/** An assignment can take some minutes until it counts. */
export function isInForce({ startsAtMs, endsAtMs }: RoleAssignment): boolean {
  const now = Date.now();
  return (startsAtMs === undefined || startsAtMs <= now) && (endsAtMs === undefined || endsAtMs > now);
}
