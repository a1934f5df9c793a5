import * as vscode from 'vscode';
import { portalUrl, type Cloud } from '../../core/azure/clouds.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { asClusterNode, clusterOf } from './clusterNodes.ts';
import { pickCluster, signingIn } from './pickCluster.ts';

/** Opens a cluster's page in the Azure portal, in the tenant that it belongs to. */
export async function openInPortal(
  signIn: SignIn,
  inventory: ClusterInventory,
  cloud: Cloud,
  argument: unknown,
): Promise<void> {
  const node = asClusterNode(argument);
  const given = node === undefined ? undefined : clusterOf(node);
  const cluster = given ?? (await signingIn(signIn, () => pickCluster(inventory, 'Open cluster in the Azure portal')));
  await vscode.env.openExternal(vscode.Uri.parse(portalUrl(cloud, cluster.tenantId, cluster.id), true));
}
