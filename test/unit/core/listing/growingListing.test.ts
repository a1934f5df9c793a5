import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clustersIn } from '../../../../src/core/listing/clustersIn.ts';
import { emptyListing, sortedListing, withRowsBefore, withStep } from '../../../../src/core/listing/growingListing.ts';
import { hasRows, isShown, type Listing, listingOf } from '../../../../src/core/listing/inventory.ts';
import type { Fleet } from '../../../../src/core/clusters/fleet.ts';
import { seenClusters, type SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import { eachSubscriptionOnce } from '../../../../src/core/listing/subscriptionListings.ts';
import { ada, ben, cluster, contoso, fabrikam, failed, offline, seen } from '../clusters/listedClusters.ts';

function listing(parts: Partial<Listing>): Listing {
  return { ...emptyListing([ada]), ...parts };
}

/** What a listing has, in a few words. */
function summary({ subscriptions, tenantFailures }: Listing): string[] {
  return [
    ...subscriptions.map(({ account, subscription, outcome }) =>
      [
        account.id,
        subscription.subscriptionId,
        outcome.kind === 'failed' ? 'failed' : outcome.clusters.map(({ name }) => name).join('+'),
      ].join(' '),
    ),
    ...tenantFailures.map(({ account, tenant }) => `${account.id} ${tenant.displayName} failed`),
  ];
}

describe('a listing', () => {
  it('grows with each step, which leaves what was there', () => {
    const first = withStep(emptyListing([ada]), { kind: 'subscription', seen: seen('prod', [cluster('prod', 'web')]) });
    const second = withStep(first, { kind: 'tenantFailed', failure: failed(fabrikam) });
    assert.deepEqual(summary(first), ['ada.home prod web']);
    assert.deepEqual(summary(second), ['ada.home prod web', 'ada.home Fabrikam failed']);
  });

  it('keeps the rows of the listing before until it has reached them', () => {
    const before = listing({
      subscriptions: [seen('prod', [cluster('prod', 'old')]), seen('dev', [cluster('dev', 'old')])],
      tenantFailures: [failed(fabrikam)],
    });
    assert.deepEqual(summary(withRowsBefore(emptyListing([ada]), before)), summary(before));
    const now = listing({ subscriptions: [seen('prod', [cluster('prod', 'new')])] });
    assert.deepEqual(summary(withRowsBefore(now, before)), [
      'ada.home prod new',
      'ada.home dev old',
      'ada.home Fabrikam failed',
    ]);
  });

  it('keeps the namespaces and fleets of a subscription until they were looked for, and where that failed', () => {
    const fleets = [{ id: '/fleets/f', name: 'f' } as Fleet];
    const withPlaces = (places: object): SeenSubscription => {
      const one = seen('prod', []);
      return { ...one, outcome: { ...one.outcome, ...places } };
    };
    const before = listing({ subscriptions: [withPlaces({ fleets })] });
    const fleetsIn = (places: object): unknown =>
      withRowsBefore(listing({ subscriptions: [withPlaces(places)] }), before, 'ended').subscriptions[0]?.outcome
        .fleets;
    assert.deepEqual(fleetsIn({}), fleets);
    assert.deepEqual(fleetsIn({ placesError: offline }), fleets);
    assert.deepEqual(fleetsIn({ namespaces: [], fleets: [] }), []);
  });

  it('drops the failure of a tenant that answers again, and keeps none twice', () => {
    const before = listing({ tenantFailures: [failed(contoso), failed(fabrikam)] });
    const now = listing({ subscriptions: [seen('prod', [])], tenantFailures: [failed(fabrikam)] });
    assert.deepEqual(summary(withRowsBefore(now, before)), ['ada.home prod ', 'ada.home Fabrikam failed']);
  });

  it('shows nothing of an account that is not listed any more', () => {
    const before = listing({
      accounts: [ada, ben],
      subscriptions: [seen('prod', [], { account: ben }), seen('prod', [cluster('prod', 'web')])],
      tenantFailures: [failed(fabrikam, ben)],
    });
    assert.deepEqual(summary(withRowsBefore(emptyListing([ada]), before)), ['ada.home prod web']);
  });

  it('has a subscription once for each account, also where two tenants list it', () => {
    const steps = [
      seen('prod', [cluster('prod', 'web')]),
      seen('PROD', [cluster('PROD', 'WEB'), cluster('PROD', 'api')], { tenant: fabrikam }),
      seen('prod', [], { account: ben }),
    ].map((each) => ({ kind: 'subscription', seen: each }) as const);
    const { subscriptions } = steps.reduce(withStep, emptyListing([ada, ben]));
    assert.deepEqual(
      subscriptions.map((each) => [
        each.account.id,
        ...seenClusters(each).map(({ cluster: { name }, tenants }) => `${name} of ${tenants.lister.displayName}`),
      ]),
      [['ada.home', 'api of Fabrikam', 'web of Contoso'], ['ben.home']],
    );
  });

  it('keeps what each tenant told of a subscription until that one has answered', () => {
    const told = [seen('prod', [cluster('prod', 'web')]), seen('prod', [cluster('prod', 'api')], { tenant: fabrikam })];
    const before = listing({ subscriptions: eachSubscriptionOnce(told) });
    const now = listing({ subscriptions: [seen('prod', [cluster('prod', 'new')])] });
    const { subscriptions } = withRowsBefore(now, before);
    assert.deepEqual(
      subscriptions.flatMap(seenClusters).map(({ cluster: { name } }) => name),
      ['api', 'new'],
    );
    assert.equal(subscriptions.length, 1);
  });

  it('has a tenant that fails once, whatever case its id is in', () => {
    const upper = { ...fabrikam, tenantId: 'FABRIKAM' };
    const steps = [failed(fabrikam), failed(upper)].map((failure) => ({ kind: 'tenantFailed', failure }) as const);
    assert.deepEqual(summary(steps.reduce(withStep, emptyListing([ada]))), ['ada.home Fabrikam failed']);
    const before = listing({ tenantFailures: [failed(upper)] });
    assert.deepEqual(summary(withRowsBefore(listing({ tenantFailures: [failed(fabrikam)] }), before)), [
      'ada.home Fabrikam failed',
    ]);
  });

  it('is sorted by names, however it arrived', () => {
    const subscriptions = ['Zebra', 'Äpfel', 'apple', 'Beta'].map((name) => seen(name, []));
    const sorted = sortedListing(listing({ subscriptions, tenantFailures: [failed(fabrikam), failed(contoso)] }));
    assert.deepEqual(
      sorted.subscriptions.map(({ subscription }) => subscription.displayName),
      ['Äpfel', 'apple', 'Beta', 'Zebra'].toSorted((a, b) => a.localeCompare(b)),
    );
    assert.deepEqual(
      sorted.tenantFailures.map(({ tenant }) => tenant.displayName),
      ['Contoso', 'Fabrikam'],
    );
  });

  it('has something to show where a subscription has clusters or failed, or a tenant failed', () => {
    assert.equal(hasRows(emptyListing([ada])), false);
    assert.equal(hasRows(listing({ subscriptions: [seen('empty', [])] })), false);
    assert.equal(hasRows(listing({ subscriptions: [seen('empty', []), seen('dev', [cluster('dev', 'a')])] })), true);
    assert.equal(hasRows(listing({ subscriptions: [seen('broken', offline)] })), true);
    assert.equal(hasRows(listing({ tenantFailures: [failed(fabrikam)] })), true);
    assert.equal(isShown(seen('empty', [])), false);
    const half = seen('half', []);
    assert.equal(isShown({ ...half, outcome: { kind: 'listed', clusters: [], placesError: offline } }), true);
  });
});

describe('the clusters of an inventory', () => {
  it('come with who sees them, and where', () => {
    const subscriptions = [seen('prod', [cluster('prod', 'web')]), seen('broken', offline), seen('dev', [])];
    const found = clustersIn({ kind: 'listed', ...listing({ subscriptions }) });
    assert.deepEqual(
      found.map(({ cluster: { name }, account, subscription, tenants }) => [
        name,
        account,
        subscription.subscriptionId,
        tenants.lister,
      ]),
      [['web', ada, 'prod', contoso]],
    );
  });

  it('are none where nothing was listed', () => {
    for (const state of [{ kind: 'starting' }, { kind: 'signedOut' }, { kind: 'failed', error: offline }] as const) {
      assert.deepEqual(clustersIn(state), []);
      assert.equal(listingOf(state), undefined);
    }
  });
});
