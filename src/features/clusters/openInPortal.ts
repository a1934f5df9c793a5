import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import { portalUrl } from '../../core/azure/portalPages.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { clusterFrom } from './clusterNodes.ts';
import { pickCluster } from './pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';

/**
 * Opens a cluster's page in the Azure portal, in the tenant in which ARM showed it: the portal asks ARM too, and the
 * account need not be known to a tenant that lends the cluster (Azure Lighthouse).
 */
export async function openInPortal(
  signIn: SignIn,
  inventory: ClusterInventory,
  cloud: Cloud,
  argument: unknown,
): Promise<void> {
  const { cluster, tenants } =
    clusterFrom(argument) ??
    (await signingIn(signIn, () => pickCluster(inventory, l10n`Open cluster in the Azure portal`)));
  await vscode.env.openExternal(vscode.Uri.parse(portalUrl(cloud, tenants.lister.tenantId, cluster.id), true));
}
