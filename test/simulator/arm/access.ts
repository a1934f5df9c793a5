import { clusterScope } from '../azureRoles.ts';
import type { SimulatedCluster, Subscription } from '../scenario.ts';
import type { ArmCaller } from './armCaller.ts';
import { ArmError, authorizationFailed } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { hasAnyRoleIn, isAllowed } from './authorization/assignments.ts';
import { managedClusterId } from './managedClusterJson.ts';

const clusters = 'Microsoft.ContainerService/managedClusters';

export function canSeeSubscription(state: ArmState, caller: ArmCaller, { subscriptionId }: Subscription): boolean {
  return hasAnyRoleIn(state, caller, `/subscriptions/${subscriptionId}`);
}

/** The clusters that the caller may read: all for a reader of the subscription, else those on which a role allows it. */
export function visibleClusters(state: ArmState, caller: ArmCaller, subscription: Subscription): SimulatedCluster[] {
  return state.directory
    .clustersIn(subscription.subscriptionId)
    .filter((cluster) => isAllowed(state, caller, clusterScope(cluster), `${clusters}/read`));
}

/**
 * @param action below `Microsoft.ContainerService/managedClusters`
 * @throws ArmError 403 AuthorizationFailed
 */
export function requireClusterAction(
  state: ArmState,
  caller: ArmCaller,
  cluster: Pick<SimulatedCluster, 'subscriptionId' | 'resourceGroup' | 'name'>,
  action: string,
): void {
  requireAction(state, caller, clusterScope(cluster), `${clusters}/${action}`);
}

/** @throws ArmError 403 AuthorizationFailed */
export function requireAction(state: ArmState, caller: ArmCaller, scope: string, action: string, named = scope): void {
  if (!isAllowed(state, caller, scope, action)) {
    throw authorizationFailed(caller.name, caller.objectId, action, named);
  }
}

/**
 * A lock stops writes, and a read-only one also each POST, even if that only reads (azure-sdk-for-java#2560).
 *
 * @throws ArmError 409 ScopeLocked
 */
export function requireUnlocked(cluster: SimulatedCluster, call: 'write' | 'post'): void {
  if (cluster.lock === undefined || (call === 'post' && cluster.lock !== 'ReadOnly')) {
    return;
  }
  const scope = managedClusterId(cluster);
  throw new ArmError(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform write operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
  );
}
