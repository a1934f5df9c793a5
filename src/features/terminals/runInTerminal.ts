import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';

/**
 * Runs one line in a new terminal, in sight: whoever it is for has seen it and said yes. The terminal starts at home, so
 * that nothing in a workspace’s folder is what a relative name leads to.
 *
 * @param line names in it are quoted for bash, zsh, fish and PowerShell
 * @throws AksEntraError commandRefused where the shell would read it otherwise
 */
export function runInTerminal(name: string, line: string): void {
  // cmd takes an apostrophe for a letter; a line’s end would run what stands before it.
  const isCmd = /(^|[\\/])cmd(\.exe)?$/i.test(vscode.env.shell);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line) || (isCmd && line.includes("'"))) {
    throw new AksEntraError(
      'commandRefused',
      l10n`Your shell would read this line differently. Copy it, and run it in PowerShell.`,
      { azLine: line },
    );
  }
  const terminal = vscode.window.createTerminal({
    name,
    cwd: homedir(),
    iconPath: new vscode.ThemeIcon('azure'),
    // VS Code would bring it back after a restart, without what ran in it.
    isTransient: true,
  });
  terminal.show();
  terminal.sendText(line, true);
}
