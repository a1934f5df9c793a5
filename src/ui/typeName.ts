import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import { l10n } from '../core/l10n.ts';
import { printable } from '../core/printable.ts';

/**
 * Lets the user type a cluster's name, before something after which they may not get in any more.
 *
 * @throws an AbortError when the user does not
 */
export async function typeName(title: string, name: string, why: string): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: why,
    placeHolder: l10n`Type the name of the cluster: ${printable(name)}`,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === name ? undefined : l10n`Type ${printable(name)} to go on, or press Escape.`,
  });
  if (typed?.trim() !== name) {
    throw cancellation();
  }
}
