import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { trustCautions } from '../../core/credentialPlugin/trustCautions.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { l10n } from '../../core/l10n.ts';

/** Asks before tokens may go where it is not plain that Azure answers. Rejects with an AbortError on Cancel. */
export async function confirmTrust(contexts: readonly PluginContext[]): Promise<void> {
  const cautions = trustCautions(contexts);
  if (cautions.length === 0) {
    return;
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
    trust,
  );
  if (chosen !== trust) {
    throw cancellation();
  }
}
