import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import type { ExistingGrant } from '../../../../src/core/access/existingGrants.ts';
import { revoke, revokeLines } from '../../../../src/core/access/revoke.ts';
import { AccessInMemory, ben, clusterWithRbac, existing, seenBy, team } from './accessFixture.ts';

const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
const cluster = clusterWithRbac('kubernetesRbac');
const seen = seenBy('ada@contoso.com', cluster);
const scope = clusterScope(cluster);
const subject = { kind: 'Group', name: team.objectId } as const;
const binding = existing({ name: 'devs', namespace: 'web', clusterRole: 'edit', subject });
const bound: ExistingGrant = { kind: 'binding', id: 'x', who: { kind: 'Group', id: team.objectId }, binding, subject };
const withOthers: ExistingGrant = {
  ...bound,
  binding: { ...binding, subjects: [subject, { kind: 'User', name: 'ben@contoso.com' }] },
};
const assignment = {
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
  scope,
  role: 'clusterUser',
  principalId: ben.objectId,
  principalType: 'User',
  hasCondition: false,
} as const;
const assigned: ExistingGrant = {
  kind: 'assignment',
  id: 'y',
  who: { kind: 'User', id: ben.objectId, name: 'Ben' },
  assignment,
  isInherited: false,
};

describe('revoke', () => {
  it('takes a role or a binding away, and of several people in a binding only the one', async () => {
    const ports = new AccessInMemory();
    for (const grant of [assigned, bound, withOthers]) {
      await revoke(ports, seen, grant, options);
    }
    assert.deepEqual(ports.written, ['unassign 1', 'delete devs', `remove ${team.objectId} from devs`]);
  });

  it('has lines to copy, which name the cluster and take nothing from others', () => {
    assert.equal(revokeLines(cluster, assigned), `az role assignment delete --ids '${assignment.id}'`);
    assert.match(
      revokeLines(cluster, bound),
      /^az aks get-credentials [^\n]*\nkubectl delete rolebinding devs --namespace=web --context shop$/,
    );
    assert.match(revokeLines(cluster, withOthers), /\nkubectl edit rolebinding devs --namespace=web --context shop$/);
  });
});
