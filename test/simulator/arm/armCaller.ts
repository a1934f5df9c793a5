import { isRevoked } from '../entra/entraState.ts';
import { armAudiences } from '../entra/wellKnownApps.ts';
import type { AccessTokenClaims } from '../ports.ts';
import type { Subscription } from '../scenario.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { base64Claims, challengedAcr, insufficientClaims, revocationClaims } from './challenges.ts';

/** Who is calling ARM, by a verified token. */
export interface ArmCaller {
  readonly objectId: string;
  readonly tenantId: string;
  /** As error texts name it: the user principal name, or the app's id. */
  readonly name: string;
  readonly appId: string;
  /** Whether the token carries the authentication context that a step-up gives. */
  readonly hasStepUp: boolean;
  /** The caller and every group that they are in. */
  readonly principalIds: ReadonlySet<string>;
}

interface ArmTokenClaims extends AccessTokenClaims {
  readonly unique_name?: string;
  readonly sid?: string;
  readonly xms_cc?: readonly string[];
  readonly acrs?: readonly string[];
}

/** @throws ArmError 401 */
export async function authenticateArm(state: ArmState, authorization: string | undefined): Promise<ArmCaller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    throw unauthorized(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      'no bearer token',
    );
  }
  let claims: ArmTokenClaims;
  try {
    claims = await state.tokens.verify(token);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'malformed';
    // A token can run out under way, so an expired one is no surprise by itself.
    if (reason === 'expired') {
      throw unauthorized(
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than current UTC time.',
      );
    }
    throw unauthorized('InvalidAuthenticationToken', 'The access token is invalid.', `token: ${reason}`);
  }
  if (!armAudiences.includes(claims.aud)) {
    throw unauthorized(
      'InvalidAuthenticationTokenAudience',
      `The access token has been obtained for wrong audience or resource '${claims.aud}'. It should exactly match (including forward slash) with one of the allowed audiences '${armAudiences.join("','")}'.`,
      `wrong audience ${claims.aud}`,
    );
  }
  rejectRevoked(state, claims);
  return {
    objectId: claims.oid,
    tenantId: claims.tid,
    name: claims.upn ?? claims.unique_name ?? claims.appid,
    appId: claims.appid,
    hasStepUp: claims.acrs?.includes(challengedAcr) === true,
    principalIds: new Set([claims.oid, ...state.directory.groupsOf(claims.oid)]),
  };
}

/** Whether the subscription is listed in the caller's tenant: its own, or one that manages it. */
export function isListedFor(caller: ArmCaller, { tenantId, managedByTenantIds = [] }: Subscription): boolean {
  return tenantId === caller.tenantId || managedByTenantIds.includes(caller.tenantId);
}

/**
 * A subscription takes tokens of its own tenant only, and of those that manage it.
 *
 * @throws ArmError 404 for an unknown subscription, 401 for a token of another tenant.
 */
export function requireSubscription(state: ArmState, caller: ArmCaller, subscriptionId: string): Subscription {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscriptionId)) {
    throw new ArmError(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`,
      {
        surprise: 'malformed subscription id',
      },
    );
  }
  const subscription = state.directory.findSubscription(subscriptionId);
  if (!subscription) {
    throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  if (!isListedFor(caller, subscription)) {
    const message = `The access token is from the wrong issuer 'https://sts.windows.net/${caller.tenantId}/'. It must match the tenant 'https://sts.windows.net/${subscription.tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.microsoftonline.com/${subscription.tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`;
    throw new ArmError(401, 'InvalidAuthenticationTokenTenant', message, {
      surprise: `token of tenant ${caller.tenantId} for a subscription of ${subscription.tenantId}`,
      headers: {
        'WWW-Authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${subscription.tenantId}", error="invalid_token", error_description="The access token is from the wrong issuer. It must match the tenant associated with this subscription."`,
      },
    });
  }
  return subscription;
}

/** Clients that understand challenges (`cp1`) learn of a revoked session at once; others when their token expires. */
function rejectRevoked(state: ArmState, claims: ArmTokenClaims): void {
  const startedAtMs = state.sessions.startedAtMs(claims.sid ?? '');
  const upn = claims.upn ?? claims.unique_name;
  if (startedAtMs === undefined || upn === undefined || claims.xms_cc?.includes('cp1') !== true) {
    return;
  }
  if (isRevoked(state.faults, { upn, startedAtMs })) {
    throw insufficientClaims(base64Claims(revocationClaims()));
  }
}

function unauthorized(code: string, message: string, surprise?: string): ArmError {
  return new ArmError(401, code, message, {
    headers: {
      'WWW-Authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/", error="invalid_token", error_description="${message}"`,
    },
    ...(surprise === undefined ? {} : { surprise }),
  });
}
