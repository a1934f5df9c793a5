import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { asClusterNode, copiedOf } from '../clusters/clusterNodes.ts';
import { KubeconfigRow } from '../kubeconfigView/kubeconfigNodes.ts';

/** Copies what a row of one of the trees has to copy: its menu says which of both it is, the id or the value. */
export async function copyOfRow(argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  const copied = node === undefined ? ofKubeconfig(argument) : copiedOf(node);
  if (copied !== undefined) {
    await vscode.env.clipboard.writeText(copied);
    vscode.window.setStatusBarMessage(l10n`Copied ${printable(copied)}`, 3000);
  }
}

function ofKubeconfig(argument: unknown): string | undefined {
  if (!(argument instanceof KubeconfigRow)) {
    return undefined;
  }
  if (argument.node.kind !== 'fact') {
    // By a key, which a context has no entry for in its menu.
    return argument.contextName;
  }
  const { value, namedId = value } = argument.node.fact;
  return namedId;
}
