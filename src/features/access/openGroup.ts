import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { groupUrl } from '../../core/azure/groupUrl.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { asClusterNode } from '../clusters/clusterNodes.ts';

/**
 * Opens an admin group’s page in the Entra portal, in the cluster’s tenant, to which the group belongs.
 *
 * @param argument the row
 * @throws AksEntraError notFound
 */
export async function openGroup(cloud: Cloud, argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  if (node?.kind !== 'adminGroup') {
    throw new AksEntraError('notFound', l10n`Open “Admin groups” below a cluster, and ask from a group there.`);
  }
  const url = groupUrl(cloud, signInTenant(node.seen.cluster), node.groupObjectId);
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
