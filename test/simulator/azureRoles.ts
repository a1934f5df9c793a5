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

/**
 * The role assignments that count for a call to the cluster's API server: its own, those above it, and where the call
 * is for a namespace, those of the namespace (kubeguard/guard asks for both).
 */
export function assignmentsFor(cluster: SimulatedCluster, namespace: string | undefined): readonly RoleAssignment[] {
  const base = clusterScope(cluster);
  const targets = [base];
  if (namespace !== undefined) {
    targets.push(`${base}/namespaces/${namespace}`, `${base}/managedNamespaces/${namespace}`);
  }
  const inherited = (cluster.inherited ?? []).filter(({ scope }) => isAtOrAbove(scope, base));
  const own = cluster.roleAssignments.filter(({ below }) => {
    const scope = below === undefined ? base : `${base}/${below}`;
    return targets.some((target) => isAtOrAbove(scope, target));
  });
  return [...own, ...inherited].filter(isInForce);
}

/** An assignment can take some minutes until it counts. */
export function isInForce({ startsAtMs, endsAtMs }: RoleAssignment): boolean {
  const now = Date.now();
  return (startsAtMs === undefined || startsAtMs <= now) && (endsAtMs === undefined || endsAtMs > now);
}
