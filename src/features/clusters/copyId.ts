import * as vscode from 'vscode';
import { asClusterNode, idOf } from './clusterNodes.ts';

/** Copies the id (or, on a fact, the value) of a tree row. */
export async function copyId(argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  const id = node === undefined ? undefined : idOf(node);
  if (id !== undefined) {
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(`Copied ${id}`, 3000);
  }
}
