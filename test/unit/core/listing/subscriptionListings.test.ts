import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SeenSubscription, seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { eachSubscriptionOnce, listingsOf } from '../../../../src/core/listing/subscriptionListings.ts';
import { ada, ben, cluster, contoso, fabrikam, offline, seen } from '../clusters/listedClusters.ts';

const web = cluster('prod', 'web');
/** Fabrikam's subscription, as it lists it itself, and as Contoso does. */
const own = seen('prod', [web], { tenant: fabrikam });
const lent = { ...seen('prod', [web]), tenants: { owner: fabrikam, lister: contoso } };

function only(...listings: readonly SeenSubscription[]): SeenSubscription {
  const [subscription, ...others] = eachSubscriptionOnce(listings);
  assert.ok(subscription);
  assert.deepEqual(others, []);
  return subscription;
}

describe('a subscription that two tenants list', () => {
  it('is one, seen through its owner where that lists it, else through the same tenant each time', () => {
    for (const listings of [
      [own, lent],
      [lent, own],
    ]) {
      const { tenants } = only(...listings);
      assert.deepEqual([tenants.owner, tenants.lister], [fabrikam, fabrikam]);
      assert.deepEqual(
        seenClusters(only(...listings)).map((each) => each.tenants.lister),
        [fabrikam],
      );
    }
    const stranger = { tenantId: 'stranger', displayName: 'stranger' };
    const foreign = [contoso, fabrikam].map((lister) => ({ ...own, tenants: { owner: stranger, lister } }));
    assert.equal(only(...foreign).tenants.lister, contoso);
    assert.equal(only(...foreign.toReversed()).tenants.lister, contoso);
  });

  it('has the clusters of both, each with the tenant that lists it: roles differ between tenants', () => {
    const more = { ...lent, outcome: { kind: 'listed', clusters: [web, cluster('prod', 'api')] } } as const;
    assert.deepEqual(
      seenClusters(only(more, own)).map(({ cluster: { name }, tenants }) => [name, tenants.lister.displayName]),
      [
        ['api', 'Contoso'],
        ['web', 'Fabrikam'],
      ],
    );
  });

  it('has clusters where one fails or lists none, and the failure where there are none', () => {
    const failing = { ...own, outcome: { kind: 'failed', error: offline } } as const;
    const empty = { ...lent, outcome: { kind: 'listed', clusters: [] } } as const;
    assert.equal(only(failing, lent).tenants.lister, contoso);
    assert.equal(only(failing, lent).outcome.kind, 'listed');
    assert.equal(only(empty, failing).outcome.kind, 'failed');
    assert.equal(only({ ...empty, tenants: own.tenants }, lent).tenants.lister, contoso);
  });

  it('is told apart by its tenants again, the later answer of one tenant in place of the earlier', () => {
    const both = only(lent, own);
    assert.deepEqual(listingsOf(both), [own, lent]);
    const now = { ...own, outcome: { kind: 'failed', error: offline } } as const;
    assert.deepEqual(listingsOf(only(both, now)), [lent, now]);
  });

  it('stays two where two accounts see it, whatever their ids have in common', () => {
    const seenBy = (id: string, subscriptionId: string): SeenSubscription =>
      seen(subscriptionId, [], { account: { ...ada, id } });
    assert.equal(eachSubscriptionOnce([own, seen('prod', [web], { account: ben })]).length, 2);
    assert.equal(eachSubscriptionOnce([seenBy('a', 'b","c'), seenBy('a","b', 'c')]).length, 2);
    assert.equal(eachSubscriptionOnce([seenBy('a', 'PROD'), seenBy('a', 'prod')]).length, 1);
  });
});
