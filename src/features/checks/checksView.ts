import * as vscode from 'vscode';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import { checkReport } from '../../core/checks/checkReport.ts';
import type { CheckRow, Checks } from '../../core/checks/checkRow.ts';
import { outcomeText } from '../../core/checks/checkTexts.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { CheckElement, checkNodes, nodesBelow } from './checkNodes.ts';
import { checkTreeItem } from './checkTreeItem.ts';

const checksViewId = 'aksEntra.checks';

/** The view of checks: one list at a time, live while it is made. It is there from the first list until it is closed. */
export class ChecksView implements vscode.TreeDataProvider<CheckElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<CheckElement>;
  #checks: Checks | undefined;
  #rows: readonly CheckRow[] = [];
  #running: AbortController | undefined;

  constructor() {
    this.#view = vscode.window.createTreeView(checksViewId, { treeDataProvider: this });
  }

  /**
   * Shows a list and makes its checks; a list that is being made before ends.
   *
   * @returns its rows when they are all there
   * @throws an AbortError where the user stopped it, or another list took its place
   */
  async show(checks: Checks): Promise<readonly CheckRow[]> {
    await this.#make(checks, () => vscode.commands.executeCommand(`${checksViewId}.focus`));
    return this.#rows;
  }

  async #make(checks: Checks, begin: () => unknown): Promise<void> {
    this.#running?.abort(cancellation());
    const running = new AbortController();
    this.#running = running;
    this.#checks = checks;
    this.#view.title = checks.title;
    this.#view.description = printable(checks.subject ?? '');
    this.#tell([]);
    setContextKey('aksEntra.checks', 'running');
    await begin();
    const isCurrent = (): boolean => this.#running === running;
    try {
      await vscode.window.withProgress({ location: { viewId: checksViewId } }, () =>
        checks.run((rows) => {
          if (isCurrent()) {
            this.#tell(rows);
          }
        }, running.signal),
      );
    } catch (error) {
      if (isCurrent()) {
        this.#view.message = isCancellation(error) ? l10n`Stopped.` : l10n`The checks could not be made.`;
      }
      throw error;
    } finally {
      if (isCurrent()) {
        this.#running = undefined;
        setContextKey('aksEntra.checks', 'done');
      }
    }
  }

  /** The list that is there now. */
  get shown(): Checks | undefined {
    return this.#checks;
  }

  /** Makes the list that is shown anew. Whatever has the keyboard keeps it: what helped may have opened a terminal. */
  async repeat(): Promise<void> {
    if (this.#checks !== undefined) {
      await this.#make(this.#checks, () => undefined);
    }
  }

  stop(): void {
    this.#running?.abort(cancellation());
  }

  close(): void {
    this.stop();
    this.#running = undefined;
    this.#checks = undefined;
    this.#tell([]);
    setContextKey('aksEntra.checks', 'none');
  }

  /** What the list says now, as Markdown; undefined where there is none. */
  report(): string | undefined {
    return this.#checks === undefined ? undefined : checkReport(this.#checks, this.#rows);
  }

  getTreeItem(element: CheckElement): vscode.TreeItem {
    return checkTreeItem(element);
  }

  getChildren(element?: CheckElement): CheckElement[] {
    const nodes = element === undefined ? checkNodes(this.#rows) : nodesBelow(element.node);
    return nodes.map((node) => new CheckElement(node));
  }

  dispose(): void {
    this.close();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #tell(rows: readonly CheckRow[]): void {
    this.#rows = rows;
    this.#view.message = rows.length === 0 ? '' : outcomeText(rows);
    this.#changed.fire(undefined);
  }
}
