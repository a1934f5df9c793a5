import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import type { FileChange, PreviewDocuments } from '../../ui/previewDocuments.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { pick } from '../../ui/quickPickStep.ts';

/**
 * Shows what would be written and asks. A picker leaves the difference readable, which a dialog would cover.
 *
 * @param question its notes are what the user should know before accepting
 * @throws an AbortError when the user declines
 */
export async function confirmChange(
  previews: PreviewDocuments,
  question: { readonly title: string; readonly accept: string; readonly notes: readonly string[] },
  changes: readonly FileChange[],
): Promise<void> {
  const { title, accept, notes } = question;
  const answer = await previews.whileShown(title, changes, () =>
    pick<'accept' | 'decline'>({
      title,
      placeholder: l10n`The change is shown below, with secrets hidden. Write it?`,
      choices: [{ label: accept, value: 'accept' }, { label: l10n`Cancel`, value: 'decline' }, ...notes.map(noteRow)],
    }),
  );
  if (answer !== 'accept') {
    throw cancellation();
  }
}
