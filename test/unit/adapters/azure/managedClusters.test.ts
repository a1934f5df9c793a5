import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ArmManagedClusters } from '../../../../src/adapters/azure/managedClusters.ts';
import { ArmOperations } from '../../../../src/adapters/azure/armOperations.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { followOperation } from '../../../../src/core/clusterWrites/followOperation.ts';
import { type CheckedOperation, checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import { plannedCluster, type EntraUpdate } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import { aksAdmins, contoso, platformTeam } from '../../../simulator/scenarios/people.ts';
import { development, production, retired } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

const enable: EntraUpdate = {
  goal: 'enable',
  adminGroupObjectIds: [aksAdmins.objectId],
  tenantId: contoso.tenantId,
  enableAzureRbac: false,
};

describe('ArmManagedClusters against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let clusters: ArmManagedClusters;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    clusters = new ArmManagedClusters(arm.client);
  });
  after(() => arm.simulator.close());

  /** From the first look to the end, as the feature does it. */
  async function change(seen: SeenCluster, wanted: EntraUpdate): Promise<CheckedOperation> {
    const options = arm.caller('allowed');
    const document = await clusters.read(seen, options);
    const { operation } = await clusters.update(seen, options, document, plannedCluster(document.body, wanted));
    assert.ok(operation, 'no operation');
    const operations = new ArmOperations(arm.client);
    const { end, body } = await followOperation(Date.now(), {
      poll: () => operations.poll(seen, options, operation),
      read: () => clusters.read(seen, options),
      nowMs: Date.now,
      pause: async (ms) => {
        await delay(Math.min(ms, 100));
      },
      onStep: () => undefined,
    });
    return { end, outcome: checkedOutcome(body, wanted) };
  }

  /** What the simulator's ARM holds of a cluster. */
  function held(name: string): { properties: Record<string, unknown> } & Record<string, unknown> {
    const cluster = arm.simulator.directory.scenario.clusters.find((one) => one.name === name);
    assert.ok(cluster);
    return cluster.arm as never;
  }

  it('enables Entra and reads back what was asked, with every unknown property intact', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    Object.assign(held('static-lab').properties, { somethingNew: { depth: [1, { is: null }] } });
    Object.assign(held('static-lab'), { extendedThing: { a: 1 } });
    const before = structuredClone(held('static-lab').properties);
    assert.equal(before['aadProfile'], undefined);
    const { end, outcome } = await change(seen, enable);
    assert.deepEqual([end.kind, outcome.kind], ['succeeded', 'asAsked']);
    const { aadProfile, ...afterwards } = held('static-lab').properties;
    assert.deepEqual(afterwards, before);
    assert.deepEqual(held('static-lab')['extendedThing'], { a: 1 });
    assert.equal((aadProfile as { managed: boolean }).managed, true);
    assertNothingLost();
  });

  it('migrates a legacy integration without its apps', async () => {
    const seen = await arm.clusterNamed('legacy-web', development);
    const { end, outcome } = await change(seen, { ...enable, goal: 'migrate', enableAzureRbac: true });
    assert.deepEqual([end.kind, outcome.kind], ['succeeded', 'asAsked']);
    const profile = held('legacy-web').properties['aadProfile'] as Record<string, unknown>;
    assert.equal(profile['enableAzureRBAC'], true);
    assert.ok(!('serverAppID' in profile || 'clientAppID' in profile));
    assertNothingLost();
  });

  it('changes groups, authorization and local accounts one by one, with everything else intact', async () => {
    const seen = await arm.clusterNamed('payments-prod', production);
    Object.assign(held('payments-prod').properties, {
      somethingNew: { depth: [1, { is: null }], big: 12345678901234 },
    });
    Object.assign(held('payments-prod').properties['aadProfile'] as object, { newInProfile: ['x'] });
    Object.assign(held('payments-prod'), { extendedThing: { a: 1 } });
    const expected = structuredClone(held('payments-prod'));
    const profile = expected.properties['aadProfile'] as Record<string, unknown>;
    for (const wanted of [
      { goal: 'adminGroups', adminGroupObjectIds: [platformTeam.objectId, aksAdmins.objectId] },
      { goal: 'adminGroups', adminGroupObjectIds: [] },
      { goal: 'authorization', enableAzureRbac: true },
      { goal: 'authorization', enableAzureRbac: false },
      { goal: 'localAccounts', disableLocalAccounts: true },
      { goal: 'localAccounts', disableLocalAccounts: false },
    ] as const) {
      const { end, outcome } = await change(seen, wanted);
      assert.deepEqual([end.kind, outcome.kind], ['succeeded', 'asAsked'], JSON.stringify(wanted));
      switch (wanted.goal) {
        case 'adminGroups':
          profile['adminGroupObjectIDs'] = [...wanted.adminGroupObjectIds];
          break;
        case 'authorization':
          profile['enableAzureRBAC'] = wanted.enableAzureRbac;
          break;
        case 'localAccounts':
          expected.properties['disableLocalAccounts'] = wanted.disableLocalAccounts;
      }
      const { eTag, ...now } = held('payments-prod');
      assert.notEqual(eTag, expected['eTag']);
      assert.deepEqual({ ...now, eTag: expected['eTag'] }, expected);
    }
    assertNothingLost();
  });

  it('shows a failed operation with Azure’s error', async () => {
    const message = 'Internal server error';
    arm.simulator.faults.set({ kind: 'failedUpdate', code: 'InternalOperationError', message, times: 1 });
    const { end, outcome } = await change(await arm.clusterNamed('static-lab', development), enable);
    assert.ok(end.kind === 'failed');
    assert.equal(end.error.text, 'InternalOperationError: Internal server error');
    assert.deepEqual([outcome.kind, outcome.provisioningState], ['differs', 'Failed']);
  });

  it('writes nothing where somebody else was faster', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    const fixture = held('static-lab');
    fixture['eTag'] = 'of somebody else';
    const work = clusters.update(seen, arm.caller(), document, plannedCluster(document.body, enable));
    await arm.rejectsWith(work, 'clusterChanged', /somebody else changed it.*Nothing was written/);
    assert.equal(fixture.properties['aadProfile'], undefined);
  });

  for (const [name, code, text] of [
    ['upgrading-dev', 'clusterBusy', /busy with another change/],
    ['sleepy-dev', 'clusterStopped', /is stopped/],
    ['norbac-lab', 'unexpectedAnswer', /RBAC must be enabled/],
  ] as const) {
    it(`explains why ${name} cannot be changed`, async () => {
      const seen = await arm.clusterNamed(name, development);
      const document = await clusters.read(seen, arm.caller());
      const work = clusters.update(seen, arm.caller(), document, plannedCluster(document.body, enable));
      await arm.rejectsWith(work, code, text);
    });
  }

  it('names the role that is missing', async () => {
    await arm.signInAs('ben@contoso.com');
    clusters = new ArmManagedClusters(arm.client);
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    const work = clusters.update(seen, arm.caller(), document, plannedCluster(document.body, enable));
    await arm.rejectsWith(work, 'missingRole', /“Azure Kubernetes Service Contributor Role”/);
  });

  it('reads nothing of a cluster that is gone', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    const gone = { ...seen, cluster: { ...seen.cluster, name: 'gone', subscriptionId: retired.subscriptionId } };
    await arm.rejectsWith(clusters.read(gone, arm.caller()), 'notFound', /Could not read cluster gone/);
  });

  async function changeWithMfa(): Promise<unknown> {
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    arm.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', method: 'PUT' });
    arm.signIn.requests.length = 0;
    return clusters.update(seen, arm.caller('allowed'), document, plannedCluster(document.body, enable));
  }

  it('signs in with the claims that a write asks for, and sends it once more', async () => {
    await changeWithMfa();
    const claims = arm.signIn.requests.map((request) => request.claims);
    assert.equal(claims.length, 2);
    assert.deepEqual([claims[0], typeof claims[1]], [undefined, 'string']);
    assert.match(atob(claims[1] ?? ''), /"acrs".*"p1"/);
    assert.equal(arm.simulator.record.filter(({ method }) => method === 'PUT').length, 2);
    assert.ok(arm.signIn.requests.every(({ interaction }) => interaction === 'allowed'));
  });

  it('opens a sign-in window for it where nothing less helps, since somebody just asked for the change', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    const planned = plannedCluster(document.body, enable);
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, method: 'PUT' });
    await clusters.update(seen, arm.caller('allowed'), document, planned);
    assert.equal(arm.signIn.prompts, 1);
  });

  it('writes nothing where that window is closed', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, method: 'PUT' });
    arm.signIn.isWindowClosed = true;
    await arm.isCancelled(
      clusters.update(seen, arm.caller('allowed'), document, plannedCluster(document.body, enable)),
    );
    assert.equal(held('static-lab').properties['aadProfile'], undefined);
  });

  it('opens no window for that where nobody asked for the change', async () => {
    const seen = await arm.clusterNamed('static-lab', development);
    const document = await clusters.read(seen, arm.caller());
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, method: 'PUT' });
    const work = clusters.update(seen, arm.caller('silent'), document, plannedCluster(document.body, enable));
    await arm.rejectsWith(work, 'signedOut', /AADSTS50076/);
    assert.equal(arm.signIn.prompts, 0);
  });

  /** Nobody else's calls are looked at: the list of versions came into the simulator later than into the product. */
  function assertNothingLost(): void {
    const lost = arm.simulator.surprises().filter((call) => call.method === 'PUT');
    assert.deepEqual(lost, []);
  }
});
