import * as vscode from 'vscode';
import { AksEntraError } from '../core/aksEntraError.ts';
import { isCancellation } from '../core/cancellation.ts';
import { activationFor, type CopyLine, remedyOf, type Remedy, type Retry } from '../core/diagnosis/remedy.ts';
import { l10n } from '../core/l10n.ts';
import type { Logger } from '../core/logger.ts';
import { errorMessage } from './errorMessage.ts';
import { logText } from '../core/logText.ts';

const showLog: Remedy = { kind: 'showLog', title: l10n`Show Log` };

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
    void offerRemedy(logger, what, error, work);
  }
}

async function offerRemedy(logger: Logger, what: string, error: unknown, work: () => Promise<void>): Promise<void> {
  const own = offers(error);
  const text = errorMessage(error);
  const known =
    own.length > 0 ? undefined : (await import('../core/diagnosis/explainedError.ts')).explainedError(error, text);
  const message = known?.message ?? text;
  const offered = [...(known?.remedies ?? own), showLog];
  const title = await vscode.window.showErrorMessage(message, ...offered.map((each) => each.title));
  const chosen = offered.find((each) => each.title === title);
  if (chosen?.kind === 'retry') {
    await runAndReport(logger, what, work);
  } else if (chosen !== undefined) {
    const { runRemedy } = await import('./remedyCommand.ts');
    await runRemedy(chosen);
  }
}

/** By the error's code. What one can do at once comes first, then a line for somebody else: signing in helps after either. */
function offers(error: unknown): (Remedy | Retry | CopyLine)[] {
  if (!(error instanceof AksEntraError)) {
    return [];
  }
  const { azLine, code } = error;
  const copyLine: CopyLine | undefined =
    azLine === undefined ? undefined : { kind: 'copyLine', title: l10n`Copy az Line`, line: azLine };
  return [activationFor(error), copyLine, remedyOf(code)].filter((each) => each !== undefined);
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
