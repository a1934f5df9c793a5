import type { AzureRole, Eligibility } from '../../scenario.ts';
import type { ArmState } from '../armState.ts';
import type { Assignment } from './assignments.ts';
import { builtInRoles } from './builtInRoles.ts';
import { scheduleNameOf, type Activation } from './pim.ts';
import { principalKind } from './principals.ts';
import { roleDefinitionId } from './roleDefinitions.ts';

/** PIM's ids have another root than the scopes in the same answer. */
function pimId(scope: string, type: string, name: string): string {
  return `/providers/Microsoft.Subscription${scope}/providers/Microsoft.Authorization/${type}/${name}`;
}

/** A row of `roleEligibilityScheduleInstances`: the names come with it. */
export function eligibilityJson(state: ArmState, tenantId: string, eligibility: Eligibility): Record<string, unknown> {
  const name = scheduleNameOf(eligibility);
  const type = 'Microsoft.Authorization/roleEligibilityScheduleInstances';
  return {
    properties: {
      roleEligibilityScheduleId: pimId(eligibility.scope, 'roleEligibilitySchedules', name),
      ...target(state, tenantId, eligibility),
      status: 'Provisioned',
      startDateTime: '2026-01-01T00:00:00Z',
      memberType: 'Direct',
      createdOn: '2026-01-01T00:00:00Z',
      condition: null,
      conditionVersion: null,
      ...expanded(state, tenantId, eligibility),
    },
    name,
    id: pimId(eligibility.scope, 'roleEligibilityScheduleInstances', name),
    type,
  };
}

/** A row of `roleAssignmentScheduleInstances`: what is active now. */
export function activeJson(state: ArmState, tenantId: string, assignment: Assignment): Record<string, unknown> {
  const { endsAtMs } = assignment.source;
  return {
    properties: {
      ...target(state, tenantId, assignment),
      assignmentType: endsAtMs === undefined ? 'Assigned' : 'Activated',
      status: 'Provisioned',
      startDateTime: '2026-01-01T00:00:00Z',
      ...(endsAtMs === undefined ? {} : { endDateTime: pimTime(endsAtMs) }),
      memberType: 'Direct',
      ...expanded(state, tenantId, assignment),
    },
    name: assignment.name,
    id: pimId(assignment.scope, 'roleAssignmentScheduleInstances', assignment.name),
    type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
  };
}

export function activationJson(state: ArmState, tenantId: string, activation: Activation): Record<string, unknown> {
  const { name, scope, status, justification, duration, createdAtMs, principalObjectId } = activation;
  return {
    properties: {
      targetRoleAssignmentScheduleId: name,
      ...target(state, tenantId, activation),
      requestType: status === 'Revoked' ? 'SelfDeactivate' : 'SelfActivate',
      status,
      // The time of the request does not count: the service puts its own.
      scheduleInfo: {
        startDateTime: pimTime(createdAtMs),
        expiration: { type: 'AfterDuration', endDateTime: null, duration },
      },
      ticketInfo: {},
      justification,
      requestorId: principalObjectId,
      createdOn: pimTime(createdAtMs),
      ...expanded(state, tenantId, activation),
    },
    name,
    id: pimId(scope, 'roleAssignmentScheduleRequests', name),
    type: 'Microsoft.Authorization/roleAssignmentScheduleRequests',
  };
}

interface Target {
  readonly scope: string;
  readonly role: AzureRole;
  readonly principalObjectId: string;
}

function target(
  state: ArmState,
  tenantId: string,
  { scope, role, principalObjectId }: Target,
): Record<string, unknown> {
  return {
    scope,
    roleDefinitionId: roleDefinitionId(subscriptionOf(scope), role),
    principalId: principalObjectId,
    principalType: principalKind(state, principalObjectId, tenantId) ?? 'User',
  };
}

function expanded(
  state: ArmState,
  tenantId: string,
  { scope, role, principalObjectId }: Target,
): Record<string, unknown> {
  const principal = state.directory.findPrincipal(principalObjectId, tenantId);
  const group = state.directory.scenario.groups.find(({ objectId }) => objectId === principalObjectId);
  const user = principal?.kind === 'user' ? principal.user : undefined;
  const depth = scope.split('/').length;
  return {
    expandedProperties: {
      principal: {
        id: principalObjectId,
        displayName: user?.displayName ?? group?.displayName ?? '',
        ...(user === undefined ? {} : { email: user.upn }),
        type: group === undefined ? 'User' : 'Group',
      },
      roleDefinition: {
        id: roleDefinitionId(subscriptionOf(scope), role),
        displayName: builtInRoles[role].roleName,
        type: 'BuiltInRole',
      },
      scope: {
        id: scope,
        displayName: scope.split('/').at(-1),
        type: depth <= 3 ? 'subscription' : depth <= 5 ? 'resourcegroup' : 'resource',
      },
    },
  };
}

function subscriptionOf(scope: string): string {
  return scope.split('/')[2] ?? '';
}

/** UTC with an offset in place of `Z`. */
function pimTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '0000+00:00');
}
