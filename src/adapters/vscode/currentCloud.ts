import * as vscode from 'vscode';
import { type Cloud, cloudFromSetting } from '../../core/azure/clouds.ts';

/** The cloud that VS Code's own Microsoft sign-in is set to. */
export function currentCloud(): Cloud {
  // A workspace must not choose where tokens go, so only the user's own setting counts.
  const setting = vscode.workspace.getConfiguration('microsoft-sovereign-cloud').inspect<string>('environment');
  return cloudFromSetting(setting?.globalValue);
}
