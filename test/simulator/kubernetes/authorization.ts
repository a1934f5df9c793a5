import type { SimulatedCluster } from '../scenario.ts';
import type { Identity } from './authentication.ts';
import { askAzure } from './azureAuthorizer.ts';
import { clusterAdmin, isCovered, type PolicyRule } from './policyRule.ts';
import { grantsTo } from './rbac/grants.ts';
import type { RequestInfo } from './requestInfo.ts';
import type { ObjectStore } from './writes/objectStore.ts';

export interface Verdict {
  readonly isAllowed: boolean;
  /** What the authorizers say about it; empty where Kubernetes RBAC simply knows no rule. */
  readonly reason: string;
  /** The scopes at which Azure was asked, in their order; absent where it was not. */
  readonly askedScopes?: readonly string[];
}

/** What both authorizers look at. */
export interface AuthorizationState {
  readonly cluster: SimulatedCluster;
  readonly store: ObjectStore;
}

/**
 * The authorizers in their order: `system:masters`, Kubernetes RBAC, then Azure's webhook where the cluster has it.
 * A cluster without Kubernetes RBAC lets everyone in who is authenticated.
 */
export function authorize(identity: Identity, request: RequestInfo, state: AuthorizationState): Verdict {
  const { cluster, store } = state;
  if (identity.groups.includes('system:masters')) {
    return { isAllowed: true, reason: '' };
  }
  if (cluster.arm.properties.enableRBAC === false) {
    return { isAllowed: true, reason: '' };
  }
  const namespace = request.isResource ? request.namespace : undefined;
  const grant = grantsTo(identity, namespace, store).find((one) => isCovered(request, one.rules));
  if (grant !== undefined) {
    return { isAllowed: true, reason: grant.reason };
  }
  if (!hasAzureRbac(cluster) || identity.userName.startsWith('system:')) {
    return { isAllowed: false, reason: '' };
  }
  return askAzure(identity, request, cluster);
}

/** For SelfSubjectRulesReview: Kubernetes' own rules. Azure's webhook cannot list its own, so the answer is incomplete. */
export function rulesFor(
  identity: Identity,
  namespace: string | undefined,
  { cluster, store }: AuthorizationState,
): { rules: PolicyRule[]; isComplete: boolean } {
  const isMaster = identity.groups.includes('system:masters') || cluster.arm.properties.enableRBAC === false;
  const rules = grantsTo(identity, namespace, store).flatMap((grant) => [...grant.rules]);
  return {
    rules: isMaster ? [...clusterAdmin, ...rules] : rules,
    isComplete: isMaster || !hasAzureRbac(cluster),
  };
}

function hasAzureRbac(cluster: SimulatedCluster): boolean {
  return cluster.arm.properties.aadProfile?.enableAzureRBAC === true;
}
