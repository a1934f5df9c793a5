import path from 'node:path';
import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { ForeignCredential } from '../../core/kubeconfig/foreignKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';

/**
 * Says what there is to say about credentials from outside before they are merged. Those that are not trusted are
 * shown too, with their secrets hidden; they stay shown when the person declines, to be read in peace.
 *
 * @throws an AbortError when the person declines
 */
export async function confirmForeign(
  previews: PreviewDocuments,
  file: string,
  credentials: readonly ForeignCredential[],
): Promise<void> {
  const distrusted = credentials.filter(({ distrust }) => distrust.length > 0);
  const cautioned = credentials.filter(({ distrust, cautions }) => distrust.length + cautions.length > 0);
  if (cautioned.length === 0) {
    return;
  }
  const detail = cautioned.map(reasonsOf).join('\n\n');
  if (distrusted.length === 0) {
    await ask(l10n`Before you import ${file}`, detail, l10n`Import`);
    return;
  }
  const close = await previews.show(path.parse(file).name, documentOf(file, distrusted));
  await ask(
    l10n`${file} is not trusted: it can do more than sign you in to AKS.`,
    l10n`${detail}\n\nIt is shown in the editor, with its secrets hidden. Ask whoever gave it to you before you merge it.`,
    l10n`Merge Anyway`,
  );
  await close();
}

async function ask(message: string, detail: string, accept: string): Promise<void> {
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, accept)) !== accept) {
    throw cancellation();
  }
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
      preview,
    ].join('\n'),
  );
  const head = [l10n`# From ${file}, with its secrets hidden.`, l10n`# Nothing of it is in your kubeconfig yet.`];
  return [...head, parts.join('---\n')].join('\n');
}
