import { decodeJwt, decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import type { App, Tenant } from '../scenario.ts';
import { EntraError } from './entraErrors.ts';
import type { EntraState } from './entraState.ts';

/**
 * Checks the secret or assertion of an app that signs in as itself.
 *
 * @throws EntraError 700016, 7000215, 7000216, 50027, 700023, 700027, 700212 or 70021.
 */
export async function authenticateApp(
  state: EntraState,
  tenant: Tenant,
  form: ReadonlyMap<string, string>,
): Promise<{ app: App; provedBy: 'secret' | 'assertion' }> {
  const clientId = form.get('client_id') ?? '';
  const app = state.directory.scenario.apps.find(
    (one) => one.clientId === clientId && one.tenantId === tenant.tenantId,
  );
  if (!app) {
    throw new EntraError(700016, [clientId, tenant.displayName]);
  }
  const assertion = form.get('client_assertion');
  if (assertion !== undefined) {
    await checkAssertion(app, tenant, assertion);
    return { app, provedBy: 'assertion' };
  }
  const secret = form.get('client_secret');
  if (secret === undefined) {
    throw new EntraError(7000216);
  }
  if (secret !== app.clientSecret) {
    throw new EntraError(7000215, [clientId]);
  }
  return { app, provedBy: 'secret' };
}

/** What a federated token must be made for, unless somebody chose otherwise for the app. */
const federatedAudience = 'api://AzureADTokenExchange';

/** The app's own assertion, signed with its certificate, or a federated issuer's token (workload identity). */
async function checkAssertion(app: App, tenant: Tenant, assertion: string): Promise<void> {
  let issuer: string | undefined;
  let subject: string | undefined;
  let audience: string | string[] | undefined;
  let expires: number | undefined;
  let algorithm: string | undefined;
  try {
    ({ iss: issuer, sub: subject, aud: audience, exp: expires } = decodeJwt(assertion));
    algorithm = decodeProtectedHeader(assertion).alg;
  } catch {
    throw new EntraError(50027);
  }
  if (expires === undefined || expires * 1000 < Date.now() || algorithm === undefined) {
    throw new EntraError(50027);
  }
  if (issuer === app.clientId && subject === app.clientId) {
    if (audience !== `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`) {
      throw new EntraError(700023);
    }
    if (app.certificatePem === undefined) {
      throw new EntraError(700027);
    }
    const key = await importX509(app.certificatePem, algorithm);
    // MSAL rounds `nbf` up, and Entra forgives five minutes.
    await jwtVerify(assertion, key, { clockTolerance: 300 }).catch(() => {
      throw new EntraError(700027);
    });
    return;
  }
  const isFederated = app.federatedCredentials?.some((one) => one.issuer === issuer && one.subject === subject);
  if (isFederated !== true) {
    throw new EntraError(70021);
  }
  if (audience !== federatedAudience) {
    throw new EntraError(700212, [String(audience)]);
  }
}
