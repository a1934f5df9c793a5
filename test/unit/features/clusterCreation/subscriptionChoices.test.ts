import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subscriptionChoices } from '../../../../src/features/clusterCreation/subscriptionChoices.ts';
import { ada, ben, seen } from '../../core/clusters/listedClusters.ts';

describe('the subscriptions that a cluster can be made in', () => {
  const both = [seen('shop', []), seen('shop', [], { account: ben })];

  it('say whose they are where several accounts are listed', () => {
    const told = subscriptionChoices(both, [ada, ben]).map(({ label, description }) => [label, description]);
    assert.deepEqual(told, [
      ['shop', 'Contoso · ada@contoso.com'],
      ['shop', 'Contoso · ben@contoso.com'],
    ]);
    assert.equal(subscriptionChoices(both, [ada])[0]?.description, 'Contoso');
  });
});
