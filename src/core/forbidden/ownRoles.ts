import { isAtOrAbove } from '../access/clusterScope.ts';
import { mayDoInside } from '../access/permissions.ts';
import { azureRoles } from '../access/roles.ts';
import { quotedNames } from '../quotedNames.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { dataActionOf, roleCovers } from './neededRole.ts';
import type { RefusedRequest } from './refusal.ts';
import { shortRoleName } from './shortRoleName.ts';

/** Whether one’s roles cover a request at a scope by now; undefined where Azure did not tell. */
export function coversNow(
  { permissions, assigned }: ForbiddenFacts,
  request: RefusedRequest,
  scope: string,
): boolean | undefined {
  const entries = permissions?.get(scope);
  if (entries === undefined && assigned === undefined) {
    return undefined;
  }
  return (
    mayDoInside(entries ?? [], dataActionOf(request)) ||
    (assigned ?? []).some((one) => !one.hasCondition && isAtOrAbove(one.scope, scope) && roleCovers(one.role, request))
  );
}

/** One’s roles for the inside of the cluster that count at a scope, as a list of names; undefined where there is none. */
export function rolesAt({ assigned = [] }: ForbiddenFacts, scope: string): string | undefined {
  const names = assigned
    .filter((one) => one.role.startsWith('rbac') && one.role !== 'rbacAdministrator' && isAtOrAbove(one.scope, scope))
    .map(({ role }) => shortRoleName(azureRoles[role].name));
  return names.length === 0 ? undefined : quotedNames([...new Set(names)]);
}
