import * as vscode from 'vscode';
import path from 'node:path';
import { fixForFile } from '../../core/kubeconfigFindings/fixForFile.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { KnownServer, KubeconfigFinding, KubeconfigFix } from '../../core/kubeconfigFindings/kubeconfigFinding.ts';
import type { PluginAllowlist, PluginRefusal } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { remedyCommand } from '../../ui/remedyCommand.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { pluginRefusal } from '../kubeconfig/pluginRefusal.ts';
import { isKubeconfig } from './isKubeconfig.ts';
import { mayBeKubeconfig } from './mayBeKubeconfig.ts';
import { WatchedDocuments } from './watchedDocuments.ts';

const source = 'AKS Entra';
const afterTypingMs = 400;

interface Plugin {
  /** Where our own plugin is on this machine, whether it is there or not. */
  readonly ownPlugin: string;
  readonly pluginAllowlist: Pick<PluginAllowlist, 'refusal'>;
}

/** Marks what will not work in the kubeconfigs that are open in an editor, with a quick fix where there is one. */
export class KubeconfigDiagnostics implements vscode.Disposable, vscode.CodeActionProvider {
  readonly #ownPaths: ReadonlySet<string>;
  readonly #facts: KubeconfigFileFacts;
  readonly #plugin: Plugin;
  readonly #knownServers: () => Promise<readonly KnownServer[]>;
  readonly #onKubeconfig: () => void;
  readonly #logger: Logger;
  readonly #collection = vscode.languages.createDiagnosticCollection('aksEntra');
  readonly #fixes = new WeakMap<vscode.Diagnostic, KubeconfigFix>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** What the diagnostics of a document say, and what their fixes do. */
  readonly #said = new Map<string, string>();
  readonly #watched = new WatchedDocuments();
  readonly #subscriptions: vscode.Disposable;
  #otherKubelogin: string | undefined;
  #isDisposed = false;

  /**
   * @param ownPaths the files of the KUBECONFIG list, as VS Code writes paths
   * @param onKubeconfig is called whenever a document turned out to be one
   */
  constructor(
    ownPaths: ReadonlySet<string>,
    plugin: Plugin,
    facts: KubeconfigFileFacts,
    knownServers: () => Promise<readonly KnownServer[]>,
    onKubeconfig: () => void,
    logger: Logger,
  ) {
    this.#ownPaths = ownPaths;
    this.#plugin = plugin;
    this.#facts = facts;
    this.#knownServers = knownServers;
    this.#onKubeconfig = onKubeconfig;
    this.#logger = logger;
    const { workspace } = vscode;
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      this.#watched,
      vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      workspace.onDidOpenTextDocument((document) => {
        this.#lookSoon(document, 0);
      }),
      workspace.onDidSaveTextDocument((document) => {
        this.#lookSoon(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#lookSoon(document, afterTypingMs);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('aksEntra.kubeconfigProblems')) {
          this.refresh();
        }
      }),
      workspace.onDidCloseTextDocument((document) => {
        const { uri } = document;
        this.#watched.remove(document);
        clearTimeout(this.#timers.get(uri.toString()));
        this.#timers.delete(uri.toString());
        this.#said.delete(uri.toString());
        this.#collection.delete(uri);
      }),
    );
    for (const document of workspace.textDocuments) {
      this.#lookSoon(document, 0);
    }
  }

  /** Looks at the open documents again: something outside of their text has changed. */
  refresh(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.#lookSoon(document, 0);
    }
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // VS Code hands out copies, so ours are looked up by what they say and where.
    const ours = (this.#collection.get(document.uri) ?? []).filter((own) =>
      context.diagnostics.some((given) => given.message === own.message && given.range.isEqual(own.range)),
    );
    return ours.flatMap((diagnostic) => {
      const fix = this.#fixes.get(diagnostic);
      return fix === undefined ? [] : [codeAction(document, diagnostic, fix)];
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#subscriptions.dispose();
  }

  #lookSoon(document: vscode.TextDocument, ms: number): void {
    if (!mayBeKubeconfig(document, this.#ownPaths)) {
      return;
    }
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#look(document).catch((error: unknown) => {
          this.#logger.warn(`Kubeconfig checks: ${messageOf(error)}`);
        });
      }, ms),
    );
  }

  #isOwn(document: vscode.TextDocument): boolean {
    return this.#ownPaths.has(document.uri.fsPath);
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const { version, uri } = document;
    const text = document.getText();
    const isOne = isKubeconfig(document, this.#ownPaths);
    if (isOne) {
      this.#onKubeconfig();
    }
    if (!isOne || !isWanted()) {
      this.#said.delete(uri.toString());
      this.#collection.delete(uri);
      return;
    }
    this.#watched.add(document);
    const { dependsOnKubelogin, findInKubeconfig, pathsIn } =
      await import('../../core/kubeconfigFindings/findInKubeconfig.ts');
    const { dependsOnKnownServers } = await import('../../core/kubeconfigFindings/tunnelFindings.ts');
    const { missingPathsIn } = await import('../../core/kubeconfigFindings/missingPathsIn.ts');
    const folder = path.dirname(uri.fsPath);
    const { ownPlugin } = this.#plugin;
    const exists = (file: string): Promise<boolean> => this.#facts.exists(path.resolve(folder, file));
    const missingPaths = await missingPathsIn(pathsIn(text), exists, ownPlugin);
    if (dependsOnKubelogin(text, missingPaths)) {
      void this.#askKubelogin();
    }
    const findings = findInKubeconfig(text, {
      path: uri.fsPath,
      pluginPath: ownPlugin,
      pluginRefusal: await this.#refusalFor(text),
      hasKubelogin: await this.#facts.isOnPath('kubelogin'),
      otherKubelogin: this.#otherKubelogin,
      permissions: await this.#facts.permissions(uri.fsPath),
      missingPaths,
      knownServers: dependsOnKnownServers(text) ? await this.#knownServers() : [],
    });
    if (document.isClosed || document.version !== version) {
      return;
    }
    const diagnostics = findings.map((finding) => this.#diagnostic(document, finding));
    // Set anew for nothing, they would close the menu of fixes that is open, and take the row from under it.
    const said = JSON.stringify([findings, diagnostics]);
    if (this.#said.get(uri.toString()) !== said || !this.#collection.has(uri)) {
      this.#said.set(uri.toString(), said);
      this.#collection.set(uri, diagnostics);
    }
  }

  /** Most kubeconfigs are no matter of that file. */
  async #refusalFor(text: string): Promise<PluginRefusal | undefined> {
    const { pluginAllowlist } = this.#plugin;
    const refusal = text.includes('aks-entra')
      ? await pluginRefusal({ pluginAllowlist, logger: this.#logger })
      : undefined;
    return refusal && { ...refusal, message: withTilde(refusal.message) };
  }

  /** No finding waits for that program; what it says is shown when it has said it. */
  async #askKubelogin(): Promise<void> {
    const before = this.#otherKubelogin;
    const found = await this.#facts.otherKubelogin().catch(() => undefined);
    if (found !== before && before === this.#otherKubelogin && !this.#isDisposed) {
      this.#otherKubelogin = found;
      this.refresh();
    }
  }

  #diagnostic(document: vscode.TextDocument, finding: KubeconfigFinding): vscode.Diagnostic {
    const range = new vscode.Range(document.positionAt(finding.start), document.positionAt(finding.end));
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const severity = finding.severity === 'error' ? Error : Warning;
    const diagnostic = new vscode.Diagnostic(range, finding.message, severity);
    diagnostic.source = source;
    diagnostic.code = finding.code;
    const fix = fixForFile(finding.fix, this.#isOwn(document));
    if (fix !== undefined) {
      this.#fixes.set(diagnostic, fix);
    }
    return diagnostic;
  }
}

/** The setting `kubeconfigProblems`. */
function isWanted(): boolean {
  return vscode.workspace.getConfiguration('aksEntra').get('kubeconfigProblems') !== false;
}

function codeAction(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  fix: KubeconfigFix,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  if (fix.kind === 'edit') {
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of fix.edits) {
      edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    }
    action.edit = edit;
  } else {
    action.command = remedyCommand(fix);
  }
  return action;
}
