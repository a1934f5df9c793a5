import { cancellation } from '../../core/cancellation.ts';
import { maskTexts } from '../../core/kubeconfigText/maskText.ts';
import { l10n } from '../../core/l10n.ts';
import { decide } from './decide.ts';

/** What one file would become. */
interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Shows what would be written, with secrets hidden, until the user accepts or discards it.
 *
 * @param question its notes are what the user should know before accepting
 * @throws an AbortError when the user discards it
 */
export async function confirmChange(
  question: { readonly accept: string; readonly notes: readonly string[] },
  changes: readonly FileChange[],
): Promise<void> {
  const documents = changes.map(({ path, before, after }) => {
    const [shownBefore = '', shownAfter = ''] = maskTexts([before, after]);
    return { path, before: shownBefore, after: shownAfter };
  });
  const answer = await decide({
    kind: 'change',
    title: question.accept,
    question: l10n`Accept it (Ctrl+Enter) or discard it (Ctrl+Backspace) in the title of the editor.`,
    notes: question.notes,
    documents,
  });
  if (answer !== 'accept') {
    throw cancellation();
  }
}
