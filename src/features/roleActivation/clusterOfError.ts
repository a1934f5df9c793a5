import { readString } from '../../core/azure/readProperty.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';

/** The cluster that the button beside an error names by its id, where the user sees one of that id. */
export function clusterOfError(state: InventoryState, argument: unknown): SeenCluster | undefined {
  const id = readString(argument, 'clusterId')?.toLowerCase();
  return id === undefined ? undefined : clustersIn(state).find(({ cluster }) => cluster.id.toLowerCase() === id);
}
