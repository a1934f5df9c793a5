import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { WorkspaceKubeconfig } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import { appendWords } from '../../ui/appendWords.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import type { Memory } from '../../ui/memory.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { contextText } from '../terminals/contextText.ts';
import { goneSentence, statusTexts } from './workspaceContextTexts.ts';

export interface WorkspaceContextPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly kubeconfig: { readonly onDidChangeFiles: vscode.Event<unknown> };
  readonly memory: Pick<Memory, 'workspaceContext'>;
  readonly context: Pick<vscode.ExtensionContext, 'environmentVariableCollection'>;
  readonly workspaceKubeconfig: () => Promise<WorkspaceKubeconfig | undefined>;
  readonly logger: Logger;
}

/** kubectl empties a file before it writes it. */
const lookAgainMs = 2_000;

/**
 * The context that new terminals of this workspace start with: KUBECONFIG leads to a file with that one context, which
 * follows the user's own kubeconfig. VS Code applies it when it creates a terminal's process and at no other time, so
 * that a terminal that was opened for a cluster has the last word.
 */
export class WorkspaceContext implements vscode.Disposable {
  readonly #ports: WorkspaceContextPorts;
  readonly #subscriptions: vscode.Disposable;
  #item: vscode.StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: WorkspaceContextPorts) {
    this.#ports = ports;
    const look = (): void => {
      void this.#follow();
    };
    this.#subscriptions = vscode.Disposable.from(
      ports.kubeconfig.onDidChangeFiles(look),
      vscode.window.onDidCloseTerminal(() => {
        void this.#clearUp();
      }),
    );
    look();
    void this.#clearUp();
  }

  get name(): string | undefined {
    return this.#ports.memory.workspaceContext.get();
  }

  /** @throws AksEntraError where no folder is open, or the file cannot be written */
  async use(contextName: string): Promise<void> {
    await this.#write(contextName);
    await this.#ports.memory.workspaceContext.set(contextName);
    this.#show(contextName);
    this.#ports.logger.info(`The workspace's terminals use the context ${printable(contextName)}`);
  }

  async stop(): Promise<void> {
    const { environmentVariableCollection: variables } = this.#ports.context;
    variables.delete('KUBECONFIG');
    variables.description = undefined;
    await this.#ports.memory.workspaceContext.set(undefined);
    this.#item?.dispose();
    this.#item = undefined;
    setContextKey('aksEntra.workspaceContext', 'none');
    await this.#clearUp();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#item?.dispose();
  }

  /** Keeps the file as the user's kubeconfig is; a context that is gone is used no longer. Never rejects. */
  async #follow(isSecondLook = false): Promise<void> {
    const { name } = this;
    if (name === undefined) {
      return;
    }
    try {
      await this.#write(name);
      this.#show(name);
    } catch (error) {
      const isGone = error instanceof AksEntraError && error.code === 'kubeconfigEntryNotFound';
      this.#ports.logger.warn(`The workspace's context: ${messageOf(error)}`);
      if (isGone && isSecondLook && name === this.name) {
        await this.stop();
        void vscode.window.showWarningMessage(goneSentence(name));
        return;
      }
      this.#show(name);
      if (isGone) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#follow(true), lookAgainMs);
      }
    }
  }

  async #write(contextName: string): Promise<void> {
    const file = await this.#ports.workspaceKubeconfig();
    if (file === undefined) {
      throw new AksEntraError('commandRefused', l10n`Open a folder first: the context is remembered for a workspace.`);
    }
    await file.write(contextText(await readKubeconfigs(this.#ports.kubeconfigs), contextName));
    const { environmentVariableCollection: variables } = this.#ports.context;
    variables.replace('KUBECONFIG', file.path, { applyAtProcessCreation: true, applyAtShellIntegration: false });
    variables.description = wordsOf([statusTexts(contextName).tooltip[0] ?? '']);
  }

  #show(contextName: string): void {
    const { text, tooltip, accessibleLabel } = statusTexts(contextName);
    const command: CommandId = 'aksEntra.useContextHere';
    this.#item ??= vscode.window.createStatusBarItem('workspaceContext', vscode.StatusBarAlignment.Right, 91);
    this.#item.name = l10n`AKS context of this workspace`;
    this.#item.text = text;
    this.#item.tooltip = wordsOf(tooltip);
    this.#item.accessibilityInformation = { label: accessibleLabel, role: 'button' };
    this.#item.command = command;
    this.#item.show();
    setContextKey('aksEntra.workspaceContext', 'bound');
  }

  /** The file holds what signs in: it goes once no terminal can use it any more. Never rejects. */
  async #clearUp(): Promise<void> {
    if (this.name === undefined && vscode.window.terminals.length === 0) {
      const file = await this.#ports.workspaceKubeconfig();
      await file?.remove().catch((error: unknown) => {
        this.#ports.logger.warn(`The workspace's kubeconfig: ${messageOf(error)}`);
      });
    }
  }
}

function wordsOf(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const line of lines) {
    appendWords(markdown, line).appendMarkdown('\n\n');
  }
  return markdown;
}
