import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { signInTenant } from '../../../../src/core/clusters/cluster.ts';
import { emptyListing, withStep } from '../../../../src/core/clusters/inventory.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { listClusters, type ListingStep } from '../../../../src/core/clusters/listClusters.ts';
import { addLighthouse, fabrikamDepot, northwindShop } from '../../../simulator/scenarios/lighthouse.ts';
import { ben, contoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import { development, fabrikamPlatform, production, sandbox } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture, publicCloud } from './armFixture.ts';

describe('ArmClusters', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  it('lists the tenants that the account can sign in to', async () => {
    assert.deepEqual(await arm.directory.tenants(arm.caller()), [
      { tenantId: contoso.tenantId, displayName: 'Contoso' },
      { tenantId: fabrikam.tenantId, displayName: 'Fabrikam' },
    ]);
    assert.deepEqual(arm.signIn.requests, [
      { account: arm.signIn.account, tenantId: 'organizations', scope: publicCloud.armScope, interaction: 'silent' },
    ]);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('lists the subscriptions of a tenant over all pages, with a token of that tenant', async () => {
    const listed = await arm.directory.subscriptions(arm.caller(), contoso.tenantId);
    assert.deepEqual(
      listed.map(({ displayName, state }) => `${displayName} ${state}`),
      [
        'Contoso Production Enabled',
        'Contoso Development Enabled',
        'Contoso Sandbox Enabled',
        'Contoso Retired Disabled',
      ],
    );
    assert.equal(listed[0]?.tenantId, contoso.tenantId);
    assert.equal(arm.armCalls().length, 2);
    assert.equal(arm.signIn.requests[0]?.tenantId, contoso.tenantId);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('lists the clusters of a subscription over all pages', async () => {
    const clusters = await arm.directory.clusters(arm.caller(), production);
    assert.deepEqual(
      clusters.map(({ name }) => name),
      ['payments-prod', 'orders-prod', 'vault-prod', 'edge-prod', 'audit-prod', 'shared-web'],
    );
    assert.equal(arm.armCalls().length, 3);
    assert.ok(arm.armCalls().every((path) => path.includes('api-version=2025-10-01')));
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('reads every kind of cluster', async () => {
    const clusters = await arm.directory.clusters(arm.caller(), development);
    const facts = Object.fromEntries(
      clusters.map(({ name, entra, authorization }) => [name, `${entra.kind} ${authorization}`]),
    );
    assert.equal(facts['legacy-web'], 'legacy kubernetesRbac');
    assert.equal(facts['norbac-lab'], 'none none');
    assert.equal(facts['static-lab'], 'none kubernetesRbac');
    assert.equal(facts['autopilot-dev'], 'managed azureRbac');
    assert.equal(clusters.find(({ name }) => name === 'autopilot-dev')?.isAutomatic, true);
    assert.equal(clusters.find(({ name }) => name === 'sleepy-dev')?.power, 'Stopped');
  });

  it('lists nothing for a subscription without clusters', async () => {
    assert.deepEqual(await arm.directory.clusters(arm.caller(), sandbox), []);
  });

  it('lists a whole account: two tenants, five subscriptions, nineteen clusters', async () => {
    const steps: ListingStep[] = [];
    await listClusters(arm.directory, arm.caller(), (step) => steps.push(step), Date.now);
    const found = steps.flatMap((step) => (step.kind === 'subscription' ? seenClusters(step.seen) : []));
    assert.equal(steps.length, 5);
    assert.equal(found.length, arm.simulator.directory.scenario.clusters.length);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('has a subscription that two tenants list once, and gets each credential in the tenant that lists the cluster', async () => {
    addLighthouse(arm.simulator.directory.scenario);
    let listing = emptyListing([arm.signIn.account]);
    const onStep = (step: ListingStep): void => {
      listing = withStep(listing, step);
    };
    await listClusters(arm.directory, arm.caller(), onStep, Date.now);
    const lent = listing.subscriptions.filter(({ subscription }) =>
      [northwindShop, fabrikamDepot].some(({ subscriptionId }) => subscriptionId === subscription.subscriptionId),
    );
    const found = lent.flatMap(seenClusters).toSorted((a, b) => a.cluster.name.localeCompare(b.cluster.name));
    assert.deepEqual(
      found.map(({ cluster, tenants }) => [
        cluster.name,
        tenants.owner.tenantId,
        tenants.lister.displayName,
        tenants.isOwnerForeign === true,
      ]),
      [
        ['depot', fabrikam.tenantId, 'Fabrikam', false],
        ['depot-lab', fabrikam.tenantId, 'Contoso', false],
        ['shop', northwindShop.tenantId, 'Contoso', true],
      ],
    );
    assert.equal(lent.length, 2);
    for (const seen of found) {
      const text = await arm.credentials.userCredential(seen, arm.caller(), 'exec');
      assert.match(text, new RegExp(`- --tenant-id\\n +- ${seen.tenants.owner.tenantId}`));
      assert.equal(signInTenant(seen.cluster), seen.tenants.owner.tenantId);
    }
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('shows a person without any role nothing of a subscription that is not theirs', async () => {
    await arm.signInAs(ben.upn);
    await arm.rejectsWith(arm.directory.clusters(arm.caller(), fabrikamPlatform), 'signedOut', /AADSTS50020/);
    await arm.rejectsWith(
      arm.directory.clusters(arm.caller(), sandbox),
      'missingRole',
      /may not perform Microsoft\.Resources\/subscriptions\/read/,
    );
  });
});
