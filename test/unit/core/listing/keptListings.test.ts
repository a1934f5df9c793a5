import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clustersIn } from '../../../../src/core/listing/clustersIn.ts';
import {
  emptyListing,
  failedListing,
  keptListing,
  withRowsBefore,
} from '../../../../src/core/listing/growingListing.ts';
import { type Listing, listingOf } from '../../../../src/core/listing/inventory.ts';
import { asOf, failureIn, seenClusters, type SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import { eachSubscriptionOnce } from '../../../../src/core/listing/subscriptionListings.ts';
import { ada, ben, cluster, contoso, fabrikam, failed, noon, offline, seen } from '../clusters/listedClusters.ts';

const later = noon + 60_000;
const web = cluster('prod', 'web');
const api = cluster('prod', 'api');

function listing(parts: Partial<Listing>): Listing {
  return { ...emptyListing([ada]), ...parts };
}

/** Each cluster, with "old" where it could not be listed anew, and each failure that a row tells. */
function told({ subscriptions, tenantFailures }: Listing): string[] {
  return [
    ...subscriptions.flatMap((each) => [
      ...(failureIn(each) === undefined ? [] : [`${each.subscription.subscriptionId} failed`]),
      ...seenClusters(each).map(({ cluster: { name }, asOf: old }) => {
        assert.ok(old === undefined || old === noon);
        return `${each.subscription.subscriptionId} ${old === undefined ? '' : 'old '}${name}`;
      }),
    ]),
    ...tenantFailures.map(({ tenant }) => `${tenant.displayName} failed`),
  ];
}

const before = listing({
  subscriptions: [seen('prod', [web]), seen('lab', [cluster('lab', 'gpu')], { tenant: fabrikam })],
});

describe('a listing that fails in part', () => {
  it('keeps the clusters of a subscription that failed, with its error and as of when', () => {
    const now = listing({
      subscriptions: [
        seen('prod', offline, { at: later }),
        seen('lab', [cluster('lab', 'new')], { tenant: fabrikam, at: later }),
      ],
    });
    for (const progress of ['running', 'stopped', 'ended'] as const) {
      const merged = withRowsBefore(now, before, progress);
      assert.deepEqual(told(merged), ['prod failed', 'prod old web', 'lab new']);
      assert.equal(failureIn(merged.subscriptions[0] ?? seen('none', [])), offline);
    }
  });

  it('keeps what stands beside clusters until it is listed anew, and where that failed', () => {
    const fleets = [{ ...web, hasHub: true }];
    const withFleets = listing({
      subscriptions: [{ ...seen('prod', []), outcome: { kind: 'listed', clusters: [], namespaces: [], fleets } }],
    });
    const places = (outcome: SeenSubscription['outcome']): SeenSubscription['outcome'] | undefined => {
      const now = listing({ subscriptions: [{ ...seen('prod', [], { at: later }), outcome }] });
      return withRowsBefore(now, withFleets, 'ended').subscriptions[0]?.outcome;
    };
    assert.deepEqual(places({ kind: 'listed', clusters: [web] })?.fleets, fleets);
    assert.deepEqual(places({ kind: 'listed', clusters: [web], namespaces: [], fleets: [] })?.fleets, []);
    assert.deepEqual(places({ kind: 'failed', error: offline })?.fleets, fleets);
    assert.deepEqual(places({ kind: 'failed', error: offline, kept: [api] }), {
      kind: 'failed',
      error: offline,
      kept: [api],
      namespaces: [],
      fleets,
    });
  });

  it('keeps the subscriptions of a tenant that failed, as of when they were listed', () => {
    const now = listing({ subscriptions: [seen('prod', [api], { at: later })], tenantFailures: [failed(fabrikam)] });
    for (const progress of ['running', 'stopped', 'ended'] as const) {
      assert.deepEqual(told(withRowsBefore(now, before, progress)), ['prod api', 'lab old gpu', 'Fabrikam failed']);
    }
  });

  it('keeps them as often as it fails, as of the one time that they were listed', () => {
    const now = listing({
      subscriptions: [seen('prod', offline, { at: later })],
      tenantFailures: [failed(fabrikam)],
    });
    const once = withRowsBefore(now, before, 'ended');
    const whole = withRowsBefore(emptyListing([ada]), once, 'stopped');
    const again = withRowsBefore(now, whole, 'ended');
    const expected = ['prod failed', 'prod old web', 'lab old gpu', 'Fabrikam failed'];
    assert.deepEqual([once, whole, again].map(told), [expected, expected, expected]);
  });

  it('has only what was listed where that worked, and drops what an answer does not name any more', () => {
    const now = listing({ subscriptions: [seen('prod', [api], { at: later })] });
    assert.deepEqual(told(withRowsBefore(now, before, 'ended')), ['prod api']);
    assert.deepEqual(told(withRowsBefore(now, before, 'running')), ['prod api', 'lab gpu']);
    const failing = withRowsBefore(emptyListing([ada]), before, 'stopped');
    assert.deepEqual(told(withRowsBefore(now, failing, 'ended')), ['prod api']);
  });

  it('prefers what is there now where two tenants list a subscription, and keeps what only the failed one had', () => {
    const both = listing({
      subscriptions: eachSubscriptionOnce([seen('prod', [web, api], { tenant: fabrikam }), seen('prod', [web])]),
    });
    const now = listing({ subscriptions: [seen('prod', [web], { at: later })], tenantFailures: [failed(fabrikam)] });
    const [prod, ...others] = withRowsBefore(now, both, 'ended').subscriptions;
    assert.ok(prod && others.length === 0);
    assert.equal(asOf(prod), undefined);
    assert.equal(prod.tenants.lister, contoso);
    assert.deepEqual(told(listing({ subscriptions: [prod] })), ['prod old api', 'prod web']);
  });

  it('tells the failure of one tenant of a subscription where its old clusters are shown, and else not', () => {
    const now = (clusters: (typeof web)[]): Listing => {
      const told = [seen('prod', clusters, { at: later }), seen('prod', offline, { tenant: fabrikam, at: later })];
      return listing({ subscriptions: eachSubscriptionOnce(told) });
    };
    const known = listing({ subscriptions: [seen('prod', [api], { tenant: fabrikam })] });
    assert.deepEqual(told(withRowsBefore(now([web]), known, 'ended')), ['prod failed', 'prod old api', 'prod web']);
    assert.deepEqual(told(now([web])), ['prod web']);
  });
});

describe('a listing that fails as a whole', () => {
  it('keeps everything, as of when it was listed, with the failures that were told', () => {
    const partly = listing({ ...before, tenantFailures: [failed(fabrikam)] });
    const state = failedListing(offline, keptListing({ kind: 'listed', ...partly }));
    assert.deepEqual(told(listingOf(state) ?? emptyListing([])), ['prod old web', 'lab old gpu', 'Fabrikam failed']);
    assert.deepEqual(
      clustersIn(state).map(({ cluster: { name } }) => name),
      ['web', 'gpu'],
    );
  });

  it('keeps what had arrived by then as it is', () => {
    const now = listing({ subscriptions: [seen('prod', [api], { at: later })] });
    assert.deepEqual(told(withRowsBefore(now, before, 'stopped')), ['prod api', 'lab old gpu']);
  });

  it('has nothing to keep where there were no rows, after a sign-out, or of another account', () => {
    for (const state of [{ kind: 'starting' }, { kind: 'signedOut' }, { kind: 'failed', error: offline }] as const) {
      assert.equal(keptListing(state), undefined);
    }
    const nothing = keptListing({ kind: 'listed', ...listing({ subscriptions: [seen('empty', [])] }) });
    assert.deepEqual(failedListing(offline, nothing), { kind: 'failed', error: offline });
    assert.deepEqual(told(withRowsBefore(emptyListing([ben]), before, 'stopped')), []);
  });
});
