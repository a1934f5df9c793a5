import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenGlassOf, isMended, recordOf } from '../../../../src/core/breakGlass/brokenGlass.ts';

const clusterId = '/subscriptions/s/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/shop';
const broken = { clusterId, name: 'shop', accountId: 'ada.home', sinceMs: 1_000_000 };

describe('a record of broken glass', () => {
  it('comes back whole, its name from the id; others say nothing', () => {
    assert.deepEqual(brokenGlassOf(recordOf(broken)), broken);
    for (const odd of [
      '',
      '[]',
      '{"clusterId":1}',
      recordOf({ ...broken, clusterId: '/c/one' }),
      recordOf({ ...broken, sinceMs: NaN }),
    ]) {
      assert.equal(brokenGlassOf(odd), undefined, odd);
    }
  });

  it('is of no use once local accounts are off and Azure is done, unless that is because they are not on yet', () => {
    const later = broken.sinceMs + 600_000;
    assert.equal(isMended(broken, { hasLocalAccounts: false, isSettled: true }, later), true);
    assert.equal(isMended(broken, { hasLocalAccounts: true, isSettled: true }, later), false);
    assert.equal(isMended(broken, { hasLocalAccounts: false, isSettled: false }, later), false);
    assert.equal(isMended(broken, { hasLocalAccounts: false, isSettled: true }, broken.sinceMs + 1_000), false);
  });
});
