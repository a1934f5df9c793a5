import type { SignIn } from '../../core/entra/signIn.ts';

/** Lets the user sign in, or choose another account. */
export async function signIn(accounts: Pick<SignIn, 'chooseAccount'>): Promise<void> {
  await accounts.chooseAccount();
}
