import { clusterScope, isAtOrAbove, isInForce } from '../azureRoles.ts';
import type { AzureRole, SimulatedCluster } from '../scenario.ts';
import type { Identity } from './authentication.ts';
import type { Verdict } from './authorization.ts';
import { clusterAdmin, isCovered, view, write, type PolicyRule } from './policyRule.ts';
import type { RequestInfo } from './requestInfo.ts';

const denial = 'User does not have access to the resource in Azure. Update role assignment to allow access.';
/** Of local accounts, and of people who are impersonated without their object id. */
const noOpinion =
  'Azure does not have opinion for this non AAD user. If you are an AAD user, please set Extra:oid parameter for ' +
  'impersonated user in the kubeconfig';
const denialOfOthers =
  'Access denied by Azure RBAC for non AAD users. Configure --azure.skip-authz-for-non-aad-users to enable access. ' +
  'If you are an AAD user, please set Extra:oid parameter for impersonated user in the kubeconfig';
const failure =
  'Access denied due to Azure RBAC check failure. Please retry later. ' +
  '(requestID: 5f3c1d7e-2b4a-4c6d-8e9f-0a1b2c3d4e5f, statusCode: 429): too many requests';

/** One question to Azure, and what it says. */
interface Check {
  readonly scope: string;
  readonly isAllowed: () => boolean;
}

/**
 * AKS's webhook for Azure RBAC (kubeguard/guard v0.16.28): it asks Azure at up to four scopes, at each only if it was
 * denied at the one before: the cluster or its namespace, its managed namespace, and for a member of a fleet the same of
 * the fleet, by roles for the fleet's members.
 */
export function askAzure(identity: Identity, request: RequestInfo, cluster: SimulatedCluster): Verdict {
  const { isFailing = false, deniesOthers = false } = cluster.azureAuthorizer ?? {};
  if (identity.objectId === undefined) {
    return { isAllowed: false, reason: deniesOthers ? denialOfOthers : noOpinion };
  }
  const askedScopes: string[] = [];
  for (const { scope, isAllowed } of checksFor(identity, request, cluster)) {
    askedScopes.push(scope);
    if (isFailing) {
      return { isAllowed: false, reason: failure, askedScopes };
    }
    if (isAllowed()) {
      return { isAllowed: true, reason: 'Access allowed by Azure RBAC Role Assignment.', askedScopes };
    }
  }
  return { isAllowed: false, reason: denial, askedScopes };
}

function checksFor(identity: Identity, request: RequestInfo, cluster: SimulatedCluster): Check[] {
  const namespace = request.isResource ? request.namespace : undefined;
  const isMeant = (principal: string): boolean =>
    principal === identity.objectId || identity.groups.includes(principal);
  const base = clusterScope(cluster);
  const atCluster = (scope: string): Check => ({
    scope,
    isAllowed: () =>
      [
        ...(cluster.inherited ?? []),
        ...cluster.roleAssignments.map((one) => ({
          ...one,
          scope: one.below === undefined ? base : `${base}/${one.below}`,
        })),
      ].some(
        (one) =>
          isInForce(one) &&
          isMeant(one.principalObjectId) &&
          isAtOrAbove(one.scope, scope) &&
          isAllowedByRole(one.role, request),
      ),
  });
  const { fleet } = cluster;
  const atFleet = (scope: string): Check => ({
    scope,
    isAllowed: () =>
      (fleet?.roleAssignments ?? []).some(
        ({ level, principalObjectId, below }) =>
          isMeant(principalObjectId) &&
          isAtOrAbove([fleet?.scope ?? '', ...(below === undefined ? [] : [below])].join('/'), scope) &&
          isAllowedByRole(`AKS RBAC ${level}`, request),
      ),
  });
  const scopes = (of: string): string[] =>
    namespace === undefined ? [of] : [`${of}/namespaces/${namespace}`, `${of}/managedNamespaces/${namespace}`];
  return [...scopes(base).map(atCluster), ...(fleet === undefined ? [] : scopes(fleet.scope).map(atFleet))];
}

const quotaAndNamespaces: readonly PolicyRule[] = [
  {
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    apiGroups: [''],
    resources: ['resourcequotas', 'namespaces'],
  },
];

/**
 * The data actions of the built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
 * Custom resources are `managedClusters/customresources/…` to it: only the roles whose actions end in a star have those.
 */
function isAllowedByRole(role: AzureRole, request: RequestInfo): boolean {
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
