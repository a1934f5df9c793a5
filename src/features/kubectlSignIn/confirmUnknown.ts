import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { unknownClusters } from './keyTexts.ts';

/**
 * Asks before clusters become trusted that are not in the list, wherever they lead: their contexts may stand in a backup,
 * and may just as well have been written by somebody else.
 *
 * @param hasOthers whether something is left to do without them
 * @returns whether they are trusted; where not, the others are to be done
 * @throws an AbortError on Cancel
 */
export async function confirmUnknown(contexts: readonly PluginContext[], hasOthers: boolean): Promise<boolean> {
  if (contexts.length === 0) {
    return true;
  }
  const trust = l10n`Trust`;
  const leaveOut = l10n`Leave Them Out`;
  const doNot = l10n`Do Not Trust`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`May these clusters get your Entra token? You did not set them up.`,
    {
      modal: true,
      detail:
        l10n`${unknownClusters(contexts)}\n\nOne token opens every AKS cluster of its tenant that you may use. ` +
        l10n`Trust a cluster only where you know who runs it.`,
    },
    // VS Code makes the first one the default.
    hasOthers ? leaveOut : doNot,
    trust,
  );
  if (chosen === undefined || chosen === doNot) {
    throw cancellation();
  }
  return chosen === trust;
}
