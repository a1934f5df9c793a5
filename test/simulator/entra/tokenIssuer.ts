import { randomInt } from 'node:crypto';
import type { App, Tenant, User } from '../scenario.ts';
import type { EntraState } from './entraState.ts';
import type { RequestedClaims } from './requestedClaims.ts';
import type { RequestedResource } from './resources.ts';
import type { Session } from './sessions.ts';

/** A token names at most this many groups; people in more get a pointer to Graph instead. */
const maxGroupsInToken = 200;

export interface UserTokenRequest {
  readonly session: Session;
  readonly user: User;
  readonly tenant: Tenant;
  /** The person's object id in that tenant. */
  readonly objectId: string;
  readonly resource: RequestedResource;
  readonly claims: RequestedClaims;
  readonly nonce?: string | undefined;
}

/** The token endpoint's answer for a person: a v1 access token (also from the v2 endpoint), id and refresh token. */
export async function issueUserTokens(state: EntraState, request: UserTokenRequest): Promise<Record<string, unknown>> {
  const { session, user, tenant, objectId, resource, claims } = request;
  const isGuest = tenant.tenantId !== user.homeTenantId;
  const lifetimeSeconds = accessTokenLifetime(state);
  const acrs = [...new Set([...session.acrs, ...claims.acrs])];
  const accessToken = await state.tokens.sign(
    {
      aud: resource.audience,
      iss: `https://sts.windows.net/${tenant.tenantId}/`,
      acr: '1',
      amr: ['pwd', 'mfa'],
      appid: session.clientId,
      appidacr: '0',
      ...(resource.kind === 'graph' ? {} : groupClaims(state, tenant, objectId)),
      name: user.displayName,
      oid: objectId,
      scp: resource.permission,
      sid: session.sessionId,
      sub: `${objectId}-${session.clientId}`,
      tid: tenant.tenantId,
      unique_name: user.upn,
      // A guest's v1 token carries no upn: the API server then falls back to the object id.
      ...(isGuest ? { email: user.upn, idp: `https://sts.windows.net/${user.homeTenantId}/` } : { upn: user.upn }),
      ver: '1.0',
      ...(acrs.length === 0 ? {} : { acrs }),
      ...(claims.capabilities.length === 0 ? {} : { xms_cc: claims.capabilities }),
    },
    lifetimeSeconds,
  );
  return {
    token_type: 'Bearer',
    scope: resource.grantedScope,
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: accessToken,
    client_info: clientInfo(user),
    ...(resource.wantsRefreshToken ? { refresh_token: state.sessions.addRefreshToken(session) } : {}),
    ...(resource.wantsIdToken ? { id_token: await idToken(state, request) } : {}),
  };
}

/** The token endpoint's answer for an app that signed in as itself. */
export async function issueAppToken(
  state: EntraState,
  request: { app: App; tenant: Tenant; resource: RequestedResource; provedBy: 'secret' | 'assertion' },
): Promise<Record<string, unknown>> {
  const { app, tenant, resource, provedBy } = request;
  const lifetimeSeconds = accessTokenLifetime(state);
  const accessToken = await state.tokens.sign(
    {
      aud: resource.audience,
      iss: `https://sts.windows.net/${tenant.tenantId}/`,
      appid: app.clientId,
      appidacr: provedBy === 'secret' ? '1' : '2',
      ...(resource.kind === 'graph' ? {} : groupClaims(state, tenant, app.objectId)),
      idp: `https://sts.windows.net/${tenant.tenantId}/`,
      idtyp: 'app',
      oid: app.objectId,
      sub: app.objectId,
      tid: tenant.tenantId,
      ver: '1.0',
    },
    lifetimeSeconds,
  );
  return {
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: accessToken,
  };
}

/** MSAL's account key: the object id and tenant of the home directory, also for a guest. */
export function clientInfo(user: User): string {
  return Buffer.from(JSON.stringify({ uid: user.objectId, utid: user.homeTenantId })).toString('base64url');
}

function idToken(state: EntraState, request: UserTokenRequest): Promise<string> {
  const { session, user, tenant, objectId, nonce } = request;
  return state.tokens.sign(
    {
      aud: session.clientId,
      iss: `https://login.microsoftonline.com/${tenant.tenantId}/v2.0`,
      name: user.displayName,
      ...(nonce === undefined ? {} : { nonce }),
      oid: objectId,
      preferred_username: user.upn,
      sid: session.sessionId,
      sub: `${objectId}-${session.clientId}`,
      tid: tenant.tenantId,
      ver: '2.0',
    },
    3600,
  );
}

function groupClaims(state: EntraState, tenant: Tenant, objectId: string): Record<string, unknown> {
  const groups = state.directory.groupsOf(objectId);
  if (groups.length <= maxGroupsInToken) {
    return groups.length === 0 ? {} : { groups };
  }
  const endpoint = `https://graph.windows.net/${tenant.tenantId}/users/${objectId}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

/** Random within 60 to 90 minutes, so that nobody gets used to an hour. */
function accessTokenLifetime(state: EntraState): number {
  const [short] = state.faults.find('shortLivedTokens');
  if (!short) {
    return randomInt(3600, 5400);
  }
  state.faults.count(short.fault);
  return short.fault.seconds;
}
