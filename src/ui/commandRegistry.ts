import * as vscode from 'vscode';
import type { Logger } from '../core/logger.ts';
import type { CommandId } from './commandIds.ts';
import { runAndReport } from './errorNotification.ts';

/** @param selected all selected rows, where VS Code's tree or explorer hands them over beside the one that was clicked */
type CommandHandler = (argument: unknown, selected: unknown) => Promise<void>;

export type CommandHandlers = Record<CommandId, CommandHandler>;

/** Registers every command behind the one wrapper that logs and tells failures. */
export function registerCommands(handlers: CommandHandlers, logger: Logger): vscode.Disposable {
  const registrations = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) =>
      runAndReport(logger, id, () => handler(argument, selected)),
    ),
  );
  return vscode.Disposable.from(...registrations);
}
