import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { forbiddenInLine } from './forbiddenInLine.ts';

/**
 * Makes a link of kubectl's Forbidden in any terminal: the way from the error to the token that caused it.
 *
 * @param explain runs when the link is clicked
 */
export function registerForbiddenLinks(explain: (terminal: vscode.Terminal) => Promise<void>): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<ForbiddenLink> = {
    provideTerminalLinks: ({ line, terminal }) => {
      const found = forbiddenInLine(line);
      return found === undefined ? [] : [new ForbiddenLink(found.startIndex, found.length, terminal)];
    },
    handleTerminalLink: ({ terminal }) => explain(terminal),
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}

class ForbiddenLink extends vscode.TerminalLink {
  readonly terminal: vscode.Terminal;

  constructor(startIndex: number, length: number, terminal: vscode.Terminal) {
    super(startIndex, length, l10n`Why? Which groups does my token name?`);
    this.terminal = terminal;
  }
}
