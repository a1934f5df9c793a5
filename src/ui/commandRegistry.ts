import * as vscode from 'vscode';
import type { Logger } from '../core/logger.ts';
import type { CommandId } from './commandIds.ts';
import { runAndReport } from './errorNotification.ts';

export type CommandHandlers = Record<CommandId, (argument: unknown) => Promise<void>>;

/** Registers every command behind the one wrapper that logs and tells failures. */
export function registerCommands(handlers: CommandHandlers, logger: Logger): vscode.Disposable {
  const registrations = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, (argument: unknown) => runAndReport(logger, id, () => handler(argument))),
  );
  return vscode.Disposable.from(...registrations);
}
