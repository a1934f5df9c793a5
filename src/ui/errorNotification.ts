import * as vscode from 'vscode';
import { isCancellation } from '../core/cancellation.ts';
import { l10n } from '../core/l10n.ts';
import type { Logger } from '../core/logger.ts';
import { errorMessage } from './errorMessage.ts';
import { logText } from '../core/logText.ts';
import { asUserCommand } from './userCommand.ts';

/**
 * Runs what a command does; tells its failure once, with its remedy and "Show Log". Cancelling is silent.
 *
 * @param what the command, for the log
 * @param work runs again when the user chooses "Try Again"
 */
export async function runAndReport(logger: Logger, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancellation(error)) {
      logger.info(`${what}: cancelled`);
      return;
    }
    logger.error(`${what}: ${logText(error)}`);
    // It loads when something fails.
    const { offerRemedy } = await import('./remedyCommand.ts');
    void offerRemedy(error, () => runAndReport(logger, what, work));
  }
}

/** The same for what the user just asked for, a command or a button: a sign-in window may open for it. */
export function runForUser(logger: Logger, what: string, work: () => Promise<void>): Promise<void> {
  return runAndReport(logger, what, () => asUserCommand(what, work));
}

/** Tells that the extension could not start: no command of it runs then, "Show Log" neither. */
export function tellFailedActivation(log: vscode.LogOutputChannel, error: unknown): void {
  log.error(`Activation: ${logText(error)}`);
  const showLog = l10n`Show Log`;
  const message = l10n`AKS Entra could not start. ${errorMessage(error)}`;
  void vscode.window.showErrorMessage(message, showLog).then((chosen) => {
    if (chosen === showLog) {
      log.show();
    }
  });
}
