import type { TokenIdentity } from './heldTokens.ts';

/** Tells tokens apart: one account, one tenant, one resource. It is remembered between sessions, so its form stays. */
export function tokenKey({ account, tenantId, scope }: TokenIdentity): string {
  return JSON.stringify([account.id, tenantId, scope]);
}
