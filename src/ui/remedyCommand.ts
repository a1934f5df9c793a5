import * as vscode from 'vscode';
import type { Remedy } from '../core/diagnosis/remedy.ts';
import type { CommandId } from './commandIds.ts';

const installPage = 'https://azure.github.io/kubelogin/install.html';

/** How a remedy is done, for buttons, rows and quick fixes alike. */
export function remedyCommand(remedy: Remedy): vscode.Command {
  const ours = (command: CommandId, ...args: unknown[]): vscode.Command => ({
    command,
    title: remedy.title,
    arguments: args,
  });
  switch (remedy.kind) {
    case 'signIn':
      return ours('aksEntra.signIn');
    case 'refreshClusters':
      return ours('aksEntra.refresh');
    case 'getCredentials':
      return ours('aksEntra.getCredentials');
    case 'restoreBackup':
      return ours('aksEntra.restoreBackup');
    case 'showLog':
      return ours('aksEntra.showLog');
    case 'writeKeys':
      return ours('aksEntra.writeKeys');
    case 'allowPlugin':
      return ours('aksEntra.allowPlugin');
    case 'convert':
      return ours('aksEntra.convertLogin', { contextNames: remedy.contextNames });
    case 'useVscodeSignIn':
      return ours('aksEntra.useVscodeSignIn', { contextNames: remedy.contextNames });
    case 'restrictPermissions':
      return ours('aksEntra.restrictPermissions', vscode.Uri.file(remedy.path));
    case 'activateRole':
      return ours('aksEntra.activateRole', { clusterId: remedy.clusterId });
    case 'installKubelogin':
    case 'openPage': {
      const url = remedy.kind === 'openPage' ? remedy.url : installPage;
      return { command: 'vscode.open', title: remedy.title, arguments: [vscode.Uri.parse(url)] };
    }
  }
}

/** Does a remedy that the user chose. */
export async function runRemedy(remedy: Remedy): Promise<void> {
  const { command, arguments: args = [] } = remedyCommand(remedy);
  await vscode.commands.executeCommand(command, ...(args as unknown[]));
}
