import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { changeDocument, headline } from '../../core/entraIntegration/changeDocument.ts';
import { changeQuestion, type ChangeQuestion } from '../../core/entraIntegration/changeQuestion.ts';
import { equivalentCommand } from '../../core/entraIntegration/equivalentCommand.ts';
import type { EntraChange } from '../../core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../core/clusterWrites/rawCluster.ts';
import { l10n } from '../../core/l10n.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { pick } from '../../ui/quickPickStep.ts';

type Answer = 'goOn' | 'az' | 'bicep' | 'arm' | 'cancel';

/**
 * Shows everything that a change is, from which it can be copied, and asks once. A picker leaves the text readable; the
 * question itself is a dialog, in which Enter leads back to the text.
 *
 * @param note what to say first, such as that the cluster is another one than a moment ago
 * @throws an AbortError when the user declines
 */
export async function confirmEntraChange(
  previews: PreviewDocuments,
  cluster: Cluster,
  body: JsonObject,
  change: EntraChange,
  groupNames: ReadonlyMap<string, string>,
  note?: string,
): Promise<void> {
  const title = headline(cluster, change);
  const question = changeQuestion(cluster, body, change, groupNames);
  const equivalent = equivalentCommand(cluster, change);
  const close = await previews.show(title, changeDocument(cluster, body, change, groupNames), 'md');
  let placeholder = l10n`The change is shown below. Nothing has been written yet.`;
  try {
    for (;;) {
      const answer = await pick<Answer>({
        title,
        placeholder,
        choices: [
          { label: `${question.accept}…`, description: l10n`asks once more before anything is written`, value: 'goOn' },
          { label: l10n`Copy the az Line`, value: 'az' },
          { label: l10n`Copy the Bicep Fragment`, value: 'bicep' },
          { label: l10n`Copy the ARM Fragment`, value: 'arm' },
          { label: l10n`Cancel`, value: 'cancel' },
          ...(note === undefined ? [] : [noteRow(note)]),
        ],
      });
      if (answer === 'cancel') {
        throw cancellation();
      }
      if (answer !== 'goOn') {
        await vscode.env.clipboard.writeText(equivalent[answer]);
        placeholder = l10n`Copied. Nothing has been written yet.`;
        continue;
      }
      if (await isAccepted(question)) {
        return;
      }
    }
  } finally {
    await close();
  }
}

/** VS Code's dialog gives the focus to the first button, which must not be the one that changes something. */
async function isAccepted({ message, detail, accept }: ChangeQuestion): Promise<boolean> {
  const lookAgain = l10n`Look Again`;
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, lookAgain, accept);
  if (chosen === undefined) {
    throw cancellation();
  }
  return chosen === accept;
}
