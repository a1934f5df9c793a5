import * as vscode from 'vscode';
import { placeOfContext } from '../../core/kubeconfigView/placeOfContext.ts';
import { KubeconfigRow } from './kubeconfigNodes.ts';

/** Opens the kubeconfig of a row, at the context that the row is of. */
export async function openContext(argument: unknown): Promise<void> {
  const node = argument instanceof KubeconfigRow ? argument.node : undefined;
  if (node === undefined) {
    return;
  }
  const { path } = node.kind === 'fact' ? node.context : node;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const name = nameIn(node);
  const place = name === undefined ? undefined : placeIn(document.getText(), name);
  const selection = place && new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  await vscode.window.showTextDocument(document, { preview: false, ...(selection === undefined ? {} : { selection }) });
}

function nameIn(node: KubeconfigRow['node']): string | undefined {
  switch (node.kind) {
    case 'context':
      return node.facts.contextName;
    case 'fact':
      return node.context.facts.contextName;
    case 'hiddenContext':
      return node.hiddenName;
    case 'file':
    case 'problem':
    case 'remedy':
      return undefined;
  }
}

/** Of what the editor shows, which may not be saved yet, and no YAML at the moment. */
function placeIn(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
  try {
    return placeOfContext(text, name);
  } catch {
    return undefined;
  }
}
