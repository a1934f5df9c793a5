import type { ClusterInventory } from './clusterInventory.ts';

/** Lists the clusters anew. */
export async function refresh(inventory: Pick<ClusterInventory, 'refresh'>): Promise<void> {
  await inventory.refresh();
}
