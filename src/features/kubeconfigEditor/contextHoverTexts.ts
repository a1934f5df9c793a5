import type { FileRow } from '../../core/kubeconfigView/kubeconfigRows.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { shownPath } from '../../core/shownPath.ts';
import { factsOfContext } from '../kubeconfigView/contextFactTexts.ts';
import type { TextPorts } from '../kubeconfigView/kubeconfigRowTexts.ts';

/** A hover; its words are to be escaped. */
export interface HoverTexts {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What is known of a context, without what signs in to it. */
export function contextHoverTexts(context: FileRow['contexts'][number], { home, names, nowMs }: TextPorts): HoverTexts {
  if (context.kind === 'hiddenContext') {
    const { hiddenName, behind } = context;
    return {
      heading: printable(hiddenName),
      lines: [
        l10n`kubectl uses the context ${quotedName(hiddenName)} of ${shownPath(behind, home)}, which comes first.`,
      ],
    };
  }
  const facts = factsOfContext(context, names, nowMs).map(
    ({ label, value, explanation }) => `${label}: ${value}${explanation === undefined ? '' : ` – ${explanation}`}`,
  );
  return {
    heading: printable(context.facts.contextName),
    lines: [...(context.isCurrent ? [l10n`kubectl’s current context`] : []), ...facts],
  };
}
