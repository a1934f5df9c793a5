import type { ForeignCredential } from '../../core/kubeconfig/foreignKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { asComment } from '../decisions/notesAsComments.ts';

/** So wide that it is read without scrolling in an editor beside a side bar. */
const width = 76;

type ForeignWarning =
  | { readonly kind: 'cautions'; readonly message: string; readonly detail: string }
  | {
      readonly kind: 'distrust';
      readonly question: string;
      /** What is not trusted, with its secrets hidden, and all that there is to say. */
      readonly document: string;
    };

/** What there is to say about credentials from outside before they are merged; undefined where there is nothing. */
export function foreignWarning(file: string, credentials: readonly ForeignCredential[]): ForeignWarning | undefined {
  const distrusted = credentials.filter(({ distrust }) => distrust.length > 0);
  const cautioned = credentials.filter(({ distrust, cautions }) => distrust.length + cautions.length > 0);
  if (cautioned.length === 0) {
    return undefined;
  }
  if (distrusted.length === 0) {
    const detail = cautioned.map(cautionsOf).join('\n\n');
    return { kind: 'cautions', message: l10n`Before you import ${file}`, detail };
  }
  return {
    kind: 'distrust',
    question: l10n`It can do more than sign you in to AKS. Discard it (Ctrl+Backspace) or accept it (Ctrl+Enter) in the title of the editor.`,
    document: documentOf(file, cautioned),
  };
}

function cautionsOf({ contextName, cautions }: ForeignCredential): string {
  return [`${quotedName(contextName)}:`, ...cautions.map((sentence) => `• ${printable(sentence)}`)].join('\n');
}

function documentOf(file: string, credentials: readonly ForeignCredential[]): string {
  const parts = credentials.map(({ contextName, distrust, cautions, preview }) =>
    [
      asComment(
        distrust.length === 0
          ? l10n`About the context "${printable(contextName)}":`
          : l10n`The context "${printable(contextName)}" is not trusted:`,
        width,
      ),
      ...[...distrust, ...cautions].map((reason) => asComment(`- ${reason}`, width)),
      ...(distrust.length === 0 ? [''] : [preview()]),
    ].join('\n'),
  );
  const head = [
    l10n`From ${file}, with its secrets hidden.`,
    l10n`Nothing of it is in your kubeconfig yet. Ask the person who gave it to you what it runs.`,
  ];
  return [...head.map((sentence) => asComment(sentence, width)), parts.join('---\n')].join('\n');
}
