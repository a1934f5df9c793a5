import path from 'node:path';
import * as vscode from 'vscode';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { Logger } from '../../core/logger.ts';

export interface CommandOnPathPorts {
  readonly context: Pick<vscode.ExtensionContext, 'environmentVariableCollection'>;
  /** Makes it. @returns the folder that it is in, and nothing else */
  readonly commandFolder: () => Promise<string>;
  readonly logger: Logger;
}

/** Has `aks-entra` found in new terminals, behind all programs that are found there already, where the user wants it. */
export function commandOnPath({ context, commandFolder, logger }: CommandOnPathPorts): vscode.Disposable {
  const { environmentVariableCollection: variables } = context;
  const apply = (): Promise<void> =>
    runAndReport(logger, 'The command line in terminals', async () => {
      if (vscode.workspace.getConfiguration('aksEntra').get('terminalCommand') === true) {
        // A login shell makes its own PATH: then the shell integration adds it.
        const when = { applyAtProcessCreation: true, applyAtShellIntegration: true };
        variables.append('PATH', `${path.delimiter}${await commandFolder()}`, when);
      } else {
        variables.delete('PATH');
      }
    });
  void apply();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('aksEntra.terminalCommand')) {
      void apply();
    }
  });
}
