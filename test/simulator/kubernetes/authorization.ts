import { assignmentsFor } from '../azureRoles.ts';
import type { AzureRole, SimulatedCluster } from '../scenario.ts';
import type { Identity } from './authentication.ts';
import { clusterAdmin, isCovered, view, write, type PolicyRule } from './policyRule.ts';
import { grantsTo } from './rbac/grants.ts';
import type { RequestInfo } from './requestInfo.ts';
import type { ObjectStore } from './writes/objectStore.ts';

export interface Verdict {
  readonly isAllowed: boolean;
  /** What the authorizers say about it; empty where Kubernetes RBAC simply knows no rule. */
  readonly reason: string;
}

/** What both authorizers look at. */
export interface AuthorizationState {
  readonly cluster: SimulatedCluster;
  readonly store: ObjectStore;
}

/** Of local accounts, and of people who are impersonated without their object id. */
const azureHasNoOpinion =
  'Azure does not have opinion for this non AAD user. If you are an AAD user, please set Extra:oid parameter for ' +
  'impersonated user in the kubeconfig';
const azureDenial = 'User does not have access to the resource in Azure. Update role assignment to allow access.';

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
  if (identity.objectId === undefined) {
    return { isAllowed: false, reason: azureHasNoOpinion };
  }
  return azureRolesOf(identity, cluster, request).some((role) => isAllowedByAzure(role, request))
    ? { isAllowed: true, reason: 'Access allowed by Azure RBAC Role Assignment.' }
    : { isAllowed: false, reason: azureDenial };
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

function azureRolesOf(identity: Identity, cluster: SimulatedCluster, request: RequestInfo): AzureRole[] {
  return assignmentsFor(cluster, request.isResource ? request.namespace : undefined)
    .filter(
      ({ principalObjectId }) => principalObjectId === identity.objectId || identity.groups.includes(principalObjectId),
    )
    .map(({ role }) => role);
}

const quotaAndNamespaces: readonly PolicyRule[] = [
  {
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    apiGroups: [''],
    resources: ['resourcequotas', 'namespaces'],
  },
];

/** The data actions of the built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers */
function isAllowedByAzure(role: AzureRole, request: RequestInfo): boolean {
  switch (role) {
    case 'AKS RBAC Cluster Admin':
      return true;
    case 'AKS RBAC Admin':
      return isCovered(request, clusterAdmin) && !isCovered(request, quotaAndNamespaces);
    case 'AKS RBAC Writer':
      return isCovered(request, write);
    case 'AKS RBAC Reader':
      return isCovered(request, view);
    case 'AKS Cluster User Role':
    case 'AKS Cluster Admin Role':
    case 'AKS Cluster Monitoring User':
    case 'AKS Contributor':
    case 'AKS Namespace User':
    case 'AKS Namespace Contributor':
    case 'Owner':
    case 'Contributor':
    case 'Reader':
    case 'User Access Administrator':
    case 'Role Based Access Control Administrator':
      return false;
  }
}
