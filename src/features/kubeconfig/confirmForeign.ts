import path from 'node:path';
import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { ForeignCredential } from '../../core/kubeconfig/foreignKubeconfig.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { foreignWarning } from './foreignWarning.ts';

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
  const warning = foreignWarning(file, credentials);
  if (warning === undefined) {
    return;
  }
  const { message, detail, accept, document } = warning;
  const close = document === undefined ? undefined : await previews.show(path.parse(file).name, document);
  await ask(message, detail, accept);
  await close?.();
}

async function ask(message: string, detail: string, accept: string): Promise<void> {
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, accept)) !== accept) {
    throw cancellation();
  }
}
