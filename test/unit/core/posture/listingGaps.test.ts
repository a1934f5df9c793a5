import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { listingGaps } from '../../../../src/core/posture/listingGaps.ts';
import { ada, ben, cluster, fabrikam, failed, offline, seen } from '../clusters/listedClusters.ts';

describe('what a listing did not reach', () => {
  const listing = emptyListing([ada]);

  it('is nothing where everything was listed', () => {
    const subscriptions = [seen('s-1', [cluster('s-1', 'web')])];
    assert.deepEqual(listingGaps({ kind: 'listed', ...listing, subscriptions }), []);
    assert.deepEqual(listingGaps({ kind: 'signedOut' }), []);
  });

  it('is each subscription and each tenant that failed, with its reason', () => {
    assert.deepEqual(
      listingGaps({
        kind: 'listed',
        ...listing,
        subscriptions: [seen('s-1', offline)],
        tenantFailures: [failed(fabrikam)],
      }),
      ['Subscription s-1: Could not list: no network.', 'Tenant Fabrikam: Could not list: no network.'],
    );
  });

  it('is each account that failed beside others', () => {
    assert.deepEqual(listingGaps({ kind: 'listed', ...listing, accountFailures: [{ account: ben, error: offline }] }), [
      'Account ben@contoso.com: Could not list: no network.',
    ]);
  });

  it('is said where the listing was stopped, or is one of before', () => {
    assert.match(listingGaps({ kind: 'listed', ...listing, isIncomplete: true }).join(), /stopped before its end/);
    assert.match(listingGaps({ kind: 'failed', error: offline, kept: listing }).join(), /those that were there before/);
  });
});
