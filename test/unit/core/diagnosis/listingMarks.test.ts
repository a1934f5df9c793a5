import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { viewAccount, viewBadge } from '../../../../src/core/diagnosis/listingMarks.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState, Listing } from '../../../../src/core/listing/inventory.ts';
import { ada, ben, cluster, fabrikam, failed, offline, seen } from '../clusters/listedClusters.ts';

const filled: Listing = { ...emptyListing([ada]), subscriptions: [seen('prod', [cluster('prod', 'web')])] };

describe('the cluster view, beside its name and on its icon,', () => {
  it('says whose clusters it has', () => {
    assert.equal(viewAccount({ kind: 'listed', ...filled }), 'ada@contoso.com');
    assert.equal(viewAccount({ kind: 'listed', ...emptyListing([ada, ben]) }), '2 accounts');
    assert.equal(viewAccount({ kind: 'failed', error: offline, kept: filled }), 'ada@contoso.com');
    assert.equal(viewAccount({ kind: 'signedOut' }), '');
  });

  it('counts on its icon the sign-ins that are missing, and nothing else that failed', () => {
    const refused = new AksEntraError('signInFailed', 'Sign in again.');
    const lacking = {
      ...filled,
      accountFailures: [{ account: ben, error: refused }],
      tenantFailures: [failed(fabrikam, ada, refused), failed(fabrikam, ada, offline)],
      subscriptions: [seen('dev', offline), seen('prod', refused)],
    };
    assert.deepEqual(viewBadge({ kind: 'listed', ...lacking }), { value: 3, tooltip: '3 sign-ins are needed' });
    const one = { value: 1, tooltip: 'a sign-in is needed' };
    assert.deepEqual(viewBadge({ kind: 'failed', error: refused, kept: filled }), one);
    const states: readonly InventoryState[] = [
      { kind: 'signedOut' },
      { kind: 'listed', ...filled },
      { kind: 'failed', error: offline },
    ];
    assert.deepEqual(states.map(viewBadge), [undefined, undefined, undefined]);
  });
});
