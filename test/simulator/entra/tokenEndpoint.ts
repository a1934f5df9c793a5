import { createHash } from 'node:crypto';
import type { User } from '../scenario.ts';
import { authenticateApp } from './clientAuthentication.ts';
import { EntraError } from './entraErrors.ts';
import { isRevoked, requireTenantSegment, requireWorkingTenant, tenantForUser, type EntraState } from './entraState.ts';
import { parseRequestedClaims } from './requestedClaims.ts';
import { requestedResource, requireConsent, scopesOfResource } from './resources.ts';
import type { Session } from './sessions.ts';
import { issueAppToken, issueUserTokens } from './tokenIssuer.ts';

type Form = ReadonlyMap<string, string>;

/**
 * `POST /{tenant}/oauth2/v2.0/token`.
 *
 * @returns the JSON of a 200 answer.
 * @throws EntraError for every refusal.
 */
export async function answerTokenRequest(
  state: EntraState,
  tenantSegment: string,
  form: Form,
): Promise<Record<string, unknown>> {
  requireTenantSegment(state, tenantSegment);
  const grantType = required(form, 'grant_type');
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(state, tenantSegment, form);
    case 'refresh_token':
      return refresh(state, tenantSegment, form);
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return redeemDeviceCode(state, tenantSegment, form);
    case 'password':
      return redeemPassword(state, tenantSegment, form);
    case 'client_credentials':
      return clientCredentials(state, tenantSegment, form);
    default:
      throw new EntraError(70003, [grantType]);
  }
}

async function redeemCode(state: EntraState, tenantSegment: string, form: Form): Promise<Record<string, unknown>> {
  const entry = state.sessions.findCode(required(form, 'code'));
  if (!entry || entry.expiresAtMs < Date.now()) {
    throw new EntraError(70008);
  }
  if (entry.isRedeemed) {
    throw new EntraError(54005);
  }
  requireClient(form, entry.session);
  const redirectUri = required(form, 'redirect_uri');
  if (redirectUri !== entry.redirectUri) {
    throw new EntraError(500112, [redirectUri, entry.redirectUri]);
  }
  if (entry.codeChallenge !== undefined) {
    const verifier = createHash('sha256').update(required(form, 'code_verifier')).digest('base64url');
    if (verifier !== entry.codeChallenge) {
      throw new EntraError(501481);
    }
  }
  entry.isRedeemed = true;
  return issueFor(state, entry.session, {
    tenantSegment: tenantSegment === entry.tenantSegment ? tenantSegment : entry.tenantSegment,
    scope: form.get('scope') ?? entry.scope,
    claims: form.get('claims') ?? entry.claims,
    nonce: entry.nonce,
  });
}

async function refresh(state: EntraState, tenantSegment: string, form: Form): Promise<Record<string, unknown>> {
  const session = state.sessions.findRefreshToken(required(form, 'refresh_token'));
  if (!session) {
    throw new EntraError(70008);
  }
  requireClient(form, session);
  if (isRevoked(state.faults, session)) {
    throw new EntraError(50173);
  }
  const [mfa] = state.faults.find('mfaRequired');
  if (mfa && session.startedAtMs <= mfa.setAtMs) {
    state.faults.count(mfa.fault);
    throw new EntraError(50076, [form.get('scope') ?? '']);
  }
  const claims = form.get('claims');
  const missing = parseRequestedClaims(claims).acrs.filter((acr) => !session.acrs.includes(acr));
  const needsPerson = state.faults.find('claimsChallenge').some(({ fault }) => fault.interactive === true);
  if (missing.length > 0 && needsPerson) {
    throw new EntraError(50076, [form.get('scope') ?? ''], claims);
  }
  return issueFor(state, session, { tenantSegment, scope: required(form, 'scope'), claims, nonce: undefined });
}

async function redeemDeviceCode(
  state: EntraState,
  tenantSegment: string,
  form: Form,
): Promise<Record<string, unknown>> {
  const entry = state.sessions.findDeviceCode(form.get('device_code') ?? required(form, 'code'));
  if (entry?.tenantSegment !== tenantSegment) {
    throw new EntraError(70018);
  }
  if (entry.expiresAtMs < Date.now()) {
    throw new EntraError(70019);
  }
  if (entry.clientId !== form.get('client_id')) {
    throw new EntraError(70018);
  }
  if (entry.state === 'pending') {
    throw new EntraError(70016);
  }
  if (entry.state === 'declined') {
    throw new EntraError(65004);
  }
  return issueFor(state, entry.state, {
    tenantSegment,
    scope: entry.scope,
    claims: form.get('claims') ?? entry.claims,
    nonce: undefined,
  });
}

/** Everybody's, at the simulated Entra: nobody types one in a browser here. */
export const simulatedPassword = 'simulated Passw0rd';

/** `ropc`: a name and a password, which is not enough where a second factor is wanted. */
async function redeemPassword(state: EntraState, tenantSegment: string, form: Form): Promise<Record<string, unknown>> {
  const user = requireUser(state, required(form, 'username'));
  if (required(form, 'password') !== simulatedPassword) {
    throw new EntraError(50126);
  }
  const [mfa] = state.faults.find('mfaRequired');
  if (mfa) {
    state.faults.count(mfa.fault);
    throw new EntraError(50076, [form.get('scope') ?? '']);
  }
  const session = state.sessions.start(user, required(form, 'client_id'), []);
  return issueFor(state, session, {
    tenantSegment,
    scope: required(form, 'scope'),
    claims: form.get('claims'),
    nonce: undefined,
  });
}

async function clientCredentials(
  state: EntraState,
  tenantSegment: string,
  form: Form,
): Promise<Record<string, unknown>> {
  const tenant = state.directory.findTenant(tenantSegment);
  // An app has no home of its own: `common` and `organizations` mean nothing to it.
  if (!tenant) {
    throw new EntraError(90002, [tenantSegment]);
  }
  const { app, provedBy } = await authenticateApp(state, tenant, form);
  requireWorkingTenant(state, tenant);
  const scope = required(form, 'scope');
  // MSAL for Go adds OpenID's scopes always, and Entra takes them, though an app gets nothing for them.
  const scopes = scopesOfResource(scope);
  if (scopes.length === 0 || !scopes.every((one) => one.endsWith('/.default'))) {
    throw new EntraError(70011, [scope]);
  }
  return issueAppToken(state, {
    app,
    tenant,
    provedBy,
    resource: requestedResource(state.directory, tenant, scope, app.clientId),
  });
}

async function issueFor(
  state: EntraState,
  session: Session,
  request: {
    tenantSegment: string;
    scope: string;
    claims: string | undefined;
    nonce: string | undefined;
  },
): Promise<Record<string, unknown>> {
  const user = requireUser(state, session.upn);
  const { tenant, objectId } = tenantForUser(state, request.tenantSegment, user, session.clientId);
  requireWorkingTenant(state, tenant);
  const resource = requestedResource(state.directory, tenant, request.scope, session.clientId);
  requireConsent(state.directory, tenant, session.clientId, resource);
  const claims = parseRequestedClaims(request.claims);
  return issueUserTokens(state, { session, user, tenant, objectId, resource, claims, nonce: request.nonce });
}

/** @throws EntraError 50034 */
export function requireUser(state: EntraState, upn: string): User {
  const user = state.directory.findUser(upn);
  if (!user) {
    throw new EntraError(50034, [upn, 'simulated']);
  }
  return user;
}

/** A code or refresh token of one client is worth nothing in another's hands. */
function requireClient(form: Form, session: Session): void {
  if (form.get('client_id') !== session.clientId) {
    throw new EntraError(700016, [form.get('client_id') ?? '', '']);
  }
}

function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '') {
    throw new EntraError(90014, [name]);
  }
  return value;
}
