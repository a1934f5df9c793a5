import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { listedCluster } from '../../core/credentialPlugin/listedCluster.ts';
import { trustCautions } from '../../core/credentialPlugin/trustCautions.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { l10n } from '../../core/l10n.ts';

/**
 * Asks before tokens may go where it is not plain that Azure answers.
 *
 * @throws an AbortError on Cancel; AksEntraError as `listedCluster`
 */
export async function confirmTrust(contexts: readonly PluginContext[]): Promise<void> {
  if (!(await mayTrust(contexts))) {
    throw cancellation();
  }
}

/**
 * The same, where what was done before the question stays.
 *
 * @returns whether tokens may go there
 * @throws AksEntraError as `listedCluster`
 */
export async function mayTrust(contexts: readonly PluginContext[]): Promise<boolean> {
  // What cannot be trusted is not asked about.
  contexts.forEach(listedCluster);
  const cautions = trustCautions(contexts);
  if (cautions.length === 0) {
    return true;
  }
  const trust = l10n`Trust`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`May these clusters get your Entra token?`,
    {
      modal: true,
      detail:
        l10n`${cautions.join('\n')}\n\nOne token opens every AKS cluster of its tenant that you may use. ` +
        l10n`Trust a cluster only where you know who runs it.`,
    },
    // VS Code makes the first one the default.
    l10n`Do Not Trust`,
    trust,
  );
  return chosen === trust;
}
