import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';

/** Shorter waits need no notification: it would only flash. */
const showAfterMs = 700;

/**
 * Runs a wait that the user asked for; when it takes a moment, with a progress notification and its Cancel button.
 *
 * @param work may report what it is at, behind the title
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let message: string | undefined;
  let show: ((message: string) => void) | undefined;
  const result = work(controller.signal, (reported) => {
    message = reported;
    show?.(reported);
  });
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, async (progress, token) => {
      show = (reported) => {
        progress.report({ message: reported });
      };
      if (message !== undefined) {
        show(message);
      }
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
