import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activationOutcome } from '../../../../src/core/roleActivation/activationStatus.ts';

describe('what became of a request', () => {
  for (const [outcome, statuses] of [
    ['active', ['Provisioned', 'provisioned']],
    ['waitsForApproval', ['PendingApproval', 'PendingEvaluation', 'PendingAdminDecision']],
    ['asked', ['Granted', 'Accepted', 'PendingProvisioning', 'ScheduleCreated', 'SomethingNew', '']],
    ['refused', ['Denied', 'Failed', 'Canceled', 'TimedOut']],
  ] as const) {
    it(`is ${outcome} for ${statuses.join(', ')}`, () => {
      assert.deepEqual(new Set(statuses.map(activationOutcome)), new Set([outcome]));
    });
  }
});
