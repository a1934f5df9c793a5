import * as vscode from 'vscode';

/** What kubectl prints where the API server answers 403 (k8s.io/kubectl, cmd/util/helpers.go). */
const forbidden = /Error from server \(Forbidden\)/;

/**
 * Makes a link of kubectl's Forbidden in any terminal: the way from the error to the token that caused it.
 *
 * @param explain runs when the link is clicked
 */
export function registerForbiddenLinks(explain: (terminal: vscode.Terminal) => Promise<void>): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<ForbiddenLink> = {
    provideTerminalLinks: ({ line, terminal }) => {
      const match = forbidden.exec(line);
      return match === null ? [] : [new ForbiddenLink(match.index, match[0].length, terminal)];
    },
    handleTerminalLink: ({ terminal }) => explain(terminal),
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}

class ForbiddenLink extends vscode.TerminalLink {
  readonly terminal: vscode.Terminal;

  constructor(startIndex: number, length: number, terminal: vscode.Terminal) {
    super(startIndex, length, 'Why? Which groups does my token name?');
    this.terminal = terminal;
  }
}
