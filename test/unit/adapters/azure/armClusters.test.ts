import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { signInTenant } from '../../../../src/core/clusters/cluster.ts';
import { emptyListing, withStep } from '../../../../src/core/listing/growingListing.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import { listClusters, type ListingStep } from '../../../../src/core/listing/listClusters.ts';
import { addLighthouse, fabrikamDepot, northwindShop } from '../../../simulator/scenarios/lighthouse.ts';
import { ben, contoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import {
  development,
  fabrikamPlatform,
  fleetSubscription,
  production,
  sandbox,
} from '../../../simulator/scenarios/subscriptions.ts';
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

  it('lists a whole account, by a query for each tenant or by a list for each subscription: the same clusters', async () => {
    const queried = await arm.listAll();
    assert.equal(queried.subscriptions.length, 5);
    assert.deepEqual(queried.tenantFailures, []);
    const { clusters } = arm.simulator.directory.scenario;
    const expected = clusters.filter(({ subscriptionId }) => subscriptionId !== fleetSubscription.subscriptionId);
    assert.equal(queried.subscriptions.flatMap(seenClusters).length, expected.length);
    const lists = (): number => arm.armCalls().filter((path) => path.includes('/managedClusters?')).length;
    // Of the disabled subscription, which the query does not have, and of clusters that are busy.
    assert.ok(lists() <= 6, String(lists()));
    arm.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
    const listed = await arm.listAll();
    assert.deepEqual(whatIsIn(queried), whatIsIn(listed));
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  for (const kind of ['repeatedRow', 'lostRow', 'truncatedQuery', 'partialScopes'] as const) {
    it(`finds everything once where the query meets ${kind}`, async () => {
      const expected = whatIsIn(await arm.listAll());
      arm.simulator.faults.set({ kind });
      assert.deepEqual(whatIsIn(await arm.listAll()), expected);
      assert.deepEqual(arm.simulator.surprises(), []);
    });
  }

  it('lists without delay where the query is limited, be it for minutes', async () => {
    const expected = whatIsIn(await arm.listAll());
    arm.simulator.faults.set({ kind: 'throttled', path: 'Microsoft.ResourceGraph', retryAfterSeconds: 5 });
    const before = performance.now();
    assert.deepEqual(whatIsIn(await arm.listAll()), expected);
    assert.ok(performance.now() - before < 5_000);
  });

  it('finds what the index does not know yet where it was written from here', async () => {
    const { subscriptionId } = production;
    arm.simulator.faults.set({ kind: 'laggingQuery', cluster: 'payments-prod' });
    const names = async (): Promise<string[]> =>
      (await arm.listAll()).subscriptions.flatMap(seenClusters).map(({ cluster }) => cluster.name);
    assert.ok(!(await names()).includes('payments-prod'));
    const path = `/subscriptions/${subscriptionId}/resourceGroups/rg-lag/providers/Microsoft.ContainerService/managedClusters/no?api-version=2025-10-01`;
    await assert.rejects(arm.client.send('write', arm.caller(), contoso.tenantId, { method: 'PUT', path, body: {} }));
    assert.ok((await names()).includes('payments-prod'));
  });

  it('finds what the index does not know yet where somebody came upon that', async () => {
    arm.simulator.faults.set({ kind: 'laggingQuery', cluster: 'payments-prod' });
    arm.directory.noteAheadOfQuery(production.subscriptionId.toUpperCase());
    const found = (await arm.listAll()).subscriptions.flatMap(seenClusters).map(({ cluster }) => cluster.name);
    assert.ok(found.includes('payments-prod'));
  });

  it('finds managed namespaces, by the query and by the lists', async () => {
    const cluster = arm.simulator.directory.scenario.clusters.find(({ managedNamespaces }) => managedNamespaces);
    assert.ok(cluster);
    cluster.roleAssignments.push({
      role: 'AKS Namespace User',
      principalObjectId: ben.objectId,
      below: 'managedNamespaces/checkout',
    });
    await arm.signInAs(ben.upn, { keepsScenario: true });
    for (const isDenied of [false, true]) {
      if (isDenied) {
        arm.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
      }
      const found = whatIsIn(await arm.listAll()).filter((line) => line.includes('managednamespaces/checkout"'));
      assert.equal(found.length, 1, found.join());
    }
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

/** Ids of all that a listing has, in their order. */
function whatIsIn({ subscriptions }: Listing): string[] {
  return subscriptions
    .flatMap(({ outcome, subscription, tenants }) => {
      const all =
        outcome.kind === 'failed' ? [[{ id: 'failed' }]] : [outcome.clusters, outcome.namespaces, outcome.fleets];
      return [
        `${tenants.lister.tenantId} ${subscription.subscriptionId}`,
        ...all.flatMap((some = []) => some.map((one) => JSON.stringify({ ...one, id: one.id.toLowerCase() }))),
      ];
    })
    .toSorted();
}
