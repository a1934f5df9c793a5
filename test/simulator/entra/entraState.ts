import type { LiveDirectory } from '../directory.ts';
import type { Faults } from '../faults.ts';
import type { Tenant, User } from '../scenario.ts';
import { EntraError, isAadstsCode } from './entraErrors.ts';
import type { Session, Sessions } from './sessions.ts';
import type { TokenAuthority } from './tokenAuthority.ts';

/** What Entra's endpoints share. */
export interface EntraState {
  readonly directory: LiveDirectory;
  readonly faults: Faults;
  readonly sessions: Sessions;
  readonly tokens: TokenAuthority;
}

/** Path segments that stand for "whatever tenant the person is at home in". */
const homeSegments: ReadonlySet<string> = new Set(['common', 'organizations']);

/** @throws EntraError 90002 for a tenant that does not exist. */
export function requireTenantSegment(state: EntraState, segment: string): void {
  if (!homeSegments.has(segment) && !state.directory.findTenant(segment)) {
    throw new EntraError(90002, [segment]);
  }
}

/**
 * The tenant that a request of this person is for.
 *
 * @throws EntraError 90002 unknown tenant, 50020 where the person is neither member nor guest.
 */
export function tenantForUser(
  state: EntraState,
  segment: string,
  user: User,
  clientId: string,
): { tenant: Tenant; objectId: string } {
  const tenant = state.directory.findTenant(homeSegments.has(segment) ? user.homeTenantId : segment);
  if (!tenant) {
    throw new EntraError(90002, [segment]);
  }
  const objectId = state.directory.objectIdIn(user, tenant.tenantId);
  if (objectId === undefined) {
    throw new EntraError(50020, [user.upn, user.homeTenantId, tenant.displayName, clientId]);
  }
  return { tenant, objectId };
}

/** @throws EntraError with the code of a `failingTenant` fault (53003 by default). */
export function requireWorkingTenant(state: EntraState, tenant: Tenant): void {
  const failing = state.faults
    .find('failingTenant')
    .find(({ fault }) => state.directory.findTenant(fault.tenantId) === tenant);
  if (!failing) {
    return;
  }
  state.faults.count(failing.fault);
  const code = failing.fault.aadsts ?? 53003;
  throw new EntraError(isAadstsCode(code) ? code : 53003, [tenant.displayName]);
}

/** Whether a `revokedSession` fault that was set after the sign-in ended this session. */
export function isRevoked(faults: Faults, session: Pick<Session, 'upn' | 'startedAtMs'>): boolean {
  return faults
    .find('revokedSession')
    .some(
      ({ fault, setAtMs }) =>
        session.startedAtMs <= setAtMs &&
        (fault.upn === undefined || fault.upn.toLowerCase() === session.upn.toLowerCase()),
    );
}
