import * as vscode from 'vscode';
import type { Logger } from '../core/logger.ts';
import type { CommandId } from './commandIds.ts';
import { runForUser } from './errorNotification.ts';

/** @param selected all selected rows, where VS Code's tree or explorer hands them over beside the one that was clicked */
type CommandHandler = (argument: unknown, selected: unknown) => Promise<void>;

export type CommandHandlers = Record<CommandId, CommandHandler>;

/** What a room adds to the extension: its commands, and what ends with the extension. */
export interface Room<Ids extends CommandId = never> {
  readonly commands: Pick<CommandHandlers, Ids>;
  readonly disposables: readonly { dispose(): unknown }[];
}

/** Registers every command behind the one wrapper that logs and tells failures. */
export function registerCommands(handlers: CommandHandlers, logger: Logger): vscode.Disposable {
  const registrations: vscode.Disposable[] = [];
  try {
    for (const [id, handler] of Object.entries(handlers)) {
      const run = (argument: unknown, selected: unknown): Promise<void> =>
        runForUser(logger, id, () => handler(argument, selected));
      registrations.push(vscode.commands.registerCommand(id, run));
    }
  } catch (error) {
    // Another extension has one of them.
    vscode.Disposable.from(...registrations).dispose();
    throw error;
  }
  return vscode.Disposable.from(...registrations);
}
