import * as vscode from 'vscode';
import { isOurs, mayRead, setsKubeconfig } from '../../core/terminalOffers/readLines.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { OfferPorts } from './offerAfterFailure.ts';

const longestOutput = 20_000;

/** What a failed command in a terminal needs, offered where it failed. It has no commands. */
export function terminalOffersCommands(ports: OfferPorts): Room {
  /** Those that run, each with the end of what it has printed. */
  const running = new Map<vscode.TerminalShellExecution, Promise<string>>();
  /** The terminals in which somebody said which kubeconfig is used: which one, nobody knows here. */
  const changed = new WeakSet<vscode.Terminal>();
  return {
    commands: {},
    disposables: [
      vscode.window.onDidStartTerminalShellExecution(({ execution, terminal }) => {
        const { value } = execution.commandLine;
        if (setsKubeconfig(value)) {
          changed.add(terminal);
        }
        if (isOurs(value) && vscode.workspace.getConfiguration('aksEntra').get('terminalOffers') !== false) {
          running.set(execution, outputOf(execution));
        }
      }),
      vscode.window.onDidEndTerminalShellExecution(({ execution, terminal, exitCode }) => {
        const output = running.get(execution);
        running.delete(execution);
        // Not known is no failure, and whoever pressed Ctrl+C knows what happened.
        if (output !== undefined && exitCode !== undefined && exitCode !== 0 && exitCode !== 130) {
          void runAndReport(ports.logger, 'Offer after a failed command', async () => {
            const { offerAfterFailure } = await import('./offerAfterFailure.ts');
            const failed = { line: execution.commandLine.value, cwd: execution.cwd?.fsPath, output };
            await offerAfterFailure(ports, { ...failed, terminal, isChanged: changed.has(terminal) });
          });
        }
      }),
    ],
  };
}

/**
 * Nothing is read but what such a command says itself. For commands that VS Code did not start itself there may be
 * nothing: they end before anybody can listen.
 */
async function outputOf(execution: vscode.TerminalShellExecution): Promise<string> {
  let text = '';
  for await (const data of mayRead(execution.commandLine.value) ? execution.read() : []) {
    text = (text + data).slice(-longestOutput);
  }
  return text;
}
