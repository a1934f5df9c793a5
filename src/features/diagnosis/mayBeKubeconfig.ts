import type * as vscode from 'vscode';

export type DocumentInFile = Pick<vscode.TextDocument, 'languageId'> & {
  readonly uri: Pick<vscode.Uri, 'scheme' | 'fsPath'>;
};

/** Whether a document is worth reading: one of the KUBECONFIG list, or YAML in a file. */
export function mayBeKubeconfig({ uri, languageId }: DocumentInFile, ownPaths: ReadonlySet<string>): boolean {
  return uri.scheme === 'file' && (ownPaths.has(uri.fsPath) || languageId === 'yaml');
}
