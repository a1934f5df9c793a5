import type { TokenRequest } from './signIn.ts';

/** Tells tokens apart: one account, one tenant, one resource. It is remembered between sessions, so its form stays. */
export function tokenKey({ account, tenantId, scope }: Pick<TokenRequest, 'account' | 'tenantId' | 'scope'>): string {
  return JSON.stringify([account.id, tenantId, scope]);
}
