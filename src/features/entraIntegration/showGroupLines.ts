import * as vscode from 'vscode';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { groupLines } from '../../core/directory/groupLines.ts';
import { objectIdIn } from '../../core/directory/objectId.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { type Choice, pick } from '../../ui/quickPickStep.ts';

/** Shows how a group comes to be that VS Code may not make, with the lines to copy. @throws an AbortError on cancel */
export async function showGroupLines(
  previews: PreviewDocuments,
  { account, cluster }: SeenCluster,
  name: string,
): Promise<void> {
  const { az, text } = groupLines(name, objectIdIn(account.id, cluster.tenantId));
  const title = l10n`Create the group ${quotedName(name)}`;
  const choices: readonly Choice<'copy' | 'back'>[] = [
    { label: l10n`Copy the az Lines`, value: 'copy' },
    { label: l10n`Back to the Groups`, value: 'back' },
  ];
  const close = await previews.showBelow(choices, l10n`Create a group`, text);
  let placeholder = l10n`VS Code may not make groups here. This is how it is done elsewhere.`;
  try {
    for (;;) {
      const answer = await pick({ title, placeholder, choices });
      if (answer === 'back') {
        return;
      }
      await vscode.env.clipboard.writeText(az);
      placeholder = l10n`Copied.`;
    }
  } finally {
    await close();
  }
}
