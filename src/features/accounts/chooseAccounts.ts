import type { Account, SelectedAccounts, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { selectSigningIn, type SelectSigningInPorts } from './selectSigningIn.ts';

export interface ChooseAccountsPorts extends SelectSigningInPorts {
  readonly signIn: SelectSigningInPorts['signIn'] & Pick<SignIn, 'chooseAccount'> & SignedInAccounts & SelectedAccounts;
}

/** Chooses whose clusters are listed, of all accounts that VS Code has. */
export async function chooseAccounts(ports: ChooseAccountsPorts): Promise<void> {
  const { signIn } = ports;
  const [accounts, { selected }] = await Promise.all([signIn.accounts(), signIn.selection()]);
  if (accounts.length === 0) {
    await signIn.chooseAccount();
    return;
  }
  const isSelected = ({ id }: Account): boolean => selected.some((account) => account.id === id);
  const chosen = await pickSeveral(
    l10n`Accounts whose clusters are listed`,
    l10n`Azure is not asked about the others. “Sign In to Azure” adds an account that VS Code does not have yet.`,
    accounts.map((account) => ({ label: account.label, picked: isSelected(account), value: account })),
  );
  await selectSigningIn(
    ports,
    chosen.filter(isSelected),
    chosen.filter((account) => !isSelected(account)),
  );
}
