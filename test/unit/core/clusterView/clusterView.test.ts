import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ClusterView,
  keptClusterView,
  plainView,
  readClusterView,
} from '../../../../src/core/clusterView/clusterView.ts';

describe('how the clusters are shown', () => {
  it('is the same after it was remembered', () => {
    const view: ClusterView = {
      filter: { text: 'prod', tenantIds: ['t'], subscriptionIds: ['a', 'b'], entra: ['legacy', 'localAccounts'] },
      grouping: 'location',
      order: 'version',
      favourites: ['/x'],
    };
    assert.deepEqual(readClusterView(keptClusterView(view), ['/x']), view);
  });

  it('is plain where nothing was chosen, and nothing is remembered then', () => {
    assert.equal(keptClusterView({ ...plainView, favourites: ['/x'] }), undefined);
    assert.deepEqual(readClusterView(undefined, undefined), plainView);
  });

  it('leaves out what another version may have remembered', () => {
    const odd = { filter: { text: 7, tenantIds: [], entra: ['other'] }, grouping: 'colour', order: null };
    for (const kept of ['', '{', 'null', JSON.stringify(odd)]) {
      assert.deepEqual(readClusterView(kept, undefined), plainView);
    }
  });
});
