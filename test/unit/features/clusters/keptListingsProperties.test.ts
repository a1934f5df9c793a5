import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { emptyListing, withRowsBefore, withStep } from '../../../../src/core/listing/growingListing.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import type { ListingStep } from '../../../../src/core/listing/listClusters.ts';
import { asOf, lastClusters, type SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import { placesOf } from '../../../../src/core/clusters/seenPlaces.ts';
import { keyOfListing, listingsOf } from '../../../../src/core/listing/subscriptionListings.ts';
import { seeds, stepsOf, type World, worlds } from './generatedListings.ts';

/** How much of a listing arrives before it fails as a whole; 1: it ends. */
const share = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 0.99, noNaN: true }));

describe('a refresh over whatever was listed before', () => {
  it('takes nothing away that it did not list anew, and has only the new where it did', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, worlds, seeds, share, share, async (one, two, three, seed, first, second) => {
        const before = await refreshed(await refreshed(emptyListing(one.accounts), one, seed, 1), two, seed, first);
        const steps = stepsUntil(await stepsOf(three, seed), second);
        const now = steps.reduce(withStep, emptyListing(three.accounts));
        const after = byListing(withRowsBefore(now, before, second === 1 ? 'ended' : 'stopped'));
        const fresh = byListing(now);
        for (const [key, seen] of byListing(before)) {
          const [new_, merged] = [fresh.get(key), after.get(key)];
          if (!three.accounts.some(({ id }) => id === seen.account.id)) {
            assert.equal(merged, undefined);
          } else if (new_?.outcome.kind === 'listed') {
            assert.deepEqual(merged, { ...new_, outcome: { ...placesOf(seen), ...new_.outcome } });
          } else if (new_ === undefined && second === 1 && hasAnswered(three, seen)) {
            assert.equal(merged, undefined);
          } else {
            assert.ok(merged);
            assert.deepEqual(lastClusters(merged), lastClusters(seen));
            assert.equal(asOf(merged), lastClusters(seen) === undefined ? undefined : seen.at);
            assert.equal(merged.outcome.kind === 'failed' || new_ === undefined, true);
          }
        }
        for (const [key, seen] of fresh) {
          assert.equal(after.get(key)?.outcome.kind, seen.outcome.kind);
        }
        assert.deepEqual(
          [...fresh.keys()].filter((key) => !after.has(key)),
          [],
        );
      }),
      { numRuns: 100 },
    );
  });
});

/** The listing after a refresh that stops after a part of its steps, or ends. */
async function refreshed(before: Listing, world: World, seed: number, part: number): Promise<Listing> {
  const steps = stepsUntil(await stepsOf(world, seed), part);
  const now = steps.reduce(withStep, emptyListing(world.accounts));
  return withRowsBefore(now, before, part === 1 ? 'ended' : 'stopped');
}

function stepsUntil(steps: readonly ListingStep[], part: number): ListingStep[] {
  return steps.slice(0, Math.floor(steps.length * part));
}

function byListing({ subscriptions }: Listing): Map<string, SeenSubscription> {
  return new Map(subscriptions.flatMap(listingsOf).map((seen) => [keyOfListing(seen), seen]));
}

/** Whether the tenant that had listed it listed its subscriptions. */
function hasAnswered({ tenants }: World, { account, tenants: { lister } }: SeenSubscription): boolean {
  const listed = tenants.get(account.id)?.get(lister.tenantId.toLowerCase());
  return listed !== undefined && listed !== 'fails';
}
