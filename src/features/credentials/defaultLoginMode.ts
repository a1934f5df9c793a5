import * as vscode from 'vscode';
import { asPersonLoginMode } from '../../core/login/credentialChoice.ts';
import type { PersonLoginMode } from '../../core/login/loginModeNames.ts';

/** The login mode for clusters for which none was chosen yet; package.json describes it to the user. Undefined: ask. */
export function defaultLoginMode(): PersonLoginMode | undefined {
  return asPersonLoginMode(vscode.workspace.getConfiguration('aksEntra').get('defaultLoginMode'));
}
