import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activationBody } from '../../../../src/core/roleActivation/activationRequest.ts';

const role = {
  roleDefinitionId: '/subscriptions/s/…/x',
  roleId: 'x',
  name: 'X',
  scope: '/subscriptions/s',
  scheduleName: 'E-1',
};

describe('the request for a role', () => {
  it('names the person, the eligibility that it uses, why, and from now for how long', () => {
    const nowMs = Date.parse('2026-11-29T12:00:00Z');
    assert.deepEqual(activationBody(role, { justification: 'an incident', minutes: 480 }, 'oid', nowMs), {
      properties: {
        principalId: 'oid',
        roleDefinitionId: role.roleDefinitionId,
        requestType: 'SelfActivate',
        linkedRoleEligibilityScheduleId: 'E-1',
        justification: 'an incident',
        scheduleInfo: {
          startDateTime: '2026-11-29T12:00:00.000Z',
          expiration: { type: 'AfterDuration', duration: 'PT8H' },
        },
      },
    });
  });

  for (const [minutes, duration] of [
    [5, 'PT5M'],
    [60, 'PT1H'],
    [90, 'PT1H30M'],
    [1440, 'PT24H'],
  ] as const) {
    it(`is for ${duration}`, () => {
      assert.match(
        JSON.stringify(activationBody(role, { justification: 'x', minutes }, 'oid', 0)),
        new RegExp(`"duration":"${duration}"`),
      );
    });
  }
});
