import { AksEntraError } from '../aksEntraError.ts';
import type { Logger } from '../logger.ts';
import type { AccessToken } from './accessToken.ts';
import { renewalClaims } from './renewalClaims.ts';
import type { SignIn, TokenRequest } from './signIn.ts';

/**
 * A newly issued token, even while the present one is valid, for who was added to a group or activated a role: silently
 * where possible, else with a sign-in. Only for what the user asked for.
 *
 * @throws as `SignIn.token`
 */
export async function freshToken(
  signIn: Pick<SignIn, 'token'>,
  request: Pick<TokenRequest, 'account' | 'tenantId' | 'scope'>,
  nowMs: number,
  logger: Pick<Logger, 'info'>,
): Promise<AccessToken> {
  try {
    const claims = renewalClaims(nowMs);
    return await signIn.token({ ...request, interaction: 'silent', claims, renewsInAllWindows: true });
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    logger.info(`Silent renewal: ${error.message}`);
    return signIn.token({ ...request, interaction: 'allowed', renewsInAllWindows: true });
  }
}
