import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
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
  const overwrite = l10n`Overwrite`;
  const keepBoth = l10n`Keep Both`;
  const difference = l10n`Show Difference`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`The kubeconfig already has different entries with the same name.`,
    {
      modal: true,
      detail:
        l10n`${conflict.entries.map(({ section, name }) => `${section}: ${printable(name)}`).join('\n')}\n\nin ${conflict.path}\n\nOverwrite replaces them. ` +
        l10n`Keep Both adds the new ones as ${quotedNames(conflict.keepBothNames)}.`,
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
  const title = l10n`Entries with the same name`;
  const side = (texts: 'before' | 'after'): string =>
    entries.map((entry) => `# ${entry.section}: ${printable(entry.name)}\n${entry[texts]}`).join('\n');
  const answer = await previews.whileShown(title, [{ path, before: side('before'), after: side('after') }], () =>
    pick<'overwrite' | 'keepBoth' | 'cancel'>({
      title,
      placeholder: l10n`What is in the kubeconfig is on the left, what would replace it on the right`,
      choices: [
        { label: l10n`Overwrite`, value: 'overwrite' },
        {
          label: l10n`Keep Both`,
          detail: l10n`Adds the new ones as ${quotedNames(keepBothNames)}.`,
          value: 'keepBoth',
        },
        { label: l10n`Cancel`, value: 'cancel' },
      ],
    }),
  );
  if (answer === 'cancel') {
    throw cancellation();
  }
  return answer;
}
