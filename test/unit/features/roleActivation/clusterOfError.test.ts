import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import { clusterOfError } from '../../../../src/features/roleActivation/clusterOfError.ts';
import { rawCluster } from '../../core/entraIntegration/rawClusters.ts';
import { seenOf } from '../../core/posture/postures.ts';

const seen = seenOf(rawCluster());
const state = {
  kind: 'listed',
  accounts: [seen.account],
  subscriptions: [
    {
      subscription: seen.subscription,
      account: seen.account,
      tenants: seen.tenants,
      at: 0,
      outcome: { kind: 'listed', clusters: [seen.cluster] },
    },
  ],
  tenantFailures: [],
} satisfies InventoryState;

describe('the cluster of an error', () => {
  it('is the one of that id in the tree, in whatever case Azure wrote it', () => {
    assert.equal(clusterOfError(state, { clusterId: seen.cluster.id.toUpperCase() })?.cluster, seen.cluster);
  });

  it('is as the account sees it that lacks the role', () => {
    const ben = { id: 'id of ben', label: 'ben@contoso.com' };
    const [first] = state.subscriptions;
    assert.ok(first);
    const both: InventoryState = { ...state, subscriptions: [first, { ...first, account: ben }] };
    const { id: clusterId } = seen.cluster;
    assert.equal(clusterOfError(both, { clusterId })?.account, seen.account);
    assert.equal(clusterOfError(both, { clusterId, accountId: ben.id })?.account, ben);
    assert.equal(clusterOfError(both, { clusterId, accountId: 'gone' }), undefined);
  });

  it('is none where nobody sees it, or nothing is named', () => {
    for (const argument of [{ clusterId: '/subscriptions/x' }, { clusterId: 1 }, {}, undefined, seen.cluster.id]) {
      assert.equal(clusterOfError(state, argument), undefined);
    }
  });
});
