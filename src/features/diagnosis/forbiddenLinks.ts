import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { forbiddenInLine } from './forbiddenInLine.ts';

type Place = NonNullable<ReturnType<typeof forbiddenInLine>>;

/** Makes a link of kubectl's Forbidden in any terminal: the way from the error to why, and to what helps. */
export function registerForbiddenLinks(): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<ForbiddenLink> = {
    provideTerminalLinks: ({ line, terminal }) => {
      const found = forbiddenInLine(line);
      return found === undefined ? [] : [new ForbiddenLink(found, line, terminal)];
    },
    handleTerminalLink: async ({ message, terminal }) => {
      const command: CommandId = 'aksEntra.explainForbidden';
      await vscode.commands.executeCommand(command, { message, terminal });
    },
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}

class ForbiddenLink extends vscode.TerminalLink {
  readonly message: string;
  readonly terminal: vscode.Terminal;

  constructor({ startIndex, length }: Place, line: string, terminal: vscode.Terminal) {
    super(startIndex, length, l10n`Why? Which role is missing?`);
    this.message = line.slice(startIndex);
    this.terminal = terminal;
  }
}
