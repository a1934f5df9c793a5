import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { RemovalPlan } from './planRemoval.ts';

/**
 * The entries that go, one a line: “section: name”, with the file where there are several.
 *
 * @param paths of the texts that it was planned for
 */
export function removedEntries({ removed }: RemovalPlan, paths: readonly string[]): string[] {
  return removed.map(({ fileIndex, section, name }) => {
    const file = paths.length > 1 ? ` (${paths[fileIndex]})` : '';
    return `${section}: ${printable(name)}${file}`;
  });
}

/**
 * What is to be known before a context is removed, beside the entries that go: whole sentences.
 *
 * @param paths of the texts that it was planned for
 */
export function explainRemoval(plan: RemovalPlan, paths: readonly string[]): string[] {
  const { contextName, kept, wasCurrent, currentAfter, reappearsIn } = plan;
  const stays = kept.map(({ section, name, usedBy }) => {
    const file = usedBy.contextName === contextName ? l10n` of ${paths[usedBy.fileIndex] ?? ''}` : '';
    return l10n`${section}: ${printable(name)} stays, since ${quotedName(usedBy.contextName)}${file} uses it.`;
  });
  const next =
    currentAfter === undefined ? l10n`have none until you choose one` : l10n`then use ${quotedName(currentAfter)}`;
  return [
    ...stays,
    ...(reappearsIn === undefined
      ? []
      : [
          l10n`${paths[reappearsIn] ?? ''} has a context ${quotedName(contextName)} too, which kubectl finds from then on.`,
        ]),
    ...(wasCurrent ? [l10n`It is the current context: kubectl will ${next}.`] : []),
  ];
}

/** What a removal did, in a sentence or two. */
export function describeRemoval(plan: RemovalPlan, paths: readonly string[]): string {
  const { contextName, removed, wasCurrent, currentAfter, reappearsIn } = plan;
  const from = removed.find(({ section }) => section === 'contexts')?.fileIndex ?? 0;
  const gone =
    reappearsIn === undefined
      ? l10n`${quotedName(contextName)} is no longer in your kubeconfig.`
      : l10n`${quotedName(contextName)} is no longer in ${paths[from] ?? ''}; kubectl now finds the one in ${paths[reappearsIn] ?? ''}.`;
  if (!wasCurrent) {
    return gone;
  }
  const current =
    currentAfter === undefined
      ? l10n`has no current context now`
      : l10n`now uses the context ${quotedName(currentAfter)}`;
  return l10n`${gone} kubectl ${current}.`;
}
