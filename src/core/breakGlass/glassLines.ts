import { clusterScope } from '../access/clusterScope.ts';
import { assignmentLine } from '../access/grantCommands.ts';
import type { AzureRoleKey } from '../access/roles.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { objectIdIn } from '../directory/objectId.ts';
import { equivalentCommand } from '../entraIntegration/equivalentCommand.ts';

type Who = Pick<SeenCluster, 'cluster' | 'account'>;

/** The line of az by which somebody who may gives the account a role on the cluster. */
export function ownRoleLine({ cluster, account }: Who, role: AzureRoleKey): string {
  const objectId = objectIdIn(account.id, cluster.tenantId);
  return assignmentLine(role, clusterScope(cluster), { kind: 'User', objectId });
}

/** The line of az that adds an admin group, whose id is to be put in: az replaces the whole list. */
export function adminGroupsLine({ cluster }: Pick<Who, 'cluster'>): string {
  const present = cluster.entra.kind === 'none' ? [] : cluster.entra.adminGroupObjectIds;
  return equivalentCommand(cluster, { goal: 'adminGroups', adminGroupObjectIds: [...present, 'OBJECT_ID'] }).az;
}
