import type { AzureRole, SimulatedCluster, Subscription } from '../scenario.ts';
import type { ArmCaller } from './armCaller.ts';
import { authorizationFailed } from './armErrors.ts';
import type { ArmState } from './armState.ts';

/** What the simulator's roles allow on `Microsoft.ContainerService/managedClusters`. */
const rolesByAction = {
  'listClusterUserCredential/action': ['AKS Cluster User Role'],
  'listClusterAdminCredential/action': ['AKS Cluster Admin Role'],
  'listClusterMonitoringUserCredential/action': ['AKS Cluster Monitoring User'],
  write: ['AKS Contributor'],
} as const satisfies Record<string, readonly AzureRole[]>;

export type ClusterAction = keyof typeof rolesByAction | 'read';

export function canSeeSubscription(state: ArmState, caller: ArmCaller, subscription: Subscription): boolean {
  return isReader(caller, subscription) || visibleClusters(state, caller, subscription).length > 0;
}

/** A reader of the subscription sees all; others the clusters on which they have any role. */
export function visibleClusters(state: ArmState, caller: ArmCaller, subscription: Subscription): SimulatedCluster[] {
  const clusters = state.directory.clustersIn(subscription.subscriptionId);
  return isReader(caller, subscription) ? clusters : clusters.filter((cluster) => hasAnyRole(caller, cluster));
}

/** @throws ArmError 403 AuthorizationFailed */
export function requireClusterAction(
  caller: ArmCaller,
  subscription: Subscription,
  cluster: SimulatedCluster,
  action: ClusterAction,
): void {
  const isAllowed =
    action === 'read'
      ? isReader(caller, subscription) || hasAnyRole(caller, cluster)
      : hasRole(caller, cluster, rolesByAction[action]);
  if (isAllowed) {
    return;
  }
  throw authorizationFailed(
    caller.name,
    caller.objectId,
    `Microsoft.ContainerService/managedClusters/${action}`,
    `/subscriptions/${subscription.subscriptionId}/resourceGroups/${cluster.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`,
  );
}

export function isReader(caller: ArmCaller, subscription: Subscription): boolean {
  return subscription.readerObjectIds.some((id) => caller.principalIds.has(id));
}

function hasRole(caller: ArmCaller, cluster: SimulatedCluster, roles: readonly AzureRole[]): boolean {
  return cluster.roleAssignments.some(
    (assignment) => roles.includes(assignment.role) && caller.principalIds.has(assignment.principalObjectId),
  );
}

function hasAnyRole(caller: ArmCaller, cluster: SimulatedCluster): boolean {
  return cluster.roleAssignments.some((assignment) => caller.principalIds.has(assignment.principalObjectId));
}
