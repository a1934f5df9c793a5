import type { ForeignCredential } from '../../core/kubeconfig/foreignKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';

interface ForeignWarning {
  readonly message: string;
  readonly detail: string;
  /** The button. */
  readonly accept: string;
  /** What is not trusted, with its secrets hidden; undefined where all of it is. */
  readonly document: string | undefined;
}

/** What there is to say about credentials from outside before they are merged; undefined where there is nothing. */
export function foreignWarning(file: string, credentials: readonly ForeignCredential[]): ForeignWarning | undefined {
  const distrusted = credentials.filter(({ distrust }) => distrust.length > 0);
  const cautioned = credentials.filter(({ distrust, cautions }) => distrust.length + cautions.length > 0);
  if (cautioned.length === 0) {
    return undefined;
  }
  const detail = cautioned.map(reasonsOf).join('\n\n');
  if (distrusted.length === 0) {
    return { message: l10n`Before you import ${file}`, detail, accept: l10n`Import`, document: undefined };
  }
  return {
    message: l10n`${file} is not trusted: it can do more than sign you in to AKS.`,
    detail: l10n`${detail}\n\nIt is shown in the editor, with its secrets hidden. Ask whoever gave it to you before you merge it.`,
    accept: l10n`Merge Anyway`,
    document: documentOf(file, distrusted),
  };
}

function reasonsOf({ contextName, distrust, cautions }: ForeignCredential): string {
  const sentences = [...distrust.map((reason) => `${reason}.`), ...cautions];
  return [`${quotedName(contextName)}:`, ...sentences.map((sentence) => `• ${printable(sentence)}`)].join('\n');
}

function documentOf(file: string, credentials: readonly ForeignCredential[]): string {
  const parts = credentials.map(({ contextName, distrust, preview }) =>
    [
      l10n`# The context "${printable(contextName)}" is not trusted:`,
      ...distrust.map((reason) => `# - ${printable(reason)}`),
      preview(),
    ].join('\n'),
  );
  const head = [l10n`# From ${file}, with its secrets hidden.`, l10n`# Nothing of it is in your kubeconfig yet.`];
  return [...head, parts.join('---\n')].join('\n');
}
