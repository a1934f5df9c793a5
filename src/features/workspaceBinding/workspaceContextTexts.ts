import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { shortName } from '../../core/shortName.ts';

/** What a person is told once, when the terminals of the workspace get a context. @param folders how many are open */
export function boundSentence(contextName: string, folders: number): string {
  const where = folders > 1 ? l10n`in all ${folders} folders of this workspace` : l10n`in this workspace`;
  return l10n`New terminals ${where} start with the context ${quotedName(contextName)} and know no other. Terminals that are open keep what they have, and kubectl outside of them is not changed.`;
}

export function clearedSentence(contextName: string): string {
  return l10n`New terminals of this workspace use kubectl’s current context again. Those that are open keep ${quotedName(contextName)} until you close them.`;
}

export function goneSentence(contextName: string): string {
  return l10n`The context ${quotedName(contextName)} is not in your kubeconfig any more, so new terminals of this workspace use kubectl’s current context again.`;
}

/** In the status bar. */
export interface StatusTexts {
  readonly text: string;
  /** Lines, without markup. */
  readonly tooltip: readonly string[];
  readonly accessibleLabel: string;
}

export function statusTexts(contextName: string): StatusTexts {
  return {
    text: l10n`$(terminal) Workspace: ${shortName(contextName)}`,
    tooltip: [
      l10n`New terminals of this workspace start with the context ${quotedName(contextName)} and know no other.`,
      l10n`A terminal that you open on a cluster has that cluster’s context. A shell’s profile that sets KUBECONFIG itself comes after this.`,
      l10n`Click to choose another context, or none.`,
    ],
    accessibleLabel: l10n`Context of this workspace’s terminals: ${shortName(contextName)}`,
  };
}
