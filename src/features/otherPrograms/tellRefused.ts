import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { isFirstWindow, type FirstWindow } from '../../ui/firstWindow.ts';

/** Over all windows: programs try again, and there may be many. */
const toldOnceInMs = 10 * 60_000;

/**
 * Tells that a program with a right key was refused a token: what it printed itself is often seen by nobody.
 *
 * @param line the plugin's
 */
export async function tellRefused(firstWindow: FirstWindow, line: string): Promise<void> {
  if (!(await isFirstWindow(firstWindow, 'refused', toldOnceInMs))) {
    return;
  }
  const title = l10n`Show Log`;
  if ((await vscode.window.showInformationMessage(printable(withTilde(line)), title)) === title) {
    await runRemedy({ kind: 'showLog', title });
  }
}
