import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmRoleAssignments } from '../../../../src/adapters/azure/roleAssignments.ts';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import { mayDo } from '../../../../src/core/access/permissions.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { aksAdmins, ben, contoso } from '../../../simulator/scenarios/people.ts';
import { development } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

const write = 'Microsoft.Authorization/roleAssignments/write';
const toBen = { kind: 'User', objectId: ben.objectId } as const;

describe('ArmRoleAssignments against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let roles: ArmRoleAssignments;
  let seen: SeenCluster;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    roles = new ArmRoleAssignments(arm.client);
    seen = await arm.clusterNamed('autopilot-dev', development);
  });
  after(() => arm.simulator.close());

  it('tell what the account may do at a scope, those of namespaces too', async () => {
    const scope = clusterScope(seen.cluster);
    assert.ok(mayDo(await roles.permissions(seen, arm.caller(), `${scope}/namespaces/default`), write));
    await arm.signInAs(ben.upn);
    roles = new ArmRoleAssignments(arm.client);
    const bens = { ...seen, account: arm.signIn.account };
    assert.ok(!mayDo(await roles.permissions(bens, arm.caller(), scope), write));
  });

  it('assign a role with the kind of who gets it, list it below the cluster, and take it away', async () => {
    const scope = `${clusterScope(seen.cluster)}/namespaces/default`;
    const id = await roles.assign(seen, arm.caller(), { role: 'rbacReader', scope, principal: toBen });
    const { roles: listed, others } = await roles.assigned(seen, arm.caller());
    assert.deepEqual(
      listed.find((one) => one.id === id),
      {
        id,
        scope,
        role: 'rbacReader',
        principalId: ben.objectId,
        principalType: 'User',
        hasCondition: false,
      },
    );
    // Others, such as Reader, are counted.
    assert.ok(others > 0);
    assert.deepEqual([...new Set(listed.map(({ role }) => role))].toSorted(), [
      'clusterUser',
      'namespaceUser',
      'rbacAdministrator',
      'rbacClusterAdmin',
      'rbacReader',
      'rbacWriter',
      'userAccessAdministrator',
    ]);
    assert.ok(
      (await roles.assigned(seen, arm.caller(), ben.objectId)).roles.every((one) => one.principalId === ben.objectId),
    );
    await roles.unassign(seen, arm.caller(), id);
    await roles.unassign(seen, arm.caller(), id);
    assert.ok(!(await roles.assigned(seen, arm.caller())).roles.some((one) => one.id === id));
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('assign a role under an id that was chosen before, by which a lost answer can be taken back', async () => {
    const scope = clusterScope(seen.cluster);
    const id = roles.assignmentId(scope);
    arm.simulator.faults.set({ kind: 'dropped', method: 'PUT', times: 1 });
    const assignment = { role: 'rbacReader', scope, principal: toBen, id } as const;
    await arm.rejectsWith(roles.assign(seen, arm.caller(), assignment), 'updateUnanswered', /not known whether/);
    await roles.unassign(seen, arm.caller(), id);
    assert.equal(await roles.assign(seen, arm.caller(), assignment), id);
    assert.ok((await roles.assigned(seen, arm.caller())).roles.some((one) => one.id === id));
  });

  it('say by a code of its own what is there already, and whom the directory does not know yet', async () => {
    const scope = clusterScope(seen.cluster);
    const assign = (objectId: string, kind: 'User' | 'Group') =>
      roles.assign(seen, arm.caller(), { role: 'clusterUser', scope, principal: { kind, objectId } });
    await arm.rejectsWith(assign(aksAdmins.objectId, 'Group'), 'alreadyAssigned', /is assigned there already/);
    const { objectId } = arm.simulator.directory.createGroup({
      displayName: 'new-team',
      tenantId: contoso.tenantId,
      memberObjectIds: [],
    });
    await arm.rejectsWith(assign(objectId, 'Group'), 'principalNotFound', /does not know this object id/);
    await arm.rejectsWith(assign(aksAdmins.objectId, 'User'), 'unexpectedAnswer', /of another kind/);
  });

  it('answer a second factor, and say who lacks the role to give roles', async () => {
    arm.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', method: 'writes' });
    const scope = clusterScope(seen.cluster);
    const assignment = { role: 'clusterUser', scope, principal: toBen } as const;
    const id = await roles.assign(seen, arm.caller('allowed'), assignment);
    assert.ok((await roles.assigned(seen, arm.caller())).roles.some((one) => one.id === id));
    await arm.signInAs(ben.upn);
    const bens = { ...seen, account: arm.signIn.account };
    await arm.rejectsWith(
      new ArmRoleAssignments(arm.client).assign(bens, arm.caller(), assignment),
      'missingRole',
      /roleAssignments\/write/,
    );
  });

  it('send no id that is none of Azure’s', async () => {
    const before = arm.armCalls().length;
    for (const id of [clusterScope(seen.cluster), '/x?y=/providers/Microsoft.Authorization/roleAssignments/0']) {
      await arm.rejectsWith(roles.unassign(seen, arm.caller(), id), 'unexpectedAnswer', /not one of Azure’s/);
    }
    assert.equal(arm.armCalls().length, before);
  });
});
