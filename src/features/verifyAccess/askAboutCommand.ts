import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import type { CommandQuestion } from '../../core/verifyAccess/commandConsent.ts';

/**
 * Shows the question as a dialog, which nobody overlooks while the list waits. VS Code gives the focus to the first
 * button, which must not be the one that runs something.
 */
export async function askAboutCommand({ message, detail }: CommandQuestion): Promise<boolean> {
  const [leave, run] = [l10n`Do Not Run`, l10n`Run It`];
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, leave, run)) === run;
}
