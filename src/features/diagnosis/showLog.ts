import type * as vscode from 'vscode';

/** Shows what the extension logged. */
export function showLog(log: Pick<vscode.LogOutputChannel, 'show'>): Promise<void> {
  log.show();
  return Promise.resolve();
}
