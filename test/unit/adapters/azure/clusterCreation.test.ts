import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmOperations } from '../../../../src/adapters/azure/armOperations.ts';
import { ArmClusterChoices } from '../../../../src/adapters/azure/clusterChoices.ts';
import { ArmManagedClusters } from '../../../../src/adapters/azure/managedClusters.ts';
import { ArmResourceGroups } from '../../../../src/adapters/azure/resourceGroups.ts';
import type { AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import { clusterToBe } from '../../../../src/core/clusterCreation/clusterToBe.ts';
import { creationBody } from '../../../../src/core/clusterCreation/creationBody.ts';
import type { CreationPlace } from '../../../../src/core/clusterCreation/creationPorts.ts';
import { creationRights } from '../../../../src/core/clusterCreation/creationRights.ts';
import type { NewCluster } from '../../../../src/core/clusterCreation/newCluster.ts';
import { followOperation } from '../../../../src/core/clusterWrites/followOperation.ts';
import { checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import type { Subscription } from '../../../../src/core/clusters/clusterPorts.ts';
import { aksAdmins, contoso } from '../../../simulator/scenarios/people.ts';
import { production, sandbox } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

const standard: NewCluster = {
  kind: 'standard',
  subscriptionId: sandbox.subscriptionId,
  tenantId: contoso.tenantId,
  resourceGroup: 'rg-empty',
  isGroupNew: false,
  name: 'web',
  location: 'westeurope',
  adminGroupObjectIds: [aksAdmins.objectId],
  enableAzureRbac: false,
  kubernetesVersion: '',
  nodeSize: '',
  nodeCount: 2,
};
const automatic: NewCluster = { ...standard, kind: 'automatic', adminGroupObjectIds: [], enableAzureRbac: true };

describe('making a cluster in the simulated Azure', { timeout: 60_000 }, () => {
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

  function placeIn(subscription: Subscription): CreationPlace {
    const tenant = { tenantId: subscription.tenantId, displayName: 'Contoso' };
    return { account: arm.signIn.account, tenants: { owner: tenant, lister: tenant }, subscription };
  }

  const create = (wanted: NewCluster): ReturnType<ArmManagedClusters['create']> =>
    clusters.create(clusterToBe(placeIn(sandbox), wanted), arm.caller('allowed'), creationBody(wanted));

  for (const wanted of [standard, automatic]) {
    it(`makes a ${wanted.kind} one, follows it to its end, and finds it as it was asked for`, async () => {
      arm.simulator.operations.setDuration(200);
      const seen = clusterToBe(placeIn(sandbox), wanted);
      assert.equal(await clusters.exists(seen, arm.caller()), false);
      const { operation } = await create(wanted);
      assert.ok(operation);
      const operations = new ArmOperations(arm.client);
      const { end, body } = await followOperation(Date.now(), {
        poll: () => operations.poll(seen, arm.caller(), operation),
        read: () => clusters.read(seen, arm.caller()),
        nowMs: Date.now,
        pause: async (ms) => {
          await delay(Math.min(ms, 100));
        },
        onStep: () => undefined,
      });
      const { adminGroupObjectIds, tenantId, enableAzureRbac } = wanted;
      const asked = { adminGroupObjectIds, tenantId, enableAzureRbac, disableLocalAccounts: true };
      assert.equal(end.kind, 'succeeded');
      assert.equal(checkedOutcome(body, { goal: 'create', ...asked }).kind, 'asAsked');
      assert.equal(await clusters.exists(seen, arm.caller()), true);
      const [put] = arm.simulator.record.filter(({ method }) => method === 'PUT');
      assert.match(put?.path ?? '', /api-version=2026-06-01$/);
      assert.deepEqual(arm.simulator.surprises(), []);
    });
  }

  it('never writes over a cluster that somebody made in between', async () => {
    await create(standard);
    arm.simulator.operations.end();
    const before = structuredClone(arm.simulator.directory.clustersIn(sandbox.subscriptionId)[0]?.arm);
    await arm.rejectsWith(
      create({ ...standard, nodeCount: 1 }),
      'nameTaken',
      /There is a cluster web in rg-empty already/,
    );
    assert.deepEqual(arm.simulator.directory.clustersIn(sandbox.subscriptionId)[0]?.arm, before);
  });

  const refusals: [string, Partial<NewCluster>, AksEntraErrorCode, RegExp][] = [
    ['a region that is not open', { location: 'qatarcentral' }, 'regionNotOffered', /^Could not create cluster web: /],
    ['a region that there is not', { location: 'atlantis' }, 'regionNotOffered', /Choose another region/],
    [
      'more cores than are left',
      { location: 'eastus2', nodeSize: 'Standard_D4s_v5' },
      'nodesNotOffered',
      /requested 8, remaining 4 for family standardDsv5Family for region eastus2/,
    ],
    ['a version that there is not', { kubernetesVersion: '1.20.7' }, 'versionNotOffered', /invalid version 1\.20\.7/],
    ['a group that there is not', { resourceGroup: 'rg-none' }, 'notFound', /Azure does not find it/],
  ];
  for (const [what, change, code, text] of refusals) {
    it(`explains why ${what} is refused, and makes nothing`, async () => {
      await arm.rejectsWith(create({ ...standard, ...change }), code, text);
      assert.deepEqual(arm.simulator.directory.clustersIn(sandbox.subscriptionId), []);
    });
  }

  it('answers for a second factor, and tells of locks and policies', async () => {
    const fault = arm.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', method: 'writes' });
    await create(standard);
    arm.simulator.faults.clear(fault);
    const other = { ...standard, name: 'other' };
    arm.simulator.faults.set({ kind: 'refused', refusal: 'scopeLocked', method: 'PUT', times: 1 });
    await arm.rejectsWith(create(other), 'unexpectedAnswer', /a lock on .*rg-empty forbids it/);
    arm.simulator.faults.set({ kind: 'refused', refusal: 'policy', method: 'PUT', times: 1 });
    await arm.rejectsWith(create(other), 'unexpectedAnswer', /the Azure Policy “Clusters in the EU only” forbids it/);
  });

  it('makes a group once, and leaves one that is there as it is', async () => {
    const groups = new ArmResourceGroups(arm.client);
    const place = placeIn(sandbox);
    await groups.createGroup(place, arm.caller(), 'rg-new', 'westeurope');
    await groups.createGroup(place, arm.caller(), 'rg-new', 'eastus');
    const puts = arm.simulator.record.filter(({ method }) => method === 'PUT');
    assert.deepEqual(
      puts.map(({ path }) => path),
      [`/subscriptions/${sandbox.subscriptionId}/resourcegroups/rg-new?api-version=2021-04-01`],
    );
    const listed = await new ArmClusterChoices(arm.client).resourceGroups(place, arm.caller());
    assert.deepEqual(listed, [
      { name: 'rg-empty', location: 'westeurope' },
      { name: 'rg-new', location: 'westeurope' },
    ]);
  });

  it('lists what there is to choose from, and what the account may do there', async () => {
    const choices = new ArmClusterChoices(arm.client);
    const { isRegistered, regions } = await choices.regions(placeIn(sandbox), arm.caller());
    assert.equal(isRegistered, true);
    assert.ok(regions.some(({ name }) => name === 'westeurope') && !regions.some(({ name }) => name === 'europe'));
    const versions = await choices.kubernetesVersions(placeIn(sandbox), arm.caller(), 'westeurope');
    assert.deepEqual(
      versions.map(({ version }) => version),
      ['1.36', '1.35', '1.34', '1.33'],
    );
    const rights = async (subscription: Subscription, group?: string): Promise<object> =>
      creationRights(await choices.permissions(placeIn(subscription), arm.caller(), group), group === undefined);
    assert.deepEqual(await rights(sandbox), { mayCreate: true, mayAssign: true, hasRole: false, mayFetch: true });
    assert.deepEqual(await rights(sandbox, 'rg-empty'), {
      mayCreate: true,
      mayAssign: true,
      hasRole: false,
      mayFetch: true,
    });
    assert.deepEqual(await rights(production, 'rg_orders_eu'), {
      mayCreate: false,
      mayAssign: true,
      hasRole: false,
      mayFetch: false,
    });
    assert.deepEqual(arm.simulator.surprises(), []);
  });
});
