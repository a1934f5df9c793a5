import type * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';

/** @throws AksEntraError kubeconfigUnreadable for what is no file of the machine that the extension runs on */
export function localPathOf(uri: vscode.Uri): string {
  if (uri.scheme !== 'file') {
    throw new AksEntraError(
      'kubeconfigUnreadable',
      l10n`${uri.toString(true)} is not a file on the machine where AKS Entra runs. Copy it there, then choose the copy.`,
    );
  }
  return uri.fsPath;
}
