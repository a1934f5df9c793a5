import * as vscode from 'vscode';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { checkTerminal, isIntegrationExpected } from './terminalCheck.ts';

/** What a terminal looks like that is more than one for a context. */
interface TerminalLook {
  readonly name: string;
  /** Its first line. */
  readonly message: string;
  readonly icon: vscode.ThemeIcon;
  /** Variables by which its owner knows it again. */
  readonly marks: Readonly<Record<string, string>>;
}

/** A terminal with its private file. */
interface OpenedTerminal {
  readonly terminal: vscode.Terminal;
  readonly file: string;
}

/** The extension host of a window that crashed lives on for minutes, and its files with it. */
const sweepEveryMs = 600_000;

/** Terminals that know one context only: their KUBECONFIG is a private file, which goes when they close. */
export class ClusterTerminals implements vscode.Disposable {
  readonly #files: PrivateKubeconfigs;
  readonly #logger: Logger;
  readonly #subscription: vscode.Disposable;
  readonly #sweeping: NodeJS.Timeout;
  readonly #hasWorkspaceContext: () => boolean;
  /** For those that VS Code opens from its menu of profiles. */
  readonly #awaited = new Set<vscode.Disposable>();

  /** @param hasWorkspaceContext whether the terminals of this window get a KUBECONFIG from us by themselves */
  constructor(files: PrivateKubeconfigs, hasWorkspaceContext: () => boolean, logger: Logger) {
    this.#files = files;
    this.#hasWorkspaceContext = hasWorkspaceContext;
    this.#logger = logger;
    // By the terminal's own options: those opened before the extension host was started anew count too.
    this.#subscription = vscode.window.onDidCloseTerminal((terminal) => {
      const path = kubeconfigOf(terminal);
      if (path !== undefined) {
        void this.#reporting(this.#files.remove(path));
      }
    });
    this.#sweep();
    this.#sweeping = setInterval(() => {
      this.#sweep();
    }, sweepEveryMs);
  }

  /** @param text a kubeconfig with one context */
  async open(contextName: string, text: string, look?: TerminalLook): Promise<OpenedTerminal> {
    const file = await this.#files.write(text);
    const terminal = vscode.window.createTerminal(this.#options(contextName, file, look));
    terminal.show();
    this.#check(terminal, contextName, file);
    return { terminal, file };
  }

  /** The same as a profile, of which VS Code opens the terminal. */
  async profile(contextName: string, text: string): Promise<vscode.TerminalOptions> {
    const file = await this.#files.write(text);
    const awaited = vscode.window.onDidOpenTerminal((terminal) => {
      if (kubeconfigOf(terminal) === file) {
        awaited.dispose();
        this.#awaited.delete(awaited);
        // Where the panel is closed, VS Code leaves it so.
        terminal.show();
        this.#check(terminal, contextName, file);
      }
    });
    this.#awaited.add(awaited);
    return this.#options(contextName, file);
  }

  dispose(): void {
    for (const awaited of this.#awaited) {
      awaited.dispose();
    }
    clearInterval(this.#sweeping);
    this.#subscription.dispose();
  }

  #options(contextName: string, file: string, look?: TerminalLook): vscode.TerminalOptions {
    return {
      name: look?.name ?? nameFor(contextName),
      iconPath: look?.icon ?? new vscode.ThemeIcon('azure'),
      message: look?.message ?? firstLine(quotedName(contextName)),
      env: { ...look?.marks, KUBECONFIG: file, ...afterProfile(file) },
      // A terminal that VS Code brings back after a restart would point to a file that is gone.
      isTransient: true,
      ...(this.#hasWorkspaceContext() ? beforeCollections(file) : {}),
    };
  }

  #check(terminal: vscode.Terminal, contextName: string, file: string): void {
    setContextKey('aksEntra.terminal', 'opened');
    void this.#reporting(checkTerminal({ terminal, contextName, file }, this.#files, this.#logger));
  }

  #sweep(): void {
    const inUse = new Set(vscode.window.terminals.flatMap((terminal) => kubeconfigOf(terminal) ?? []));
    void this.#reporting(this.#files.removeLeftovers(inUse));
  }

  async #reporting(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      this.#logger.warn(`Terminal kubeconfigs: ${messageOf(error)}`);
    });
  }
}

function firstLine(context: string): string {
  return isIntegrationExpected()
    ? l10n`kubectl in this terminal starts with the context ${context} and knows no other.`
    : l10n`This terminal is for the context ${context} and no other. Without VS Code’s shell integration, AKS Entra cannot see whether the shell’s profile sets another KUBECONFIG: “kubectl config current-context” tells.`;
}

/**
 * A shell's profile that exports KUBECONFIG would win over the terminal's environment. VS Code's shell integration sets
 * what VSCODE_ENV_REPLACE says once the profile has run, in bash, zsh, fish and PowerShell (`name=value`, a colon as
 * `\x3a`): https://github.com/microsoft/vscode/tree/main/src/vs/workbench/contrib/terminal/common/scripts
 * Where it is off nothing reads the variable, and an extension's own changes come behind it: checkTerminal sees to both.
 */
function afterProfile(path: string): Record<string, string> {
  // bash takes a backslash for an escape; Windows takes either slash.
  const value = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return value.includes('\\') ? {} : { VSCODE_ENV_REPLACE: `KUBECONFIG=${value.replaceAll(':', '\\x3a')}` };
}

/**
 * What an extension puts into terminals wins over a terminal's own environment, and so would the context of the
 * workspace. With shell integration `afterProfile` sees to that; for any other shell `env` says it last. cmd has no such
 * program: there checkTerminal tells it.
 */
function beforeCollections(file: string): Pick<vscode.TerminalOptions, 'shellPath' | 'shellArgs'> {
  return isIntegrationExpected() || process.platform === 'win32'
    ? {}
    : { shellPath: '/usr/bin/env', shellArgs: [`KUBECONFIG=${file}`, vscode.env.shell] };
}

function nameFor(contextName: string): string {
  return `AKS: ${printable(contextName)}`;
}

/** Whether a terminal is open that has a copy of this context, which does not change with the kubeconfig. */
export function isTerminalOpenFor(contextName: string): boolean {
  return vscode.window.terminals.some(
    (terminal) => kubeconfigOf(terminal) !== undefined && terminal.creationOptions.name === nameFor(contextName),
  );
}

/** For one of our terminals its private file. */
export function kubeconfigOf({ creationOptions }: vscode.Terminal): string | undefined {
  const { env } = creationOptions as vscode.TerminalOptions;
  return env?.['KUBECONFIG'] ?? undefined;
}
