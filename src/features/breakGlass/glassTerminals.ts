import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { parseClusterId } from '../../core/azure/resourceId.ts';
import { glassClusterId, glassMark } from '../../core/breakGlass/glassMark.ts';
import { terminalText } from '../../core/breakGlass/glassTexts.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { type ClusterTerminals, kubeconfigOf } from '../terminals/clusterTerminals.ts';

interface GlassTerminalsPorts {
  readonly clusterTerminals: () => Promise<ClusterTerminals>;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
  readonly logger: Logger;
}

/** A terminal that was open past Entra. */
export interface EndedGlass {
  readonly clusterId: string;
  readonly name: string;
}

/**
 * The terminals of this window that have an admin credential. As long as there are some, the status bar says so; when one
 * closes its file goes, which is looked at.
 */
export class GlassTerminals implements vscode.Disposable {
  readonly #ports: GlassTerminalsPorts;
  readonly #onEnded: (ended: EndedGlass) => Promise<void>;
  readonly #subscription: vscode.Disposable;
  readonly #ending = new WeakSet<vscode.Terminal>();
  #files: PrivateKubeconfigs | undefined;
  #item: vscode.StatusBarItem | undefined;

  constructor(ports: GlassTerminalsPorts, onEnded: (ended: EndedGlass) => Promise<void>) {
    this.#ports = ports;
    this.#onEnded = onEnded;
    this.#subscription = vscode.window.onDidCloseTerminal((terminal) => {
      void runAndReport(ports.logger, 'End of break glass', () => this.#finish(terminal));
    });
    this.#show();
    if (this.all().length > 0) {
      // Of an extension host that was there before: their files go with this one, at the latest.
      void runAndReport(ports.logger, 'Terminals of break glass', async () => {
        this.#files = await ports.privateKubeconfigs();
      });
    }
  }

  /** @param text a kubeconfig with one context, whose user is the admin */
  async open({ id, name }: Pick<Cluster, 'id' | 'name'>, contextName: string, text: string): Promise<void> {
    this.#files = await this.#ports.privateKubeconfigs();
    const terminals = await this.#ports.clusterTerminals();
    await terminals.open(contextName, text, {
      name: l10n`BREAK GLASS: ${printable(name)}`,
      message: terminalText(name),
      icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('terminal.ansiRed')),
      marks: { [glassMark]: id },
    });
    this.#show();
  }

  /** Those that are open in this window. */
  all(): vscode.Terminal[] {
    return vscode.window.terminals.filter(
      (terminal) => glassClusterId(terminal) !== undefined && terminal.exitStatus === undefined,
    );
  }

  /** Closes one, and tells when its file is gone. @throws AksEntraError where it does not go */
  async end(terminal: vscode.Terminal): Promise<void> {
    terminal.dispose();
    await this.#finish(terminal);
  }

  /** Nobody waits for what ends with the window: the files go at once. */
  dispose(): void {
    this.#subscription.dispose();
    for (const terminal of this.all()) {
      this.#files?.removeNow(kubeconfigOf(terminal) ?? '');
    }
    this.#item?.dispose();
  }

  async #finish(terminal: vscode.Terminal): Promise<void> {
    const clusterId = glassClusterId(terminal);
    if (clusterId === undefined || this.#ending.has(terminal)) {
      return;
    }
    this.#ending.add(terminal);
    this.#show();
    const name = parseClusterId(clusterId)?.name ?? clusterId;
    const file = kubeconfigOf(terminal) ?? '';
    const files = await this.#ports.privateKubeconfigs();
    await files.remove(file);
    if (await files.isThere(file)) {
      throw new AksEntraError(
        'kubeconfigWriteFailed',
        l10n`The file with the admin credential of ${quotedName(name)} is still there. Delete it: ${printable(file)}`,
      );
    }
    this.#ports.logger.info(`Break glass on ${name} has ended: its file is gone`);
    await this.#onEnded({ clusterId, name });
  }

  #show(): void {
    const names = this.all()
      .filter((terminal) => !this.#ending.has(terminal))
      .map((terminal) => parseClusterId(glassClusterId(terminal) ?? '')?.name ?? '');
    if (names.length === 0) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#item ??= vscode.window.createStatusBarItem('breakGlass', vscode.StatusBarAlignment.Left, 100);
    const end: CommandId = 'aksEntra.endBreakGlass';
    this.#item.name = l10n`AKS break glass`;
    this.#item.text = `$(warning) ${l10n`Break Glass: ${[...new Set(names)].map(printable).join(', ')}`}`;
    this.#item.tooltip = l10n`A terminal has full control of this cluster and bypasses Microsoft Entra. Click to end it.`;
    this.#item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
    this.#item.command = end;
    this.#item.show();
  }
}
