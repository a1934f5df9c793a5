import * as vscode from 'vscode';
import type { CommandId } from '../ui/commandIds.ts';
import { back, quickPickStep, type Choice } from '../ui/quickPickStep.ts';

const actions: readonly Choice<CommandId>[] = [
  {
    label: '$(refresh) Renew token',
    detail: 'Get a newly issued token, signing in again if needed',
    value: 'aksEntra.renewToken',
  },
  { label: '$(cloud-download) Get AKS credentials', value: 'aksEntra.getCredentials' },
  { label: '$(account) Sign in with another account', value: 'aksEntra.signIn' },
  { label: '$(output) Show log', value: 'aksEntra.showLog' },
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
