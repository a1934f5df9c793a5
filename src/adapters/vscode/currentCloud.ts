import * as vscode from 'vscode';
import { type Cloud, cloudFromSetting } from '../../core/azure/clouds.ts';

/** The cloud that VS Code's own Microsoft sign-in is set to. @throws AksEntraError as `cloudFromSetting` */
export function currentCloud(): Cloud {
  // A workspace must not choose where tokens go, so only the user's own setting counts.
  const settings = vscode.workspace.getConfiguration('microsoft-sovereign-cloud');
  const environment = settings.inspect<string>('environment')?.globalValue;
  return cloudFromSetting(environment, settings.inspect('customEnvironment')?.globalValue);
}
