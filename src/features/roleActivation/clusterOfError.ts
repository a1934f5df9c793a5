import { readString } from '../../core/azure/readProperty.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';

/**
 * The cluster that the button beside an error names by its id, as the account sees it that lacks a role there.
 *
 * @returns undefined where nobody sees one of that id
 */
export function clusterOfError(state: InventoryState, argument: unknown): SeenCluster | undefined {
  const id = readString(argument, 'clusterId')?.toLowerCase();
  const accountId = readString(argument, 'accountId');
  const those = clustersIn(state).filter(({ cluster }) => cluster.id.toLowerCase() === id);
  return accountId === undefined ? those[0] : those.find(({ account }) => account.id === accountId);
}
