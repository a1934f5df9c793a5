import * as vscode from 'vscode';
import { AksEntraError } from '../core/aksEntraError.ts';
import { explainedError } from '../core/diagnosis/explainedError.ts';
import {
  activationFor,
  type CopyLine,
  remediesOfFile,
  remedyOf,
  type Remedy,
  type Retry,
  type ShowAll,
} from '../core/diagnosis/remedy.ts';
import { l10n } from '../core/l10n.ts';
import { ClusterArgument } from './clusterArgument.ts';
import type { CommandId } from './commandIds.ts';
import { errorMessage } from './errorMessage.ts';
import { withTilde } from './rows/withTilde.ts';

const showLog: Remedy = { kind: 'showLog', title: l10n`Show Log` };

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
    case 'allowPrograms':
      return ours('aksEntra.allowOtherPrograms');
    case 'allowPlugin':
      return ours('aksEntra.allowPlugin');
    case 'refreshToken':
      return ours('aksEntra.refreshToken');
    case 'switchContext':
      return ours('aksEntra.switchContext');
    case 'checkSetup':
      return ours('aksEntra.checkSetup');
    case 'onCluster':
      return ours(`aksEntra.${remedy.command}`, new ClusterArgument(remedy.seen));
    case 'verifyContext':
      return ours('aksEntra.verifyAccess', { contextName: remedy.contextName });
    case 'openTerminal':
      return ours('aksEntra.openTerminal', { contextName: remedy.contextName });
    case 'removeContext':
      return ours('aksEntra.removeFromKubeconfig', { contextName: remedy.contextName });
    case 'explainForbidden':
      return ours('aksEntra.explainForbidden', { contextName: remedy.contextName, message: remedy.message });
    case 'installTool':
      return ours('aksEntra.installTool', { tool: remedy.tool });
    case 'openSetting':
      return { command: 'workbench.action.openSettings', title: remedy.title, arguments: [`@id:${remedy.setting}`] };
    case 'convert':
      return ours('aksEntra.convertLogin', { contextNames: remedy.contextNames });
    case 'useVscodeSignIn':
      return ours('aksEntra.useVscodeSignIn', { contextNames: remedy.contextNames });
    case 'restrictPermissions':
      return ours('aksEntra.restrictPermissions', vscode.Uri.file(remedy.path));
    case 'openFile': {
      const { path, line } = remedy;
      const selection = line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) };
      return { command: 'vscode.open', title: remedy.title, arguments: [vscode.Uri.file(path), selection] };
    }
    case 'activateRole':
      return ours('aksEntra.activateRole', { clusterId: remedy.clusterId, accountId: remedy.accountId });
    case 'openPage':
      return { command: 'vscode.open', title: remedy.title, arguments: [vscode.Uri.parse(remedy.url)] };
  }
}

/** Does a remedy that the user chose. */
export async function runRemedy(remedy: Remedy | CopyLine | ShowAll): Promise<void> {
  if (remedy.kind === 'showAll') {
    const id: CommandId = 'aksEntra.showFailures';
    await vscode.commands.executeCommand(id, remedy.each);
    return;
  }
  if (remedy.kind === 'copyLine') {
    await vscode.env.clipboard.writeText(remedy.line);
    vscode.window.setStatusBarMessage(l10n`Copied`, 3000);
    return;
  }
  const { command, arguments: args = [] } = remedyCommand(remedy);
  await vscode.commands.executeCommand(command, ...(args as unknown[]));
}

/**
 * Tells a failure with what helps against it, and does what the user chooses.
 *
 * @param again does the same work once more
 */
export async function offerRemedy(error: unknown, again: () => Promise<void>): Promise<void> {
  const own = offers(error);
  const text = errorMessage(error);
  const known = own.length > 0 ? undefined : explainedError(error, text);
  const message = withTilde(known?.message ?? text);
  const offered = [...(known?.remedies ?? own), showLog];
  const title = await vscode.window.showErrorMessage(message, ...offered.map((each) => each.title));
  const chosen = offered.find((each) => each.title === title);
  if (chosen?.kind === 'retry') {
    await again();
  } else if (chosen !== undefined) {
    await runRemedy(chosen);
  }
}

/** Tells what is no failure with what can be done about it, and does what the user chooses. */
export async function tellWith(
  severity: 'information' | 'warning',
  message: string,
  remedies: readonly (Remedy | CopyLine)[],
): Promise<void> {
  const titles = remedies.map(({ title }) => title);
  const title = await (severity === 'warning'
    ? vscode.window.showWarningMessage(message, ...titles)
    : vscode.window.showInformationMessage(message, ...titles));
  const chosen = remedies.find((each) => each.title === title);
  if (chosen !== undefined) {
    await runRemedy(chosen);
  }
}

/** By the error's code. What one can do at once comes first, then a line for somebody else: signing in helps after either. */
function offers(error: unknown): (Remedy | Retry | CopyLine | ShowAll)[] {
  if (!(error instanceof AksEntraError)) {
    return [];
  }
  const { azLine, code, each, setting } = error;
  const showAll: ShowAll | undefined = each && { kind: 'showAll', title: l10n`Show All`, each };
  const copyLine: CopyLine | undefined =
    azLine === undefined ? undefined : { kind: 'copyLine', title: l10n`Copy az Line`, line: azLine };
  const openSetting: Remedy | undefined =
    setting === undefined ? undefined : { kind: 'openSetting', title: l10n`Open Setting`, setting };
  const ofCode = [showAll, activationFor(error), copyLine, remedyOf(code), openSetting];
  return [...ofCode.filter((each) => each !== undefined), ...remediesOfFile(error)];
}
