import * as vscode from 'vscode';
import path from 'node:path';

/**
 * Has VS Code look at the files of open documents for as long as they are open, so that it reads them anew when they
 * change. By itself it looks at files outside of the workspace only while an editor shows them; a kubeconfig that is
 * written while a diff of ours lies on top of it kept its old text.
 */
export class WatchedDocuments implements vscode.Disposable {
  readonly #watchers = new Map<string, vscode.Disposable>();

  add({ uri }: Pick<vscode.TextDocument, 'uri'>): void {
    const key = uri.toString();
    if (!this.#watchers.has(key)) {
      const folder = vscode.Uri.file(path.dirname(uri.fsPath));
      const pattern = new vscode.RelativePattern(folder, '*');
      this.#watchers.set(key, vscode.workspace.createFileSystemWatcher(pattern));
    }
  }

  remove({ uri }: Pick<vscode.TextDocument, 'uri'>): void {
    this.#watchers.get(uri.toString())?.dispose();
    this.#watchers.delete(uri.toString());
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) {
      watcher.dispose();
    }
    this.#watchers.clear();
  }
}
