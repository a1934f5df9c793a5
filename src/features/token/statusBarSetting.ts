import * as vscode from 'vscode';
import type { ShownParts } from './tokenStatusTexts.ts';

/** What the status bar shows of kubectl's current context; package.json describes it to the user. */
export function statusBarSetting(): ShownParts | 'hidden' {
  const value = vscode.workspace.getConfiguration('aksEntra').get<string>('statusBar');
  return value === 'time' || value === 'hidden' ? value : 'contextAndTime';
}
