import type { User } from '../scenario.ts';
import { EntraError } from './entraErrors.ts';
import { requireTenantSegment, requireWorkingTenant, tenantForUser, type EntraState } from './entraState.ts';
import { parseRequestedClaims } from './requestedClaims.ts';
import { clientName, requestedResource, requireConsent } from './resources.ts';
import { requireUser } from './tokenEndpoint.ts';
import { clientInfo } from './tokenIssuer.ts';
import { vscodeClientId } from './wellKnownApps.ts';

/** The answer of the authorize endpoint: a page to choose on, or something for the client's redirect URI. */
export type AuthorizeOutcome =
  | { readonly kind: 'pick'; readonly users: readonly User[] }
  | {
      readonly kind: 'answer';
      readonly redirectUri: string;
      readonly responseMode: 'query' | 'form_post' | 'fragment';
      readonly fields: readonly (readonly [string, string])[];
    };

/**
 * `GET /{tenant}/oauth2/v2.0/authorize`.
 *
 * @param choice what was clicked on the account page, if it was shown already.
 * @throws EntraError where the client cannot be told (unknown tenant, client or redirect URI): becomes a page.
 */
export function answerAuthorizeRequest(
  state: EntraState,
  tenantSegment: string,
  query: URLSearchParams,
  choice?: { readonly upn: string } | 'cancelled',
): AuthorizeOutcome {
  requireTenantSegment(state, tenantSegment);
  const clientId = required(query, 'client_id');
  const redirectUri = requireRedirectUri(clientId, required(query, 'redirect_uri'));
  if (required(query, 'response_type') !== 'code') {
    throw new EntraError(9002313);
  }
  const scope = required(query, 'scope');
  const responseMode = responseModeOf(query);
  const answer = (fields: [string, string][]): AuthorizeOutcome => ({
    kind: 'answer',
    redirectUri,
    responseMode,
    fields: [...fields, ...stateOf(query)],
  });

  try {
    if (choice === 'cancelled') {
      throw new EntraError(65004);
    }
    const upn = choice?.upn ?? upnWithoutAsking(state, query);
    if (upn === undefined) {
      return { kind: 'pick', users: usersToOffer(state) };
    }
    const user = requireUser(state, upn);
    const { tenant } = tenantForUser(state, tenantSegment, user, clientId);
    clientName(state.directory, tenant, clientId);
    requireWorkingTenant(state, tenant);
    requireConsent(state.directory, tenant, clientId, requestedResource(state.directory, tenant, scope, clientId));
    const challenge = query.get('code_challenge');
    if (challenge !== null && query.get('code_challenge_method') !== 'S256') {
      throw new EntraError(9002313);
    }
    const claims = query.get('claims') ?? undefined;
    const session = state.sessions.start(user, clientId, parseRequestedClaims(claims).acrs);
    const code = state.sessions.addCode({
      session,
      tenantSegment,
      redirectUri,
      scope,
      codeChallenge: challenge ?? undefined,
      nonce: query.get('nonce') ?? undefined,
      claims,
    });
    return answer([
      ['code', code],
      ['client_info', clientInfo(user)],
    ]);
  } catch (error) {
    if (!(error instanceof EntraError) || error.isSurprise) {
      throw error;
    }
    return answer([
      ['error', error.error],
      ['error_description', error.message],
      ['error_uri', `https://login.microsoftonline.com/error?code=${error.code}`],
    ]);
  }
}

/** Everybody, the one who is signed in to this browser first. */
export function usersToOffer(state: EntraState): User[] {
  const { users, signedInUpn } = state.directory.scenario;
  return [...users].sort((a, b) => Number(b.upn === signedInUpn) - Number(a.upn === signedInUpn));
}

function upnWithoutAsking(state: EntraState, query: URLSearchParams): string | undefined {
  const prompt = query.get('prompt') ?? '';
  if (prompt === 'select_account' || prompt === 'login') {
    return undefined;
  }
  if (state.faults.find('anotherAccount').length > 0) {
    return undefined;
  }
  const upn = query.get('login_hint') ?? state.directory.scenario.signedInUpn;
  if (upn !== '') {
    return upn;
  }
  if (prompt === 'none') {
    throw new EntraError(16000);
  }
  return undefined;
}

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;
const nativeClient = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
const vscodeRedirects: readonly string[] = ['https://vscode.dev/redirect', 'https://insiders.vscode.dev/redirect'];

function requireRedirectUri(clientId: string, redirectUri: string): string {
  const isKnown =
    loopback.test(redirectUri) ||
    redirectUri === nativeClient ||
    (clientId === vscodeClientId && vscodeRedirects.includes(redirectUri));
  if (!isKnown) {
    throw new EntraError(50011, [redirectUri, clientId]);
  }
  return redirectUri;
}

function responseModeOf(query: URLSearchParams): 'query' | 'form_post' | 'fragment' {
  const mode = query.get('response_mode') ?? 'query';
  if (mode === 'query' || mode === 'form_post' || mode === 'fragment') {
    return mode;
  }
  throw new EntraError(9002313);
}

/**
 * VS Code's protocol handler appends `&state=<callback URL>` unescaped, so that the callback's own parameters
 * (`vscode-scheme`, `vscode-authority`, …) arrive as parameters of the authorize request: put them back.
 */
function stateOf(query: URLSearchParams): [string, string][] {
  const states = query.getAll('state');
  const callback = states.find((one) => /^[a-z][a-z0-9+.-]*:\/\//i.test(decodeLeniently(one)));
  const first = callback ?? states.find((one) => one !== '');
  if (first === undefined) {
    return [];
  }
  if (callback === undefined) {
    return [['state', first]];
  }
  const callbackUrl = new URL(decodeLeniently(callback));
  for (const [name, value] of query) {
    if (name.startsWith('vscode-') && !callbackUrl.searchParams.has(name)) {
      callbackUrl.searchParams.append(name, value);
    }
  }
  return [['state', callbackUrl.toString()]];
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') {
    throw new EntraError(90014, [name]);
  }
  return value;
}
