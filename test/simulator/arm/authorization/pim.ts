import { isAtOrAbove } from '../../azureRoles.ts';
import type { AzureRole, Eligibility } from '../../scenario.ts';
import { deterministicGuid } from '../../scenarios/deterministicGuid.ts';
import type { ArmCaller } from '../armCaller.ts';
import { ArmError, badBody } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { allAssignments } from './assignments.ts';
import { roleWithId } from './builtInRoles.ts';
import { place } from './roleAssignments.ts';

/** A request to activate a role, and what became of it. */
export interface Activation {
  readonly name: string;
  readonly scope: string;
  readonly role: AzureRole;
  readonly principalObjectId: string;
  readonly justification: string;
  readonly duration: string;
  readonly createdAtMs: number;
  status: 'Provisioned' | 'PendingApproval' | 'PendingEvaluation' | 'Denied' | 'Revoked';
}

/** In upper case, as some of PIM's ids are. */
export function scheduleNameOf({ scope, role, principalObjectId }: Eligibility): string {
  return deterministicGuid(`eligible ${scope.toLowerCase()} ${role} ${principalObjectId}`).toUpperCase();
}

/** Of the caller and their groups, at the scope, above and below it. */
export function eligibilitiesOf(state: ArmState, caller: ArmCaller | undefined, scope: string): Eligibility[] {
  return state.directory.scenario.eligibilities.filter(
    (one) =>
      (isAtOrAbove(one.scope, scope) || isAtOrAbove(scope, one.scope)) &&
      (caller === undefined || caller.principalIds.has(one.principalObjectId)),
  );
}

/**
 * `PUT roleAssignmentScheduleRequests`: activates a role for the caller, or asks for it. What Azure says where a rule is
 * not met is known from Graph's PIM, which is the same engine.
 *
 * @throws ArmError 400 or 403
 */
export function requestActivation(
  state: ArmState,
  caller: ArmCaller,
  scope: string,
  name: string,
  body: unknown,
): Activation {
  const { properties = {} } = body as { properties?: Record<string, unknown> };
  const text = (key: string): string => (typeof properties[key] === 'string' ? properties[key] : '');
  const role = roleWithId(text('roleDefinitionId'));
  if (role === undefined) {
    throw badBody('The role definition is missing or unknown.', 'RoleDefinitionDoesNotExist');
  }
  if (text('principalId').toLowerCase() !== caller.objectId.toLowerCase()) {
    throw new ArmError(403, 'InsufficientPermissions', 'The requestor does not have permissions for this request.');
  }
  const requestType = text('requestType');
  if (requestType === 'SelfDeactivate') {
    return deactivate(state, caller, scope, name, role);
  }
  if (requestType !== 'SelfActivate') {
    throw badBody(`The request type '${requestType}' is not simulated.`, 'InvalidRequestType');
  }
  const eligibility = eligibilitiesOf(state, caller, scope).find(
    (one) => one.role === role && one.scope.toLowerCase() === scope.toLowerCase(),
  );
  const duration = durationOf(properties);
  requireRules(caller, eligibility, duration, text('justification'), text('linkedRoleEligibilityScheduleId'));
  requireNew(state, caller, scope, role);
  const activation: Activation = {
    name,
    scope,
    role,
    principalObjectId: caller.objectId,
    justification: text('justification'),
    duration,
    createdAtMs: Date.now(),
    status: eligibility?.approval ?? 'Provisioned',
  };
  state.activations.set(name, activation);
  if (activation.status === 'Provisioned') {
    provision(state, activation);
  }
  return activation;
}

/** Somebody says yes or no. @throws Error where nothing waits under that name */
export function decideActivation(state: ArmState, name: string, isApproved: boolean): void {
  const activation = state.activations.get(name);
  if (!activation?.status.startsWith('Pending')) {
    throw new Error(`No request ${name} is waiting.`);
  }
  activation.status = isApproved ? 'Provisioned' : 'Denied';
  if (isApproved) {
    provision(state, activation);
  }
}

function provision(state: ArmState, { name, scope, role, principalObjectId, duration }: Activation): void {
  const endsAtMs = Date.now() + millisecondsOf(duration);
  place(state, scope, { role, principalObjectId, endsAtMs, name: deterministicGuid(`activated ${name}`) });
}

function deactivate(state: ArmState, caller: ArmCaller, scope: string, name: string, role: AzureRole): Activation {
  const active = activeAssignment(state, caller, scope, role);
  if (active?.source.endsAtMs === undefined) {
    throw new ArmError(400, 'RoleAssignmentDoesNotExist', 'The Role assignment does not exist.');
  }
  active.remove();
  const activation: Activation = {
    name,
    scope,
    role,
    principalObjectId: caller.objectId,
    justification: '',
    duration: '',
    createdAtMs: Date.now(),
    status: 'Revoked',
  };
  state.activations.set(name, activation);
  return activation;
}

function requireRules(
  caller: ArmCaller,
  eligibility: Eligibility | undefined,
  duration: string,
  justification: string,
  linked: string,
): void {
  const isLinked =
    eligibility !== undefined &&
    (linked === '' || linked.split('/').at(-1)?.toUpperCase() === scheduleNameOf(eligibility));
  const failed = [
    ...(isLinked ? [] : ['EligibilityRule']),
    ...(eligibility?.needsMfa === true && !caller.hasStepUp ? ['MfaRule'] : []),
    ...(justification === '' ? ['JustificationRule'] : []),
    ...(millisecondsOf(duration) > (eligibility?.mostHours ?? 8) * 3_600_000 || millisecondsOf(duration) === 0
      ? ['ExpirationRule']
      : []),
  ];
  if (failed.length > 0) {
    throw new ArmError(
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
      `The following policy rules failed: ${JSON.stringify(failed)}`,
    );
  }
}

function requireNew(state: ArmState, caller: ArmCaller, scope: string, role: AzureRole): void {
  if (activeAssignment(state, caller, scope, role)) {
    throw new ArmError(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
  }
  const isWaiting = [...state.activations.values()].some(
    (one) =>
      one.status.startsWith('Pending') &&
      one.principalObjectId === caller.objectId &&
      one.role === role &&
      one.scope.toLowerCase() === scope.toLowerCase(),
  );
  if (isWaiting) {
    throw new ArmError(
      400,
      'PendingRoleAssignmentRequest',
      'There is already an existing pending Role assignment request.',
    );
  }
}

function activeAssignment(
  state: ArmState,
  caller: ArmCaller,
  scope: string,
  role: AzureRole,
): ReturnType<typeof allAssignments>[number] | undefined {
  return allAssignments(state).find(
    (one) =>
      one.role === role && one.principalObjectId === caller.objectId && one.scope.toLowerCase() === scope.toLowerCase(),
  );
}

function durationOf(properties: Record<string, unknown>): string {
  const { scheduleInfo } = properties as {
    scheduleInfo?: { expiration?: { type?: string; duration?: string } };
  };
  return scheduleInfo?.expiration?.type === 'AfterDuration' ? (scheduleInfo.expiration.duration ?? '') : '';
}

/** `PT8H`, `PT30M`, `PT1H30M`; 0 for anything else. */
function millisecondsOf(duration: string): number {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}
