import * as vscode from 'vscode';

/** What getting a credential does to the current context; package.json describes it to the user. */
export type CurrentContextSetting = 'set' | 'keep' | 'ask';

export function currentContextSetting(): CurrentContextSetting {
  const value = vscode.workspace.getConfiguration('aksEntra').get<string>('currentContext');
  return value === 'keep' || value === 'ask' ? value : 'set';
}
