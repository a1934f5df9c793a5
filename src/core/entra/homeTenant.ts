import type { Account } from './signIn.ts';

/** The tenant of all personal Microsoft accounts, in which Azure has nothing. */
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Where a work account is at home: VS Code’s id of an account is `<object id>.<home tenant>`. A token for “organizations”
 * is of this tenant too; asked for by its id, the same one serves all that is asked there.
 */
export function homeTenantOf({ id }: Account): string {
  const tenantId = /^[\da-f-]{36}\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i.exec(id)?.[1]?.toLowerCase();
  return tenantId === undefined || tenantId === personalAccounts ? 'organizations' : tenantId;
}
