import * as vscode from 'vscode';
import { AksEntraError, type AksEntraErrorCode } from '../core/aksEntraError.ts';
import { isCancellation } from '../core/cancellation.ts';
import type { Logger } from '../core/logger.ts';
import { messageOf } from '../core/messageOf.ts';
import { redactSecrets } from '../core/redactSecrets.ts';
import type { CommandId } from './commandIds.ts';

interface WayOut {
  readonly label: string;
  readonly command: CommandId | 'retry';
}

const signIn: WayOut = { label: 'Sign In', command: 'aksEntra.signIn' };
const retry: WayOut = { label: 'Try Again', command: 'retry' };
const refresh: WayOut = { label: 'Refresh Clusters', command: 'aksEntra.refresh' };

/** The one button that fixes an error. Codes without one end in "Show Log" alone: their message says what to do. */
const waysOut: Partial<Record<AksEntraErrorCode, WayOut>> = {
  signedOut: signIn,
  signInFailed: signIn,
  // A newly assigned role travels in a new token only.
  missingRole: signIn,
  notFound: refresh,
  clusterStopped: refresh,
  cancelled: retry,
  offline: retry,
  throttled: retry,
  azureUnavailable: retry,
  kubeconfigLocked: retry,
  kubeconfigChanged: retry,
  kubeconfigUndoTooLate: { label: 'Restore a Backup…', command: 'aksEntra.restoreBackup' },
  kubeconfigEntryNotFound: { label: 'Get AKS credentials', command: 'aksEntra.getCredentials' },
};

/** A command or background error as text for a person; unknown errors are ours, so they say so. */
export function errorMessage(error: unknown): string {
  if (error instanceof AksEntraError) {
    return error.message;
  }
  return `Something unexpected went wrong: ${redactSecrets(messageOf(error))}`;
}

/**
 * Runs what a command does; tells its failure once, with a way out and "Show Log". Cancelling is silent.
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
    void offerWayOut(logger, what, error, work);
  }
}

async function offerWayOut(logger: Logger, what: string, error: unknown, work: () => Promise<void>): Promise<void> {
  const wayOut = error instanceof AksEntraError ? waysOut[error.code] : undefined;
  const buttons = [...(wayOut === undefined ? [] : [wayOut.label]), 'Show Log'];
  const chosen = await vscode.window.showErrorMessage(errorMessage(error), ...buttons);
  if (chosen === 'Show Log') {
    await vscode.commands.executeCommand('aksEntra.showLog');
  } else if (chosen !== undefined && wayOut !== undefined) {
    await (wayOut.command === 'retry'
      ? runAndReport(logger, what, work)
      : vscode.commands.executeCommand(wayOut.command));
  }
}

/** Our own errors are sentences; anything else is a defect, where the stack is what helps. */
function logText(error: unknown): string {
  if (error instanceof AksEntraError) {
    return `${error.code}: ${error.message}`;
  }
  return redactSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
