import { clusterScope, isAtOrAbove, isInForce } from '../../azureRoles.ts';
import type { AzureRole, RoleAssignment } from '../../scenario.ts';
import { deterministicGuid } from '../../scenarios/deterministicGuid.ts';
import type { ArmCaller } from '../armCaller.ts';
import type { ArmState } from '../armState.ts';
import { builtInRoles, gives, type Permission } from './builtInRoles.ts';

/** One role assignment with its whole scope, from wherever the scenario has it. */
export interface Assignment {
  readonly name: string;
  readonly scope: string;
  readonly role: AzureRole;
  readonly principalObjectId: string;
  readonly source: RoleAssignment;
  remove(): void;
}

/** All that there are, those that do not count yet too: readers of subscriptions, roles on clusters and their namespaces, and those at other scopes. */
export function allAssignments(state: ArmState): Assignment[] {
  const { subscriptions, clusters, roleAssignments } = state.directory.scenario;
  return [
    ...subscriptions.flatMap(({ subscriptionId, readerObjectIds }) =>
      readerObjectIds.map((id) =>
        assignment(`/subscriptions/${subscriptionId}`, { role: 'Reader', principalObjectId: id }, () => {
          take(readerObjectIds, id);
        }),
      ),
    ),
    ...clusters.flatMap((cluster) =>
      cluster.roleAssignments.filter(isNotOver).map((one) => {
        const scope = clusterScope(cluster);
        return assignment(one.below === undefined ? scope : `${scope}/${one.below}`, one, () => {
          take(cluster.roleAssignments, one);
        });
      }),
    ),
    ...roleAssignments.filter(isNotOver).map((one) =>
      assignment(one.scope, one, () => {
        take(roleAssignments, one);
      }),
    ),
  ];
}

/** What the caller may do at the scope: one entry for each assignment at it or above. */
export function permissionsAt(state: ArmState, caller: ArmCaller, scope: string): Permission[] {
  return allAssignments(state)
    .filter((one) => caller.principalIds.has(one.principalObjectId) && isAtOrAbove(one.scope, scope))
    .filter(({ source }) => isInForce(source))
    .map(({ role }) => builtInRoles[role]);
}

export function isAllowed(state: ArmState, caller: ArmCaller, scope: string, action: string): boolean {
  return permissionsAt(state, caller, scope).some((permission) => gives(permission, action));
}

/** The same for many scopes, with the assignments looked up once. */
export function allowedScopes(state: ArmState, caller: ArmCaller): (scope: string, action: string) => boolean {
  const own = allAssignments(state).filter(
    ({ principalObjectId, source }) => caller.principalIds.has(principalObjectId) && isInForce(source),
  );
  return (scope, action) => own.some((one) => isAtOrAbove(one.scope, scope) && gives(builtInRoles[one.role], action));
}

/** Whether the caller has any role at the scope, above or below it. */
export function hasAnyRoleIn(state: ArmState, caller: ArmCaller, scope: string): boolean {
  return allAssignments(state).some(
    (one) =>
      caller.principalIds.has(one.principalObjectId) &&
      (isAtOrAbove(one.scope, scope) || isAtOrAbove(scope, one.scope)),
  );
}

function isNotOver({ endsAtMs }: RoleAssignment): boolean {
  return endsAtMs === undefined || endsAtMs > Date.now();
}

function assignment(scope: string, source: RoleAssignment, remove: () => void): Assignment {
  const { role, principalObjectId, name } = source;
  return {
    scope,
    role,
    principalObjectId,
    // Made when it is read: most readers want the role only.
    get name() {
      return name ?? deterministicGuid(`${scope.toLowerCase()} ${role} ${principalObjectId}`);
    },
    source,
    remove,
  };
}

function take<T>(list: T[], one: T): void {
  const position = list.indexOf(one);
  if (position >= 0) {
    list.splice(position, 1);
  }
}
