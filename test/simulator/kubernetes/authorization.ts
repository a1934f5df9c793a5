import type { AzureRole, SimulatedCluster } from '../scenario.ts';
import type { Identity } from './authentication.ts';
import { authenticated, clusterAdmin, isCovered, view, write, type PolicyRule } from './policyRule.ts';
import type { RequestInfo } from './requestInfo.ts';

export interface Verdict {
  readonly isAllowed: boolean;
  /** What the authorizers say about it; empty where Kubernetes RBAC simply knows no rule. */
  readonly reason: string;
}

const azureDenial = 'User does not have access to the resource in Azure. Update role assignment to allow access.';

/**
 * The authorizers in their order: `system:masters`, Kubernetes RBAC, then Azure's webhook where the cluster has it.
 * A cluster without Kubernetes RBAC lets everyone in who is authenticated.
 */
export function authorize(identity: Identity, request: RequestInfo, cluster: SimulatedCluster): Verdict {
  if (identity.groups.includes('system:masters')) {
    return { isAllowed: true, reason: '' };
  }
  if (cluster.arm.properties.enableRBAC === false) {
    return { isAllowed: true, reason: '' };
  }
  const grant = kubernetesGrants(identity, cluster).find((one) => isCovered(request, one.rules));
  if (grant !== undefined) {
    return { isAllowed: true, reason: grant.reason };
  }
  if (!asksAzure(identity, cluster)) {
    return { isAllowed: false, reason: '' };
  }
  return azureRolesOf(identity, cluster).some((role) => isAllowedByAzure(role, request))
    ? { isAllowed: true, reason: 'Access allowed by Azure RBAC Role Assignment.' }
    : { isAllowed: false, reason: azureDenial };
}

/** For SelfSubjectRulesReview: Kubernetes' own rules. Azure's webhook cannot list its own, so the answer is incomplete. */
export function rulesFor(identity: Identity, cluster: SimulatedCluster): { rules: PolicyRule[]; isComplete: boolean } {
  const isMaster = identity.groups.includes('system:masters') || cluster.arm.properties.enableRBAC === false;
  const rules = kubernetesGrants(identity, cluster).flatMap((grant) => [...grant.rules]);
  return {
    rules: isMaster ? [...clusterAdmin, ...rules] : rules,
    isComplete: isMaster || !asksAzure(identity, cluster),
  };
}

interface Grant {
  readonly rules: readonly PolicyRule[];
  readonly reason: string;
}

function kubernetesGrants(identity: Identity, cluster: SimulatedCluster): Grant[] {
  const grants: Grant[] = [{ rules: authenticated, reason: allowedBy('system:basic-user', 'system:authenticated') }];
  for (const groupId of cluster.arm.properties.aadProfile?.adminGroupObjectIDs ?? []) {
    if (identity.groups.includes(groupId)) {
      grants.push({
        rules: clusterAdmin,
        reason: allowedBy('cluster-admin', groupId, 'aks-cluster-admin-binding-aad'),
      });
    }
  }
  for (const { role, subject } of cluster.bindings) {
    if (subject === identity.userName || identity.groups.includes(subject)) {
      grants.push({ rules: role === 'cluster-admin' ? clusterAdmin : view, reason: allowedBy(role, subject) });
    }
  }
  return grants;
}

function allowedBy(role: string, subject: string, binding = role): string {
  return `RBAC: allowed by ClusterRoleBinding "${binding}" of ClusterRole "${role}" to "${subject}"`;
}

function asksAzure(identity: Identity, cluster: SimulatedCluster): boolean {
  return cluster.arm.properties.aadProfile?.enableAzureRBAC === true && identity.objectId !== undefined;
}

function azureRolesOf(identity: Identity, cluster: SimulatedCluster): AzureRole[] {
  return cluster.roleAssignments
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
      return false;
  }
}
