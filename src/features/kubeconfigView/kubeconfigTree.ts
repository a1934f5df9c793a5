import os from 'node:os';
import * as vscode from 'vscode';
import { kubeconfigRows, type KubeconfigContents } from '../../core/kubeconfigView/kubeconfigRows.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { ReadCertificate } from '../../core/login/certificateValidity.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { rowItem } from '../../ui/rows/rowItem.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import type { KnownNames } from './contextFactTexts.ts';
import { knownNames, type KnownNamesPorts } from './knownNames.ts';
import { KubeconfigRow, messageOf, nodesBelow, parentOf, rootNodes, rowId } from './kubeconfigNodes.ts';
import { kubeconfigRowTexts } from './kubeconfigRowTexts.ts';

export interface KubeconfigTreePorts extends KnownNamesPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly kubeconfig: { readonly onDidChangeFiles: vscode.Event<unknown> };
  readonly certificateValidity: ReadCertificate;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly inventory: Pick<ClusterInventory, 'state' | 'onDidChange'>;
}

/** The view "Kubeconfig": what the files on this machine hold. It asks nobody, and works without a sign-in. */
export class KubeconfigTree implements vscode.TreeDataProvider<KubeconfigRow>, vscode.Disposable {
  readonly #ports: KubeconfigTreePorts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: Pick<vscode.TreeView<KubeconfigRow>, 'message' | 'selection' | 'reveal'>;
  readonly #subscriptions: vscode.Disposable;
  #contents: Promise<KubeconfigContents> | undefined;
  #names: KnownNames = { accounts: new Map(), tenants: new Map() };
  /** What is drawn: what is looked at anew and says the same draws nothing. */
  #drawn = '';

  /** @param view which shows the rows */
  constructor(
    ports: KubeconfigTreePorts,
    view: Pick<vscode.TreeView<KubeconfigRow>, 'message' | 'selection' | 'reveal'>,
  ) {
    this.#ports = ports;
    this.#view = view;
    const lookAtNames = (): void => void this.#look();
    this.#subscriptions = vscode.Disposable.from(
      ports.kubeconfig.onDidChangeFiles(() => {
        this.#contents = this.#read();
        void this.#look();
      }),
      ports.onDidChangeAccount(lookAtNames),
      ports.inventory.onDidChange(lookAtNames),
    );
  }

  getTreeItem({ node }: KubeconfigRow): vscode.TreeItem {
    const texts = kubeconfigRowTexts(node, { home: os.homedir(), names: this.#names, nowMs: Date.now() });
    return rowItem(rowId(node), texts);
  }

  async getChildren(row?: KubeconfigRow): Promise<KubeconfigRow[]> {
    if (row !== undefined) {
      return nodesBelow(row.node, this.#names, Date.now()).map((node) => new KubeconfigRow(node));
    }
    this.#contents ??= this.#read();
    const contents = await this.#contents;
    await this.#seen(contents);
    return rootNodes(contents).map((node) => new KubeconfigRow(node));
  }

  /** What only the way to a row asks for that is to be shown. */
  async getParent({ node }: KubeconfigRow): Promise<KubeconfigRow | undefined> {
    const parent = this.#contents && parentOf(node, await this.#contents);
    return parent && new KubeconfigRow(parent);
  }

  /** The rows that are selected. */
  get selection(): readonly KubeconfigRow[] {
    return this.#view.selection;
  }

  /** Puts the focus on a context, which may have been written just now. */
  async focusContext(contextName: string): Promise<void> {
    this.#contents = this.#read();
    await this.#look();
    const { files } = await this.#contents;
    const context = files
      .flatMap(({ contexts }) => contexts)
      .find((one) => one.kind === 'context' && one.facts.contextName === contextName);
    if (context !== undefined) {
      await this.#view.reveal(new KubeconfigRow(context), { focus: true });
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  /** Draws the rows anew where something else is to be seen: a menu that is open would lose its row for nothing. */
  async #look(): Promise<void> {
    const before = this.#drawn;
    if (this.#contents !== undefined && (await this.#seen(await this.#contents)) !== before) {
      this.#changed.fire(undefined);
    }
  }

  async #seen(contents: KubeconfigContents): Promise<string> {
    this.#names = await knownNames(this.#ports);
    const { accounts, tenants } = this.#names;
    this.#view.message = messageOf(contents);
    this.#drawn = JSON.stringify([contents, [...accounts], [...tenants]]);
    return this.#drawn;
  }

  /** Never rejects. */
  async #read(): Promise<KubeconfigContents> {
    const { kubeconfigs, certificateValidity, logger } = this.#ports;
    try {
      return await kubeconfigRows(kubeconfigs, certificateValidity);
    } catch (error) {
      logger.warn(`The kubeconfig view: ${errorMessage(error)}`);
      return { files: [], currentContext: undefined };
    }
  }
}
