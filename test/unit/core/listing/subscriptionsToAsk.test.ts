import assert from 'node:assert/strict';
import { it } from 'node:test';
import { subscriptionsToAsk } from '../../../../src/core/listing/subscriptionsToAsk.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import { seen } from '../clusters/listedClusters.ts';

it('a refresh asks Azure itself about few subscriptions, each once, and about many its query', () => {
  const stateOf = (names: readonly string[]): InventoryState => ({
    kind: 'listed',
    ...emptyListing([]),
    subscriptions: names.map((name) => seen(name, [])),
  });
  const few = subscriptionsToAsk(stateOf(['prod', 'dev', 'prod']));
  assert.equal(few.length, 2);
  const names = Array.from({ length: 25 }, (_, index) => `subscription-${index}`);
  assert.equal(subscriptionsToAsk(stateOf(names.slice(1))).length, 24);
  assert.deepEqual(subscriptionsToAsk(stateOf(names)), []);
  assert.deepEqual(subscriptionsToAsk({ kind: 'starting' }), []);
});
