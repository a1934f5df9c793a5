import * as vscode from 'vscode';
import type { WorkspaceContext } from './workspaceContext.ts';
import { clearedSentence } from './workspaceContextTexts.ts';

/** Lets new terminals of this workspace use kubectl's current context again. */
export async function stopContextHere({ workspace }: { readonly workspace: WorkspaceContext }): Promise<void> {
  const { name } = workspace;
  await workspace.stop();
  if (name !== undefined) {
    void vscode.window.showInformationMessage(clearedSentence(name));
  }
}
