import { AksEntraError } from '../aksEntraError.ts';
import type { Interaction } from '../entra/signIn.ts';
import { needsSignIn } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';
import { armNeedsEntra } from './glassTexts.ts';

/**
 * Asks Azure with the token that there is; only where there is none may the user be asked to sign in, which in an outage
 * of Entra cannot succeed.
 *
 * @throws as `ask`; where nobody can sign in, with why that is and who else can help
 */
export async function silentFirst<T>(ask: (interaction: Interaction) => Promise<T>): Promise<T> {
  try {
    return await ask('silent');
  } catch (error) {
    if (!needsSignIn(error)) {
      throw error;
    }
  }
  try {
    return await ask('allowed');
  } catch (error) {
    throw error instanceof AksEntraError && needsSignIn(error)
      ? new AksEntraError(error.code, l10n`${error.message} ${armNeedsEntra()}`)
      : error;
  }
}
