import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExistingGrant } from '../../../../src/core/access/existingGrants.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { accessRowTexts } from '../../../../src/features/clusters/accessRowTexts.ts';
import { ben, clusterWithRbac, seenBy } from '../../core/access/accessFixture.ts';

const seen = seenBy('ada@contoso.com', clusterWithRbac('azureRbac'));

function grant(isInherited: boolean): ExistingGrant {
  const scope = isInherited ? '/' : seen.cluster.id;
  const assignment = {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
    scope,
    role: 'owner',
    principalId: ben.objectId,
    principalType: 'User',
    hasCondition: false,
  } as const;
  return { kind: 'assignment', id: '1', who: { kind: 'User', id: ben.objectId, name: 'Ben' }, assignment, isInherited };
}

describe('the rows of who has access', () => {
  it('offer to revoke what was given here, and for what is inherited where it was given', () => {
    const contextOf = (isInherited: boolean): string =>
      accessRowTexts({ kind: 'grant', seen, grant: grant(isInherited) }).contextValue;
    assert.deepEqual([contextOf(false), contextOf(true)], ['grant', 'inheritedGrant']);
  });

  it('tell what could not be read before why, and read it once more', () => {
    const error = new AksEntraError('offline', 'No network.');
    const failure = accessRowTexts({ kind: 'grantFailure', seen, failure: { part: 'assignments', error } });
    assert.deepEqual(
      [failure.label, failure.description, failure.accessibleLabel],
      ['Role assignments are not readable', 'No network.', 'Role assignments are not readable. No network.'],
    );
    const retry = accessRowTexts({ kind: 'grantRetry', seen });
    assert.deepEqual([retry.label, retry.command], ['Retry', 'aksEntra.refreshAccess']);
  });

  it('count the roles that are not known here', () => {
    const label = (count: number): string => accessRowTexts({ kind: 'otherRoles', seen, count }).label;
    assert.equal(label(1), '1 assignment of another role is not shown');
    assert.equal(label(3), '3 assignments of other roles are not shown');
  });
});
