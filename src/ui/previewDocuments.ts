import * as vscode from 'vscode';
import path from 'node:path';

const scheme = 'aks-entra-preview';

/** Of a picker's title and its input, as far as they lie over an editor. */
const titleLines = 2;

/** A picker with more rows than it can show scrolls. */
const mostLines = 24;

/** Read-only documents, with secrets hidden. */
export class PreviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  #made = 0;

  constructor() {
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows one text until the user closes it.
   *
   * @param text its secrets hidden already
   * @param extension what the editor takes it for
   * @returns closes it
   */
  async show(name: string, text: string, extension = 'yaml'): Promise<() => Promise<void>> {
    const uri = this.#add(name, text, extension);
    await vscode.window.showTextDocument(uri, { preview: false });
    return () => closeTabsOf([uri]);
  }

  /**
   * The same for a Markdown text that a picker asks about: it lies over the first lines of an editor, so these are empty.
   *
   * @param rows of the picker
   */
  showBelow(rows: readonly vscode.QuickPickItem[], name: string, text: string): Promise<() => Promise<void>> {
    // A row is a little higher than a line of an editor, and its detail stands below it.
    const lines = rows.reduce((sum, { detail }) => sum + (detail === undefined ? 1 : 2), titleLines);
    return this.show(name, '\n'.repeat(Math.min(lines, mostLines)) + text, 'md');
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #add(filePath: string, text: string, extension = 'yaml'): vscode.Uri {
    this.#made += 1;
    // The extension makes it YAML for the editor: most kubeconfigs are just called "config".
    const uri = vscode.Uri.from({ scheme, path: `/${this.#made}/${path.basename(filePath)}.${extension}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}

async function closeTabsOf(uris: readonly vscode.Uri[]): Promise<void> {
  const wanted = new Set(uris.map(String));
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => wanted.has(String(shownIn(input))));
  await vscode.window.tabGroups.close(tabs, true);
}

function shownIn(input: unknown): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}
