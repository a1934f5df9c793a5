import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';

/** A question before something is written. */
interface Asked {
  readonly message: string;
  readonly detail: string;
  /** The button that does it. */
  readonly accept: string;
  /** The button that Enter presses. */
  readonly goBack: string;
}

/**
 * Asks in a dialog. VS Code's dialog gives the focus to the first button, which must not be the one that changes something.
 *
 * @returns whether the user said yes, and did not go back
 * @throws an AbortError when the user cancels
 */
export async function isAccepted({ message, detail, accept, goBack }: Asked): Promise<boolean> {
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, goBack, accept);
  if (chosen === undefined) {
    throw cancellation();
  }
  return chosen === accept;
}
