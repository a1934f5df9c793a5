import * as vscode from 'vscode';
import type { NeededSignIn } from '../../core/credentialPlugin/brokerAnswers.ts';
import { clusterScope } from '../../core/entra/scopes.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { isFirstWindow, type FirstWindow } from '../../ui/firstWindow.ts';
import { asUserCommand } from '../../ui/userCommand.ts';

/**
 * Tells that a kubectl in a terminal waits for a sign-in, and does it on a click.
 *
 * @returns whether the user signed in
 */
export async function offerNeededSignIn(
  signIn: Pick<SignIn, 'token'>,
  firstWindow: FirstWindow,
  { account, tenantId, contextNames }: NeededSignIn,
): Promise<boolean> {
  // kubectl asks one window after the other, and each of them needs it.
  const what = `signIn ${account.id} ${tenantId}`;
  if (!(await isFirstWindow(firstWindow, what))) {
    return false;
  }
  const where =
    contextNames.length === 0 ? l10n`in the tenant ${tenantId}` : l10n`for the context ${quotedNames(contextNames)}`;
  const button = l10n`Sign In`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`kubectl needs a sign-in as ${account.label} ${where}. Terminals go on by themselves after it.`,
    button,
  );
  if (chosen !== button) {
    return false;
  }
  await asUserCommand('Sign-in for kubectl', () =>
    signIn.token({ account, tenantId, scope: clusterScope(), interaction: 'allowed' }),
  );
  await firstWindow.forget(what);
  return true;
}
