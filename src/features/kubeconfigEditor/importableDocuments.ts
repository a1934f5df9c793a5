import * as vscode from 'vscode';
import { setPathsKey } from '../../ui/setContextKey.ts';
import type { KubeconfigDocuments } from '../diagnosis/isKubeconfig.ts';

/** Tells the menus which of the open documents are kubeconfigs that kubectl does not read yet. */
export class ImportableDocuments implements vscode.Disposable {
  readonly #documents: KubeconfigDocuments;
  readonly #subscription: vscode.Disposable;
  #told = '[]';

  constructor(documents: KubeconfigDocuments) {
    this.#documents = documents;
    const look = (): void => {
      this.#look();
    };
    const { onDidOpenTextDocument, onDidSaveTextDocument, onDidCloseTextDocument } = vscode.workspace;
    this.#subscription = vscode.Disposable.from(
      ...[onDidOpenTextDocument, onDidSaveTextDocument, onDidCloseTextDocument].map((on) => on(look)),
    );
    look();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(): void {
    const { ownPaths } = this.#documents;
    const paths = vscode.workspace.textDocuments
      .filter((document) => !ownPaths.has(document.uri.fsPath) && this.#documents.isKubeconfig(document))
      .map(({ uri }) => uri.fsPath);
    const told = JSON.stringify(paths);
    if (told !== this.#told) {
      this.#told = told;
      setPathsKey('aksEntra.importable', paths);
    }
  }
}
