import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';
import type { TokenAction } from './tokenStatusTexts.ts';

// Icons apart from the labels: a screen reader would read them out.
const refresh: Choice<CommandId> = {
  label: l10n`Refresh token now`,
  detail: l10n`A newly issued token, which has the groups and roles that you got since the last one`,
  iconPath: new vscode.ThemeIcon('refresh'),
  value: 'aksEntra.refreshToken',
};
const others: readonly Choice<CommandId>[] = [
  {
    label: l10n`Get AKS credentials`,
    iconPath: new vscode.ThemeIcon('cloud-download'),
    value: 'aksEntra.getCredentials',
  },
  {
    label: l10n`Verify access`,
    detail: l10n`Whether a context works, step by step`,
    iconPath: new vscode.ThemeIcon('pass'),
    value: 'aksEntra.verifyAccess',
  },
  { label: l10n`Switch context`, iconPath: new vscode.ThemeIcon('arrow-swap'), value: 'aksEntra.switchContext' },
  { label: l10n`Sign in with another account`, iconPath: new vscode.ThemeIcon('account'), value: 'aksEntra.signIn' },
  {
    label: l10n`Show token claims`,
    detail: l10n`What a token that this window holds says of you`,
    iconPath: new vscode.ThemeIcon('note'),
    value: 'aksEntra.showTokenClaims',
  },
  { label: l10n`Show log`, iconPath: new vscode.ThemeIcon('output'), value: 'aksEntra.showLog' },
];

/**
 * What a click on the status bar offers.
 *
 * @param action a `TokenAction`, where a new token would reach kubectl
 */
export async function showTokenActions(action: unknown): Promise<void> {
  const chosen = await pick({
    title: l10n`AKS context`,
    placeholder: l10n`What would you like to do?`,
    choices: [...ofToken(action as TokenAction | undefined), ...others],
  });
  await vscode.commands.executeCommand(chosen);
}

function ofToken(action: TokenAction | undefined): readonly Choice<CommandId>[] {
  switch (action?.kind) {
    case 'refresh':
      return [refresh];
    case 'signIn':
      return [{ ...refresh, label: l10n`Sign in to ${action.purpose}`, detail: l10n`Then you get a token.` }];
    case undefined:
      return [];
  }
}
