import type * as vscode from 'vscode';
import { looksLikeKubeconfig } from '../../core/kubeconfigFindings/looksLikeKubeconfig.ts';
import { type DocumentInFile, mayBeKubeconfig } from './mayBeKubeconfig.ts';

/** How a kubeconfig that is open in an editor is told from other documents. */
export interface KubeconfigDocuments {
  /** The files of the KUBECONFIG list, as VS Code writes paths. */
  readonly ownPaths: ReadonlySet<string>;
  isKubeconfig(document: vscode.TextDocument): boolean;
}

/** A larger one would be parsed for a noticeable time each time the user pauses. */
const longestText = 2_000_000;

/**
 * Whether a document is one: its text says so, or it is one of the list.
 *
 * @param ownPaths the files of the KUBECONFIG list, as VS Code writes paths
 */
export function isKubeconfig(
  document: DocumentInFile & Pick<vscode.TextDocument, 'getText'>,
  ownPaths: ReadonlySet<string>,
): boolean {
  if (!mayBeKubeconfig(document, ownPaths)) {
    return false;
  }
  const text = document.getText();
  return text.length <= longestText && (ownPaths.has(document.uri.fsPath) || looksLikeKubeconfig(text));
}
