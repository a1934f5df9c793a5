import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainAzureFailure } from '../../../../src/core/azure/azureFailure.ts';

const policy = 'RoleAssignmentRequestPolicyValidationFailed';

function explained(code: string, message: string, status = 400): readonly [string, string] {
  const error = explainAzureFailure({ status, code, message }, 'activate it');
  return [error.code, error.message];
}

describe('what PIM refuses', () => {
  const failed = (...rules: string[]): string => `The following policy rules failed: ${JSON.stringify(rules)}`;

  it('leads back to the time, or to a second factor, where that helps', () => {
    assert.deepEqual(explained(policy, failed('ExpirationRule')), [
      'activationTooLong',
      'Could not activate it: The role’s rules do not allow it for so long. Choose a shorter time.',
    ]);
    assert.deepEqual(explained(policy, failed('MfaRule'))[0], 'activationNeedsMfa');
    assert.match(explained(policy, failed('MfaRule'))[1], /second factor\.$/);
  });

  it('puts the time right before it asks for a second factor, and says both', () => {
    const [code, text] = explained(policy, failed('MfaRule', 'ExpirationRule'));
    assert.equal(code, 'activationTooLong');
    assert.match(text, /second factor\..*Choose a shorter time\.$/);
  });

  for (const [rule, text] of [
    ['JustificationRule', /ask for a justification/],
    ['TicketingRule', /number of a ticket, which the Azure portal lets you give/],
    ['EligibilityRule', /not eligible for the role at this scope/],
    ['EnablementRule', /refuse it \(EnablementRule\)/],
  ] as const) {
    it(`explains ${rule}`, () => {
      const [code, message] = explained(policy, failed(rule));
      assert.equal(code, 'activationRefused');
      assert.match(message, text);
    });
  }

  it('finds the rules between escaped quotation marks, and repeats a text that names none', () => {
    assert.equal(explained(policy, 'rules failed: [\\"ExpirationRule\\"]')[0], 'activationTooLong');
    assert.equal(explained(policy, 'Something \n new')[1], 'Could not activate it: Something new');
  });

  it('knows what is active or asked for already, and not the refusal of a new assignment', () => {
    assert.match(explained('RoleAssignmentExists', 'The Role assignment already exists.')[1], /is active already/);
    assert.match(explained('PendingRoleAssignmentRequest', '')[1], /waiting already/);
    assert.equal(explained('RoleAssignmentExists', 'exists', 409)[0], 'alreadyAssigned');
    assert.match(explained('RoleAssignmentRequestAcrsValidationFailed', '')[1], /only the Azure portal can do/);
  });
});
