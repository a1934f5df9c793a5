import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { type PostureDocument, postureDocument } from '../../core/posture/postureDocument.ts';
import type { PostureReport } from '../../core/posture/postureReport.ts';
import { mendingCommands } from './mends.ts';
import { linkTarget, type MendRequest, requestedMend } from './postureLinks.ts';

const scheme = 'aks-entra-posture';

interface ShownReport extends PostureDocument {
  readonly number: number;
  readonly report: PostureReport;
}

/**
 * Reports as read-only documents. Links lie on pieces of the text that the report itself wrote: what a name of Azure says
 * never becomes one. A link of a risk names its report and its place in it, and nothing else.
 */
export class PostureDocuments
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly #shown = new Map<string, ShownReport>();
  readonly #registration: vscode.Disposable;
  #made = 0;

  constructor() {
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#shown.delete(uri.toString())),
    );
  }

  /** Shows a report until the user closes it. */
  async show(report: PostureReport): Promise<void> {
    this.#made += 1;
    const number = this.#made;
    const uri = vscode.Uri.from({ scheme, path: `/${number}/${l10n`Entra Posture`}.md` });
    const document = postureDocument(report, (mend) => mendingCommands[mend].title);
    this.#shown.set(uri.toString(), { report, number, ...document });
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  /** The report that the user looks at, else the last one that is open. */
  get current(): PostureReport | undefined {
    const active = this.#shown.get(vscode.window.activeTextEditor?.document.uri.toString() ?? '');
    return (active ?? [...this.#shown.values()].at(-1))?.report;
  }

  /** What a link of a report that is open mends; undefined for whatever else a command is handed. */
  requested(argument: unknown): MendRequest | undefined {
    return requestedMend(
      argument,
      (report) => [...this.#shown.values()].find(({ number }) => number === report)?.links,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown.get(uri.toString())?.text ?? '';
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    const shown = this.#shown.get(uri.toString());
    if (shown === undefined) {
      return [];
    }
    return shown.links.map(({ line, start, end, title, action }, index) => {
      const target = vscode.Uri.parse(linkTarget(action, shown.number, index), true);
      const link = new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
      link.tooltip = title;
      return link;
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
