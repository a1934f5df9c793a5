import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';

/** Shorter waits need no notification: it would only flash. */
const showAfterMs = 700;

/** Runs a wait that the user asked for; when it takes a moment, with a progress notification and its Cancel button. */
export async function withProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => {
        controller.abort(cancellation());
      });
      // How it ended is for the caller to know; the notification only goes away.
      await result.then(
        () => undefined,
        () => undefined,
      );
    });
  }, showAfterMs);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
}
