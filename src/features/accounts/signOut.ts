import * as vscode from 'vscode';
import type { SelectedAccounts } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';

/** VS Code lets no extension sign an account out: its own menu does. */
export async function signOut(signIn: SelectedAccounts): Promise<void> {
  const { selected } = await signIn.selection();
  const names = selected.map(({ label }) => label).join(', ');
  const open = l10n`Open VS Code’s Accounts`;
  const answer = await vscode.window.showInformationMessage(
    selected.length === 0
      ? l10n`Nobody is signed in here. VS Code’s account menu signs accounts out for everything that uses them.`
      : l10n`VS Code holds the sign-in (${names}), and its account menu ends it: choose the account, then Sign Out. Its clusters, and what is saved of them, then disappear from here, and kubectl gets no more tokens for it.`,
    open,
  );
  if (answer === open) {
    await vscode.commands.executeCommand('workbench.action.manageAccounts');
  }
}
