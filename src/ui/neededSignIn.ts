import * as vscode from 'vscode';
import type { NeededSignIn } from '../core/credential/brokerAnswers.ts';
import { clusterScope } from '../core/entra/scopes.ts';
import type { SignIn } from '../core/entra/signIn.ts';

/** Tells that a kubectl in a terminal waits for a sign-in, and does it on a click. */
export async function offerNeededSignIn(
  signIn: Pick<SignIn, 'token'>,
  { account, tenantId }: NeededSignIn,
): Promise<void> {
  const button = 'Sign In';
  const chosen = await vscode.window.showWarningMessage(
    `kubectl needs a sign-in as ${account.label} in the tenant ${tenantId}. Terminals go on by themselves after it.`,
    button,
  );
  if (chosen === button) {
    await signIn.token({ account, tenantId, scope: clusterScope(), interaction: 'allowed' });
  }
}
