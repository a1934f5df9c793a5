import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { EntryConflict } from '../../core/merge/planMerge.ts';
import { printable } from '../../core/printable.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { pick } from '../../ui/quickPickStep.ts';

/** Entries of the same name that say something else. */
export interface NameConflict {
  readonly path: string;
  /** Both sides as YAML, secrets hidden. */
  readonly entries: readonly EntryConflict[];
  /** Of the contexts, if both were kept. */
  readonly keepBothNames: readonly string[];
}

/** Asks what to do with entries of the same name. Rejects with an AbortError on Cancel. */
export async function resolveConflict(
  previews: PreviewDocuments,
  conflict: NameConflict,
): Promise<'overwrite' | 'keepBoth'> {
  const overwrite = 'Overwrite';
  const keepBoth = 'Keep Both';
  const difference = 'Show Difference';
  const chosen = await vscode.window.showWarningMessage(
    'The kubeconfig already has different entries with the same name.',
    {
      modal: true,
      detail:
        `${conflict.entries.map(({ section, name }) => `${section}: ${printable(name)}`).join('\n')}\n\nin ${conflict.path}\n\n` +
        `Overwrite replaces them. Keep Both adds the new ones as ${quotedNames(conflict.keepBothNames)}.`,
    },
    overwrite,
    keepBoth,
    difference,
  );
  if (chosen === undefined) {
    throw cancellation();
  }
  if (chosen === difference) {
    return resolveBesideDifference(previews, conflict);
  }
  return chosen === overwrite ? 'overwrite' : 'keepBoth';
}

/** The same question once more, as a picker that leaves the difference readable. */
async function resolveBesideDifference(
  previews: PreviewDocuments,
  { path, entries, keepBothNames }: NameConflict,
): Promise<'overwrite' | 'keepBoth'> {
  const title = 'Entries with the same name';
  const side = (texts: 'before' | 'after'): string =>
    entries.map((entry) => `# ${entry.section}: ${printable(entry.name)}\n${entry[texts]}`).join('\n');
  const answer = await previews.whileShown(title, [{ path, before: side('before'), after: side('after') }], () =>
    pick<'overwrite' | 'keepBoth' | 'cancel'>({
      title,
      placeholder: 'What is in the kubeconfig is on the left, what would replace it on the right',
      choices: [
        { label: 'Overwrite', value: 'overwrite' },
        { label: 'Keep Both', detail: `Adds the new ones as ${quotedNames(keepBothNames)}.`, value: 'keepBoth' },
        { label: 'Cancel', value: 'cancel' },
      ],
    }),
  );
  if (answer === 'cancel') {
    throw cancellation();
  }
  return answer;
}
