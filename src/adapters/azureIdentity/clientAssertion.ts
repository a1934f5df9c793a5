import { ClientAssertionCredential } from '@azure/identity';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialOf } from './credentialOf.ts';

/** The audience that Entra wants in a federated token. */
const audience = 'api://AzureADTokenExchange';

/**
 * A job of GitHub Actions shows the token that GitHub made for it.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export const createCredential: CredentialOf<'gitHubActions'> = ({ proof, options, signal }) =>
  new ClientAssertionCredential(proof.tenantId, proof.clientId, () => assertion(proof, signal), options);

async function assertion(
  { requestUrl, requestToken }: { readonly requestUrl: string; readonly requestToken: string },
  signal: AbortSignal,
): Promise<string> {
  if (!URL.canParse(requestUrl) || new URL(requestUrl).protocol !== 'https:') {
    throw new AksEntraError('signInFailed', l10n`ACTIONS_ID_TOKEN_REQUEST_URL is not an https address`);
  }
  const url = new URL(requestUrl);
  url.searchParams.set('audience', audience);
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${requestToken}`, Accept: 'application/json; api-version=2.0' },
    redirect: 'error',
    signal,
  });
  const body: unknown = response.ok ? await response.json() : undefined;
  if (typeof body === 'object' && body !== null && 'value' in body && typeof body.value === 'string') {
    return body.value;
  }
  throw new AksEntraError(
    'signInFailed',
    l10n`GitHub gave out no token for this job (${response.status}); the job needs the permission "id-token: write"`,
  );
}
