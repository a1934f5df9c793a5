import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';

// Icons apart from the labels: a screen reader would read them out.
const refresh: Choice<CommandId> = {
  label: l10n`Refresh token now`,
  detail: l10n`A newly issued token, for a group or role that you got meanwhile`,
  iconPath: new vscode.ThemeIcon('refresh'),
  value: 'aksEntra.refreshToken',
};
const others: readonly Choice<CommandId>[] = [
  {
    label: l10n`Get AKS credentials`,
    iconPath: new vscode.ThemeIcon('cloud-download'),
    value: 'aksEntra.getCredentials',
  },
  { label: l10n`Switch context`, iconPath: new vscode.ThemeIcon('arrow-swap'), value: 'aksEntra.switchContext' },
  { label: l10n`Sign in with another account`, iconPath: new vscode.ThemeIcon('account'), value: 'aksEntra.signIn' },
  { label: l10n`Show log`, iconPath: new vscode.ThemeIcon('output'), value: 'aksEntra.showLog' },
];

/**
 * What a click on the token expiry offers.
 *
 * @param needed where only a sign-in brings a token: what the token is for
 */
export async function showTokenActions(needed: unknown): Promise<void> {
  const first =
    typeof needed === 'string'
      ? { ...refresh, label: l10n`Sign in to ${needed}`, detail: l10n`Then you get a token.` }
      : refresh;
  const chosen = await pick({
    title: l10n`AKS token`,
    placeholder: l10n`What would you like to do?`,
    choices: [first, ...others],
  });
  await vscode.commands.executeCommand(chosen);
}
