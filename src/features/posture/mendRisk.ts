import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { mendingArguments, mendingCommands } from './mends.ts';
import type { PostureDocuments } from './postureDocuments.ts';

/**
 * Runs what mends a risk of a report that is open, for the very cluster that was read.
 *
 * @param argument what the link of the risk has
 * @throws AksEntraError where there is no such link
 */
export async function mendRisk(documents: PostureDocuments, argument: unknown): Promise<void> {
  const request = documents.requested(argument);
  if (request === undefined) {
    throw new AksEntraError(
      'notFound',
      l10n`The report of this link is not open any more. Show the Entra posture again.`,
    );
  }
  const { mend, seen } = request;
  await vscode.commands.executeCommand(mendingCommands[mend].id, ...mendingArguments(mend, seen));
}
