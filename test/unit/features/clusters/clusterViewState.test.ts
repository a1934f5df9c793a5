import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing, type InventoryState, type Listing } from '../../../../src/core/clusters/inventory.ts';
import { viewMessage, viewState } from '../../../../src/features/clusters/clusterViewState.ts';
import { ada, cluster, fabrikam, failed, offline, seen } from '../../core/clusters/listedClusters.ts';

const filled: Listing = { ...emptyListing([ada]), subscriptions: [seen('prod', [cluster('prod', 'web')])] };
const hiding = (count: number): Listing => ({
  ...filled,
  subscriptions: [...filled.subscriptions, ...Array.from({ length: count }, (_, index) => seen(`empty ${index}`, []))],
});

describe('the cluster view', () => {
  it('has a welcome text where it has no rows, and rows where a listing failed: the ways out', () => {
    const states: readonly (readonly [InventoryState, string])[] = [
      [{ kind: 'starting' }, 'starting'],
      [{ kind: 'signedOut' }, 'signedOut'],
      [{ kind: 'loading', ...filled }, 'loading'],
      [{ kind: 'listed', ...emptyListing([ada]) }, 'empty'],
      [{ kind: 'listed', ...emptyListing([ada]), subscriptions: [seen('empty', [])] }, 'empty'],
      [{ kind: 'listed', ...filled }, 'listed'],
      [{ kind: 'listed', ...emptyListing([ada]), tenantFailures: [failed(fabrikam)] }, 'listed'],
      [{ kind: 'failed', error: offline }, 'listed'],
    ];
    for (const [state, expected] of states) {
      assert.equal(viewState(state), expected, state.kind);
    }
  });

  it('says how many subscriptions are hidden, and nothing where none is', () => {
    assert.equal(viewMessage({ kind: 'listed', ...hiding(0) }), undefined);
    assert.equal(viewMessage({ kind: 'listed', ...hiding(1) }), '1 subscription without clusters not shown');
    assert.equal(viewMessage({ kind: 'listed', ...hiding(3) }), '3 subscriptions without clusters not shown');
    assert.equal(viewMessage({ kind: 'loading', ...hiding(3) }), undefined);
  });

  it('says that a listing which was stopped may lack clusters', () => {
    assert.match(viewMessage({ kind: 'listed', isIncomplete: true, ...hiding(1) }) ?? '', /was stopped.*Refresh/);
  });

  it('says why a listing failed, a defect included, without what it may quote', () => {
    assert.equal(viewMessage({ kind: 'failed', error: offline }), offline.message);
    assert.match(viewMessage({ kind: 'failed', error: new Error('oops') }) ?? '', /unexpected went wrong: oops/);
  });

  it('leaves the welcome text alone where it has no rows', () => {
    assert.equal(viewMessage({ kind: 'listed', ...emptyListing([ada]) }), undefined);
  });
});
