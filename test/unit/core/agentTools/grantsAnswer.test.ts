import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listGrants } from '../../../../src/core/access/existingGrants.ts';
import { answerText } from '../../../../src/core/agentTools/answerText.ts';
import { grantsAnswer } from '../../../../src/core/agentTools/grantsAnswer.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { AccessInMemory, ben, clusterWithRbac, seenBy } from '../access/accessFixture.ts';

const cluster = clusterWithRbac('azureRbac');
const options = { interaction: 'silent', signal: new AbortController().signal } as const;
const people = { byIds: () => Promise.resolve(new Map([[ben.objectId, ben]])) };

async function told(change: (azure: AccessInMemory) => void) {
  const azure = new AccessInMemory();
  change(azure);
  const { roleAssignments, clusterConnections } = azure;
  const ports = { roleAssignments, clusterConnections, people } as unknown as Parameters<typeof listGrants>[0];
  const listing = await listGrants(ports, seenBy('ada@contoso.com', cluster), options);
  return JSON.parse(answerText(grantsAnswer(cluster, listing))) as {
    readonly grants: readonly Record<string, unknown>[];
    readonly count: number;
    readonly leftOut?: number;
    readonly notReadable?: readonly unknown[];
    readonly assignmentsOfOtherRoles?: number;
  };
}

const assigned = (index: number) => ({
  id: `${cluster.id}/providers/Microsoft.Authorization/roleAssignments/${index}`,
  scope: cluster.id,
  role: 'rbacReader' as const,
  principalId: ben.objectId,
  principalType: 'User',
  hasCondition: false,
});

describe('the grants that a tool tells', () => {
  it('say who, what, where, and what could not be read', async () => {
    const answer = await told((azure) => {
      azure.assigned = [assigned(1)];
      azure.others = 2;
      azure.bindings = new AksEntraError('clusterRefused', 'The cluster does not let you read bindings.');
    });
    const [grant = {}] = answer.grants;
    assert.deepEqual([grant['who'], grant['kind'], grant['objectIdOrName']], ['Ben Ortega', 'User', ben.objectId]);
    assert.match(String(grant['access']), /cluster/);
    assert.equal(answer.assignmentsOfOtherRoles, 2);
    assert.match(JSON.stringify(answer.notReadable), /does not let you read/);
  });

  it('are bounded, and the rest is counted', async () => {
    const answer = await told((azure) => {
      azure.assigned = Array.from({ length: 500 }, (_, index) => assigned(index));
    });
    assert.deepEqual([answer.grants.length, answer.count, answer.leftOut], [100, 500, 400]);
  });
});
