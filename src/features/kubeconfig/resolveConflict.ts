import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import type { EntryConflict } from '../../core/merge/planMerge.ts';
import type { LoginModeChange } from '../../core/merge/loginModeChange.ts';
import { printable } from '../../core/printable.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { decide } from '../decisions/decide.ts';

/** Entries of the same name that say something else. */
export interface NameConflict {
  readonly path: string;
  /** Both sides as YAML, secrets hidden. */
  readonly entries: readonly EntryConflict[];
  /** Of the contexts, if both were kept. */
  readonly keepBothNames: readonly string[];
  /** Where nothing differs but how the same contexts sign in. */
  readonly modeChange: LoginModeChange | undefined;
}

/**
 * Shows entries of the same name beside each other and lets the user say what becomes of them.
 *
 * @throws an AbortError when the user discards what came
 */
export async function resolveConflict(conflict: NameConflict): Promise<'overwrite' | 'keepBoth'> {
  const { path, entries, keepBothNames, modeChange } = conflict;
  const side = (texts: 'before' | 'after'): string =>
    entries.map((entry) => `# ${entry.section}: ${printable(entry.name)}\n${entry[texts]}`).join('\n');
  const documents = [{ path, before: side('before'), after: side('after') }];
  const both = l10n`Keep Both leaves the left as it is and adds ${quotedNames(keepBothNames)}.`;
  const answer = await (modeChange === undefined
    ? decide({
        kind: 'conflict',
        title: l10n`Another entry has the same name`,
        question: l10n`Keep both (Ctrl+Enter), overwrite (Ctrl+Shift+Enter) or discard (Ctrl+Backspace) in the title of the editor.`,
        notes: [
          l10n`Your kubeconfig is on the left, the new credential on the right.`,
          both,
          l10n`Overwrite replaces the left by the right.`,
        ],
        documents,
      })
    : decide({
        kind: 'mode',
        title:
          modeChange.kind === 'mode'
            ? l10n`Change ${quotedNames(modeChange.contextNames)} to ${modeChange.mode}`
            : l10n`Change the account of ${quotedNames(modeChange.contextNames)}`,
        question: l10n`Accept it (Ctrl+Enter) or discard it (Ctrl+Backspace) in the title of the editor.`,
        notes: [both],
        documents,
      }));
  if (answer === 'discard') {
    throw cancellation();
  }
  return answer === 'keepBoth' ? 'keepBoth' : 'overwrite';
}
