import { cancellation } from '../core/cancellation.ts';
import type { FileChange, PreviewDocuments } from './previewDocuments.ts';
import { pick, type Choice } from './quickPickStep.ts';

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
      placeholder: 'The change is shown below, with secrets hidden. Write it?',
      choices: [{ label: accept, value: 'accept' }, { label: 'Cancel', value: 'decline' }, ...notes.map(noteRow)],
    }),
  );
  if (answer !== 'accept') {
    throw cancellation();
  }
}

/** A picker's row cuts off what is longer than this. */
const rowLength = 85;

/** A row to read: it has no value, so that it cannot be chosen. */
function noteRow(note: string): Choice<'accept' | 'decline'> {
  if (note.length <= rowLength) {
    return { label: `$(info) ${note}` };
  }
  const end = note.lastIndexOf(' ', rowLength);
  return { label: `$(info) ${note.slice(0, end)}`, detail: note.slice(end + 1) };
}
