import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { asClusterNode, idOf } from './clusterNodes.ts';

/** Copies the id (or, on a fact, the value) of a tree row. */
export async function copyId(argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  const id = node === undefined ? undefined : idOf(node);
  if (id !== undefined) {
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(l10n`Copied ${id}`, 3000);
  }
}
