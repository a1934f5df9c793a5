import { clusterScope, isAtOrAbove } from '../../azureRoles.ts';
import type { RoleAssignment } from '../../scenario.ts';
import type { ArmCaller } from '../armCaller.ts';
import { ArmError, badBody } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { allAssignments, type Assignment } from './assignments.ts';
import { roleWithId } from './builtInRoles.ts';
import { principalKind, requirePrincipal } from './principals.ts';
import { roleDefinitionId } from './roleDefinitions.ts';

interface Scope {
  readonly scope: string;
  readonly subscriptionId: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * At the scope and above it, and without `atScope()` below it too.
 *
 * @param filter `atScope()`, `principalId eq '…'`, `assignedTo('…')` (through groups too), joined by `and`
 * @throws ArmError 400
 */
export function listRoleAssignments(
  state: ArmState,
  caller: ArmCaller,
  { scope, subscriptionId }: Scope,
  filter: string | undefined,
): Record<string, unknown>[] {
  let found = allAssignments(state).filter((one) => isAtOrAbove(one.scope, scope) || isAtOrAbove(scope, one.scope));
  for (const part of filter?.split(/ and /i) ?? []) {
    const [, kind, principal = ''] =
      /^(atScope\(\)|principalId eq '([^']+)'|assignedTo\('([^']+)'\))$/i.exec(part.trim())?.filter(Boolean) ?? [];
    switch (/^\w*/.exec(kind ?? '')?.[0].toLowerCase() ?? '') {
      case 'atscope':
        found = found.filter((one) => isAtOrAbove(one.scope, scope));
        break;
      case 'principalid':
        found = found.filter((one) => one.principalObjectId.toLowerCase() === principal.toLowerCase());
        break;
      case 'assignedto': {
        const ids = new Set([principal, ...state.directory.groupsOf(principal)]);
        found = found.filter((one) => ids.has(one.principalObjectId));
        break;
      }
      default:
        throw new ArmError(400, 'UnsupportedQuery', 'The query parameter is not supported.', {
          surprise: `role assignments: $filter ${part} is not simulated`,
        });
    }
  }
  return found.map((one) => rowOf(state, caller, one, subscriptionId));
}

/**
 * `PUT`: takes effect at once, or after the delay that a test has set.
 *
 * @throws ArmError 400 or 409
 */
export function createRoleAssignment(
  state: ArmState,
  caller: ArmCaller,
  { scope, subscriptionId, name }: Scope & { readonly name: string },
  body: unknown,
): Record<string, unknown> {
  if (!guid.test(name)) {
    throw new ArmError(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
      { surprise: 'a role assignment that is no GUID' },
    );
  }
  const { properties } = body as { properties?: Record<string, unknown> };
  const { principalId, principalType, condition, roleDefinitionId: wanted } = properties ?? {};
  const definition = typeof wanted === 'string' ? wanted : '';
  const role = roleWithId(definition);
  if (role === undefined) {
    const id = definition.split('/').at(-1)?.replace(/-/g, '') ?? '';
    throw new ArmError(
      400,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${id}' does not exist.`,
    );
  }
  if (typeof principalId !== 'string' || !guid.test(principalId)) {
    throw badBody('The principal ID is not valid: a GUID is expected.', 'InvalidPrincipalId');
  }
  requirePrincipal(state, caller, principalId, typeof principalType === 'string' ? principalType : undefined);
  const isSame = (one: Assignment): boolean =>
    one.scope.toLowerCase() === scope.toLowerCase() && one.role === role && one.principalObjectId === principalId;
  if (allAssignments(state).some((one) => isSame(one) || one.name === name)) {
    throw new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  }
  const assignment: RoleAssignment = {
    role,
    principalObjectId: principalId,
    name,
    createdBy: caller.objectId,
    ...(state.roleDelay.milliseconds === 0 ? {} : { startsAtMs: Date.now() + state.roleDelay.milliseconds }),
    ...(typeof condition === 'string' ? { condition } : {}),
  };
  place(state, scope, assignment);
  const row = allAssignments(state).find((one) => one.name === name);
  return row === undefined ? {} : rowOf(state, caller, row, subscriptionId, { createdBy: null });
}

/** Puts it where the cluster's API server looks, or above. */
export function place(state: ArmState, scope: string, assignment: RoleAssignment): void {
  const cluster = state.directory.scenario.clusters.find((one) => isAtOrAbove(clusterScope(one), scope));
  if (cluster === undefined) {
    state.directory.scenario.roleAssignments.push({ ...assignment, scope });
    return;
  }
  const below = scope.slice(clusterScope(cluster).length + 1);
  cluster.roleAssignments.push(below === '' ? assignment : { ...assignment, below });
}

/** @returns the row that is gone; undefined where there was none. */
export function deleteRoleAssignment(
  state: ArmState,
  caller: ArmCaller,
  { scope, subscriptionId, name }: Scope & { readonly name: string },
): Record<string, unknown> | undefined {
  const found = allAssignments(state).find(
    (one) => one.name.toLowerCase() === name.toLowerCase() && one.scope.toLowerCase() === scope.toLowerCase(),
  );
  found?.remove();
  return found && rowOf(state, caller, found, subscriptionId);
}

function rowOf(
  state: ArmState,
  caller: ArmCaller,
  { name, scope, role, principalObjectId, source }: Assignment,
  subscriptionId: string,
  over: { createdBy?: null } = {},
): Record<string, unknown> {
  const by = source.createdBy ?? principalObjectId;
  return {
    properties: {
      roleDefinitionId: roleDefinitionId(subscriptionId, role),
      principalId: principalObjectId,
      principalType: principalKind(state, principalObjectId, caller.tenantId) ?? 'User',
      scope,
      condition: source.condition ?? null,
      conditionVersion: source.condition === undefined ? null : '2.0',
      createdOn: '2026-01-01T00:00:00.0000000Z',
      updatedOn: '2026-01-01T00:00:00.0000000Z',
      createdBy: by,
      updatedBy: by,
      delegatedManagedIdentityResourceId: null,
      description: null,
      ...over,
    },
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  };
}
