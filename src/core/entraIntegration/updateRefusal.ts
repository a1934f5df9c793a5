import { clusterScope } from '../access/clusterScope.ts';
import { assignmentLine } from '../access/grantCommands.ts';
import { azureRoles, type AzureRoleKey } from '../access/roles.ts';
import { AksEntraError } from '../aksEntraError.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { objectIdIn } from '../directory/objectId.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';

/** The least of Azure’s own roles that may update a cluster. */
const updatingRole: AzureRoleKey = 'contributor';

/** What to say to who may not change a cluster, with the line for who may give them the role. */
export function updateRefusal({ cluster, account }: Pick<SeenCluster, 'cluster' | 'account'>): AksEntraError {
  const azLine = assignmentLine(updatingRole, clusterScope(cluster), {
    kind: 'User',
    objectId: objectIdIn(account.id, cluster.tenantId),
  });
  return new AksEntraError(
    'missingRole',
    l10n`${printable(account.label)} may not change ${printable(cluster.name)}: that needs the role ${quotedName(azureRoles[updatingRole].name)} or Contributor. An owner of the cluster can give it: ${azLine}`,
    { azLine, clusterId: cluster.id, accountId: account.id },
  );
}
