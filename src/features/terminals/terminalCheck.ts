import * as vscode from 'vscode';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import {
  hasShellIntegration,
  kubeconfigOfShell,
  lineThatSets,
  shellName,
} from '../../core/kubeconfig/terminalShell.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { tellWith } from '../../ui/remedyCommand.ts';

/** A terminal whose kubectl was promised one context. */
export interface PromisedTerminal {
  readonly terminal: vscode.Terminal;
  readonly contextName: string;
  /** Its private kubeconfig. */
  readonly file: string;
}

/** Measured: half a second in bash, one and a half in zsh and fish; a long profile takes longer. */
const integrationLimitMs = 15_000;
/** Until a shell without integration is there, with the environment that it was given. */
const startMs = 3_000;
const commandLimitMs = 10_000;
const attempts = 3;

/** Whether VS Code's shell integration is to be expected in a new terminal. */
export function isIntegrationExpected(): boolean {
  const isOn = vscode.workspace.getConfiguration('terminal.integrated.shellIntegration').get('enabled') !== false;
  return isOn && hasShellIntegration(shellName(vscode.env.shell));
}

/**
 * Holds a new terminal to its promise. Extensions put variables into terminals that win over the terminal's own
 * environment, and no extension sees those of another. Where all is well, and where that can be known without a word in
 * the terminal, nothing is seen; else one line in the terminal sets KUBECONFIG, or a message says that it is not so.
 */
export async function checkTerminal(
  promised: PromisedTerminal,
  files: Pick<PrivateKubeconfigs, 'environmentOf'>,
  logger: Logger,
): Promise<void> {
  const { terminal, contextName, file } = promised;
  const isExpected = isIntegrationExpected();
  const integration = await integrationOf(terminal, isExpected ? integrationLimitMs : startMs);
  if (isClosed(terminal)) {
    return;
  }
  const processId = await terminal.processId;
  const environment = processId === undefined ? undefined : await files.environmentOf(processId);
  const found = kubeconfigOfShell(file, environment, integration !== undefined);
  // What runs in the terminal at the moment; its own shell may just have started something else.
  const shells = [terminal.state.shell, shellName(vscode.env.shell)];
  const line = shells.map((shell) => lineThatSets(file, shell)).find((each) => each !== undefined);
  logger.info(
    `Terminal: its kubeconfig is ${found}, ${integration ? 'with' : 'without'} shell integration, in ${String(shells)}`,
  );
  const context = quotedName(contextName);
  if (integration === undefined) {
    if (found === 'other') {
      const sentence = l10n`kubectl in the new terminal does not use the context ${context}: an extension, or the shell’s profile, gives the terminal another KUBECONFIG.`;
      await tell(promised, sentence, line);
    } else if (isExpected) {
      const sentence = l10n`AKS Entra cannot see whether kubectl in the new terminal uses the context ${context}: VS Code’s shell integration did not start there.`;
      await tell(promised, sentence, line);
    }
    // Where none was expected, the terminal's first line says it.
  } else if (found !== 'own' && (line === undefined || !(await hasRun(integration, line, logger)))) {
    const sentence = l10n`kubectl in the new terminal may not use the context ${context}: its KUBECONFIG could not be set.`;
    await tell(promised, sentence, line);
  }
}

/** @returns nothing where there is none in time, or the terminal is closed */
async function integrationOf(
  terminal: vscode.Terminal,
  limitMs: number,
): Promise<vscode.TerminalShellIntegration | undefined> {
  const listeners: vscode.Disposable[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve) => {
      const look = (changed: vscode.Terminal): void => {
        if (changed === terminal) {
          resolve();
        }
      };
      listeners.push(
        vscode.window.onDidChangeTerminalShellIntegration((event) => {
          look(event.terminal);
        }),
        vscode.window.onDidCloseTerminal(look),
      );
      timer = setTimeout(resolve, terminal.shellIntegration ? 0 : limitMs);
    });
  } finally {
    clearTimeout(timer);
    listeners.forEach((listener) => {
      listener.dispose();
    });
  }
  return terminal.shellIntegration;
}

/**
 * Runs a line in the terminal, again where nobody knows how it ended: what comes while the shell draws its first prompt
 * can be lost. @returns whether the shell took it
 */
async function hasRun(integration: vscode.TerminalShellIntegration, line: string, logger: Logger): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const ended = await run(integration, line);
    logger.info(`Terminal: its KUBECONFIG was set (attempt ${attempt}): ${ended}`);
    if (ended !== 'unknown') {
      return ended === 0;
    }
  }
  return false;
}

/** It is one text: VS Code would not quote arguments. @returns the exit code, where it is known */
async function run(
  integration: vscode.TerminalShellIntegration,
  line: string,
): Promise<number | 'unknown' | 'no end in time'> {
  let listener: vscode.Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve) => {
      timer = setTimeout(resolve, commandLimitMs, 'no end in time');
      const execution = integration.executeCommand(line);
      listener = vscode.window.onDidEndTerminalShellExecution((event) => {
        if (event.execution === execution) {
          resolve(event.exitCode ?? 'unknown');
        }
      });
    });
  } finally {
    clearTimeout(timer);
    listener?.dispose();
  }
}

async function tell({ terminal, file }: PromisedTerminal, sentence: string, line?: string): Promise<void> {
  if (isClosed(terminal)) {
    return;
  }
  if (line === undefined) {
    // The path is whole: it goes into whichever shell this is, and not each of them knows ~ there.
    void tellWith('warning', l10n`${sentence} Set KUBECONFIG there to ${printable(file)}`, [
      { kind: 'copyLine', title: l10n`Copy Path`, line: file },
    ]);
    return;
  }
  const [setIt, copyIt] = [l10n`Set It in the Terminal`, l10n`Copy Command`];
  const chosen = await vscode.window.showWarningMessage(sentence, setIt, copyIt);
  if (chosen === copyIt) {
    await vscode.env.clipboard.writeText(line);
  } else if (chosen === setIt && !isClosed(terminal)) {
    terminal.show();
    terminal.sendText(line);
  }
}

function isClosed(terminal: vscode.Terminal): boolean {
  return terminal.exitStatus !== undefined;
}
