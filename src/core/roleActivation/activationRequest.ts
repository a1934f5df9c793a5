import type { EligibleRole } from './eligibleRole.ts';

/** What somebody chose for an activation. */
export interface ActivationWish {
  readonly justification: string;
  readonly minutes: number;
}

/** The body of `PUT roleAssignmentScheduleRequests`, as Azure’s reference has it. */
export function activationBody(
  { roleDefinitionId, scheduleName }: EligibleRole,
  { justification, minutes }: ActivationWish,
  principalId: string,
  nowMs: number,
): object {
  return {
    properties: {
      // One’s own object id, also where a group has the eligibility: the group’s is in the linked schedule.
      principalId,
      roleDefinitionId,
      requestType: 'SelfActivate',
      linkedRoleEligibilityScheduleId: scheduleName,
      justification,
      scheduleInfo: {
        startDateTime: new Date(nowMs).toISOString(),
        expiration: { type: 'AfterDuration', duration: isoDuration(minutes) },
      },
    },
  };
}

/** As ISO 8601 has it: PT8H, PT1H30M. */
function isoDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`;
}
