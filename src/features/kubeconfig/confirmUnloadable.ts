import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';

/**
 * Asks before something is added to a file that kubectl cannot load: it would not be of use there. Rejects with an
 * AbortError unless the person goes on.
 *
 * @param loadProblem why it cannot, a sentence with its line
 */
export async function confirmUnloadable(path: string, loadProblem: string): Promise<void> {
  const open = l10n`Open Kubeconfig`;
  const add = l10n`Add Anyway`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`kubectl cannot load ${withTilde(path)} as it is.`,
    {
      modal: true,
      detail: l10n`${withTilde(loadProblem)}\n\nUntil this is corrected, kubectl uses none of its contexts, and none that you add. Open Kubeconfig shows it, and adds nothing.`,
    },
    open,
    add,
  );
  if (chosen === open) {
    await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  }
  if (chosen !== add) {
    throw cancellation();
  }
}
