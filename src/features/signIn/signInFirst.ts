import { cancellation } from '../../core/cancellation.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { SignIn } from '../../core/entra/signIn.ts';

/**
 * Runs a command that was asked for, which may sign in where the listing, which never prompts, lacks a sign-in: once.
 *
 * @throws as the command; an AbortError where the user signs in with no account
 */
export async function signingIn<T>(signIn: Pick<SignIn, 'chooseAccount'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!needsSignIn(error)) {
      throw error;
    }
    await signInNow(signIn);
    return work();
  }
}

/** @throws AksEntraError as `SignIn.chooseAccount`; an AbortError where the user signs in with no account */
export async function signInNow(signIn: Pick<SignIn, 'chooseAccount'>): Promise<void> {
  if ((await signIn.chooseAccount()) === undefined) {
    throw cancellation();
  }
}
