import { AksEntraError } from '../aksEntraError.ts';
import type { ClusterIdParts } from '../azure/resourceId.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { isObjectId } from '../directory/objectId.ts';
import { assertNameOfAzure } from '../clusterWrites/shellWord.ts';

/** The least of Azure’s own roles that may update a cluster. */
const contributorRole = 'Azure Kubernetes Service Contributor Role';

/** What to say to who may not change a cluster, with the line for who may give them the role. */
export function updateRefusal({ cluster, account }: Pick<SeenCluster, 'cluster' | 'account'>): AksEntraError {
  const line = assignmentLine(cluster, assigneeOf(account.id, cluster.tenantId));
  return new AksEntraError(
    'missingRole',
    l10n`${printable(account.label)} may not change ${printable(cluster.name)}: that takes the role ${quotedName(contributorRole)} or Contributor. An owner of the cluster can give it: ${line}`,
  );
}

/** VS Code’s id of an account is `<object id>.<home tenant>`; a guest has another object id. */
function assigneeOf(accountId: string, tenantId: string): string {
  const [objectId = '', home = ''] = accountId.split('.');
  return isObjectId(objectId) && home.toLowerCase() === tenantId.toLowerCase() ? objectId : 'OBJECT_ID';
}

function assignmentLine({ subscriptionId, resourceGroup, name }: ClusterIdParts, assignee: string): string {
  for (const part of [subscriptionId, resourceGroup, name]) {
    assertNameOfAzure(part);
  }
  const scope = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
  return [
    'az role assignment create',
    `--assignee ${assignee}`,
    `--role "${contributorRole}"`,
    `--scope '${scope}'`,
  ].join(' ');
}
