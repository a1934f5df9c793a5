import type { Cloud } from '../../core/azure/clouds.ts';
import { readString } from '../../core/azure/readProperty.ts';
import { cancellation } from '../../core/cancellation.ts';
import { explainSignInError } from '../../core/entra/explainSignInError.ts';

const answerWithinMs = 10_000;

/**
 * What Entra says of a tenant that it does not know, without a sign-in: in a sign-in, its page says so and never leads
 * back to VS Code. Source: OpenID Connect Discovery 1.0, which Entra answers for each tenant.
 *
 * @param tenant an id or a domain (`typedTenantProblem`)
 * @returns undefined where there is such a tenant, or nobody says: the sign-in itself tells then
 * @throws an AbortError on cancel
 */
export async function unknownTenant(cloud: Cloud, tenant: string, signal: AbortSignal): Promise<string | undefined> {
  if (cloud.authorityHost === undefined) {
    return undefined;
  }
  try {
    const response = await fetch(`${cloud.authorityHost}${tenant}/v2.0/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const said = response.status === 400 ? readString(await response.json(), 'error_description') : undefined;
    return said === undefined ? undefined : explainSignInError(said);
  } catch {
    if (signal.aborted) {
      throw cancellation();
    }
    return undefined;
  }
}
