import { cancellation } from '../../core/cancellation.ts';
import type { Account, SelectedAccounts, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { asClusterNode } from '../clusters/clusterNodes.ts';

/**
 * The account that a command is about: its row's, or the only one that is listed, or one to be picked or signed in with.
 *
 * @throws as `SignIn.chooseAccount`; an AbortError where none is chosen
 */
export async function pickAccount(
  signIn: Pick<SignIn, 'chooseAccount'> & SelectedAccounts,
  title: string,
  argument: unknown,
): Promise<Account> {
  const ofRow = accountOfRow(argument);
  if (ofRow !== undefined) {
    return ofRow;
  }
  const { selected } = await signIn.selection();
  const [only, ...others] = selected;
  if (only !== undefined && others.length > 0) {
    return pick({
      title,
      placeholder: l10n`For which account?`,
      choices: selected.map((account) => ({ label: account.label, value: account })),
    });
  }
  const account = only ?? (await signIn.chooseAccount());
  if (account === undefined) {
    throw cancellation();
  }
  return account;
}

function accountOfRow(argument: unknown): Account | undefined {
  const node = asClusterNode(argument);
  if (node?.kind === 'account' || node?.kind === 'tenant') {
    return node.account;
  }
  return node?.kind === 'tenantFailure' || node?.kind === 'accountFailure' ? node.failure.account : undefined;
}
