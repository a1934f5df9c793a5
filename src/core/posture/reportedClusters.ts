import { eachOnce } from '../eachOnce.ts';
import { clustersIn } from '../listing/clustersIn.ts';
import type { InventoryState } from '../listing/inventory.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';

/** Each cluster once, though several accounts may see it: in the name of one that sees it now, where there is one. */
export function reportedClusters(state: InventoryState): SeenCluster[] {
  const all = clustersIn(state);
  const [now, before] = [true, false].map((isNow) => all.filter(({ asOf }) => (asOf === undefined) === isNow));
  return eachOnce([...(now ?? []), ...(before ?? [])], ({ cluster }) => cluster.id.toLowerCase());
}
