import * as vscode from 'vscode';
import type { CommandId } from '../ui/commandIds.ts';
import { back, quickPickStep, type Choice } from '../ui/quickPickStep.ts';

// Icons apart from the labels: a screen reader would read them out.
const actions: readonly Choice<CommandId>[] = [
  {
    label: 'Refresh token now',
    detail: 'A newly issued token, for a group or role that you got meanwhile',
    iconPath: new vscode.ThemeIcon('refresh'),
    value: 'aksEntra.refreshToken',
  },
  {
    label: 'Get AKS credentials',
    iconPath: new vscode.ThemeIcon('cloud-download'),
    value: 'aksEntra.getCredentials',
  },
  { label: 'Switch context', iconPath: new vscode.ThemeIcon('arrow-swap'), value: 'aksEntra.switchContext' },
  { label: 'Sign in with another account', iconPath: new vscode.ThemeIcon('account'), value: 'aksEntra.signIn' },
  { label: 'Show log', iconPath: new vscode.ThemeIcon('output'), value: 'aksEntra.showLog' },
];

/** What a click on the token expiry offers. */
export async function showTokenActions(): Promise<void> {
  const chosen = await quickPickStep({
    title: 'AKS token',
    placeholder: 'What would you like to do?',
    choices: actions,
    canGoBack: false,
  });
  if (chosen !== back) {
    await vscode.commands.executeCommand(chosen);
  }
}
