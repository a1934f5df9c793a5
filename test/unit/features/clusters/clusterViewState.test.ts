import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState, Listing } from '../../../../src/core/listing/inventory.ts';
import { viewMessage, viewState } from '../../../../src/features/clusters/clusterViewState.ts';
import { ada, ben, cluster, fabrikam, failed, offline, seen } from '../../core/clusters/listedClusters.ts';

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

  it('says which roles would show something where nothing but another account keeps the welcome text away', () => {
    const roles = /^No AKS cluster is visible to ada@contoso\.com\. .*Reader.*Cluster User Role.*Namespace User/;
    const alone: InventoryState = { kind: 'listed', ...emptyListing([ada], [ben]) };
    assert.match(viewMessage(alone) ?? '', roles);
    assert.match(viewMessage({ ...alone, subscriptions: [seen('empty', [])] }) ?? '', roles);
    const shown = viewMessage({ ...alone, subscriptions: hiding(1).subscriptions });
    assert.equal(shown, '1 subscription without clusters not shown');
    // What failed may hide all that there is.
    assert.equal(viewMessage({ ...alone, tenantFailures: [failed(fabrikam)] }), undefined);
    assert.equal(viewMessage({ ...alone, subscriptions: [seen('broken', offline)] }), undefined);
    const accountFailures = [{ account: ada, error: offline }];
    assert.equal(viewMessage({ ...alone, accountFailures }), undefined);
  });

  it('says that a listing was stopped before it had anything, instead of that nothing is visible', () => {
    const stopped: InventoryState = { kind: 'listed', isIncomplete: true, ...emptyListing([ada]) };
    assert.equal(viewState(stopped), 'listed');
    assert.match(viewMessage(stopped) ?? '', /was stopped.*Refresh/);
  });

  it('leaves the welcome text alone where it has no rows', () => {
    assert.equal(viewMessage({ kind: 'listed', ...emptyListing([ada]) }), undefined);
  });
});
