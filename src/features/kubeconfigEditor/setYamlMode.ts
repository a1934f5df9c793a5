import * as vscode from 'vscode';

/** What VS Code takes a file without a name that it knows for. */
const unknownModes = new Set(['plaintext', 'properties', 'ini']);
/** The user may choose another mode for one that is open. */
const done = new Set<string>();

/** Shows a file of the KUBECONFIG list as YAML, whatever it is called, unless the user associates it otherwise. */
export function setYamlMode(document: vscode.TextDocument, ownPaths: ReadonlySet<string>): void {
  const { uri, languageId } = document;
  if (uri.scheme !== 'file' || !ownPaths.has(uri.fsPath) || !unknownModes.has(languageId) || done.has(uri.fsPath)) {
    return;
  }
  done.add(uri.fsPath);
  const associations = vscode.workspace.getConfiguration('files').get<Readonly<Record<string, string>>>('associations');
  const isUsers = Object.keys(associations ?? {}).some(
    (pattern) => vscode.languages.match({ pattern: pattern.includes('/') ? pattern : `**/${pattern}` }, document) > 0,
  );
  if (!isUsers) {
    void vscode.languages.setTextDocumentLanguage(document, 'yaml');
  }
}
