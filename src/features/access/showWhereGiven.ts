import * as vscode from 'vscode';
import { revokeLines } from '../../core/access/revoke.ts';
import { inheritedText } from '../../core/access/revokeTexts.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { portalUrl } from '../../core/azure/portalPages.ts';
import { l10n } from '../../core/l10n.ts';
import { asClusterNode } from '../clusters/clusterNodes.ts';

/**
 * Says where access was given that a cluster inherits, and leads there: that is where it is taken away.
 *
 * @param argument the row
 * @throws AksEntraError notFound
 */
export async function showWhereGiven(cloud: () => Cloud, argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  if (node?.kind !== 'grant' || node.grant.kind !== 'assignment') {
    throw new AksEntraError(
      'notFound',
      l10n`Open “Access” below a cluster, and ask from a row there that is inherited.`,
    );
  }
  const { grant } = node;
  const { cluster, tenants } = node.seen;
  const { scope } = node.grant.assignment;
  const openPortal = l10n`Open in Azure Portal`;
  const copy = l10n`Copy the Line`;
  // The root and management groups have no page of this form.
  const hasPage = /^\/subscriptions\//i.test(scope);
  const buttons = [...(hasPage ? [openPortal] : []), copy];
  const chosen = await vscode.window.showInformationMessage(inheritedText(cluster, grant), ...buttons);
  if (chosen === openPortal) {
    const url = `${portalUrl(cloud(), tenants.lister.tenantId, scope)}/users`;
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  } else if (chosen === copy) {
    await vscode.env.clipboard.writeText(revokeLines(cluster, grant));
  }
}
