import type { ArmCaller } from '../armCaller.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';

/** How often a group that was made a moment ago is not found yet. */
const notFoundAtFirst = 2;

export function principalKind(
  state: ArmState,
  objectId: string,
  tenantId: string,
): 'User' | 'Group' | 'ServicePrincipal' | undefined {
  if (state.directory.scenario.groups.some((one) => one.objectId === objectId && one.tenantId === tenantId)) {
    return 'Group';
  }
  const kind = state.directory.findPrincipal(objectId, tenantId)?.kind;
  return kind && (kind === 'user' ? 'User' : 'ServicePrincipal');
}

/**
 * @param type as the request says; stricter than Azure, a new group is not found at first with it either.
 * @throws ArmError 400 PrincipalNotFound, with the id as 32 hexadecimal digits (avdaccelerator#76)
 */
export function requirePrincipal(state: ArmState, caller: ArmCaller, objectId: string, type: string | undefined): void {
  const kind = principalKind(state, objectId, caller.tenantId);
  const times = state.timesNotFound.get(objectId) ?? 0;
  if (
    kind === undefined ||
    ((state.directory.createdAt(objectId, caller.tenantId) ?? 0) > 0 && times < notFoundAtFirst)
  ) {
    state.timesNotFound.set(objectId, times + 1);
    throw new ArmError(
      400,
      'PrincipalNotFound',
      `Principal ${objectId.replace(/-/g, '')} does not exist in the directory ${caller.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
    );
  }
  if (type !== undefined && type !== kind) {
    throw new ArmError(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${objectId.replace(/-/g, '')}' has type '${kind}', which is different from specified PrincipalType '${type}'.`,
      { surprise: 'a role assignment with the wrong kind of principal' },
    );
  }
}
