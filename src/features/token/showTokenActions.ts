import * as vscode from 'vscode';
import type { CommandId } from '../../ui/commandIds.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';

// Icons apart from the labels: a screen reader would read them out.
const refresh: Choice<CommandId> = {
  label: 'Refresh token now',
  detail: 'A newly issued token, for a group or role that you got meanwhile',
  iconPath: new vscode.ThemeIcon('refresh'),
  value: 'aksEntra.refreshToken',
};
const others: readonly Choice<CommandId>[] = [
  {
    label: 'Get AKS credentials',
    iconPath: new vscode.ThemeIcon('cloud-download'),
    value: 'aksEntra.getCredentials',
  },
  { label: 'Switch context', iconPath: new vscode.ThemeIcon('arrow-swap'), value: 'aksEntra.switchContext' },
  { label: 'Sign in with another account', iconPath: new vscode.ThemeIcon('account'), value: 'aksEntra.signIn' },
  { label: 'Show log', iconPath: new vscode.ThemeIcon('output'), value: 'aksEntra.showLog' },
];

/**
 * What a click on the token expiry offers.
 *
 * @param needed where only a sign-in brings a token: what the token is for
 */
export async function showTokenActions(needed: unknown): Promise<void> {
  const first =
    typeof needed === 'string'
      ? { ...refresh, label: `Sign in to ${needed}`, detail: 'Then you get a token.' }
      : refresh;
  const chosen = await pick({
    title: 'AKS token',
    placeholder: 'What would you like to do?',
    choices: [first, ...others],
  });
  await vscode.commands.executeCommand(chosen);
}
