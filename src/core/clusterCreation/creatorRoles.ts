import { clusterScope } from '../access/clusterScope.ts';
import { assignmentLine } from '../access/grantCommands.ts';
import type { AzureRoleKey } from '../access/roles.ts';
import type { ClusterIdParts } from '../azure/resourceId.ts';
import type { NewCluster } from './newCluster.ts';

/** What is known of who makes the cluster. */
export interface Creator {
  /** In the cluster’s tenant, where it is known. */
  readonly objectId: string | undefined;
  /** May give roles where the cluster will be. */
  readonly mayAssign: boolean;
  /** Roles above the cluster let them do everything inside it, where Azure RBAC decides. */
  readonly hasRole: boolean;
  /** Roles above the cluster let them fetch its credential. */
  readonly mayFetch: boolean;
}

/**
 * The roles that the creator lacks to use the cluster: creating one opens nothing inside it where Azure RBAC decides, and
 * AKS Contributor, with which one may create it, fetches no credential.
 */
export function creatorRoles(
  { enableAzureRbac }: Pick<NewCluster, 'enableAzureRbac'>,
  { hasRole, mayFetch }: Pick<Creator, 'hasRole' | 'mayFetch'>,
): readonly AzureRoleKey[] {
  return [
    ...(enableAzureRbac && !hasRole ? (['rbacClusterAdmin'] as const) : []),
    ...(mayFetch ? [] : (['clusterUser'] as const)),
  ];
}

/** Whether the creator gets their roles here, together with the cluster. */
export function assignsRoles(cluster: NewCluster, creator: Creator): boolean {
  return creatorRoles(cluster, creator).length > 0 && creator.mayAssign && creator.objectId !== undefined;
}

/**
 * The lines of az that give the creator the roles, for who may do it.
 *
 * @param objectId of the creator in the cluster’s tenant; undefined where nobody knows it
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function creatorRoleLines(
  cluster: ClusterIdParts,
  roles: readonly AzureRoleKey[],
  objectId: string | undefined,
): readonly string[] {
  return roles.map((role) => assignmentLine(role, clusterScope(cluster), { kind: 'User', objectId }));
}
