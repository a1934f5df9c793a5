import { type InventoryState, listingOf } from './inventory.ts';
import { type SeenCluster, seenClusters } from '../clusters/seenCluster.ts';

/** Every cluster that is known, in the order of its subscriptions. */
export function clustersIn(state: InventoryState): SeenCluster[] {
  return listingOf(state)?.subscriptions.flatMap(seenClusters) ?? [];
}
