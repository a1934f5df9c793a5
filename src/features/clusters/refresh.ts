import type { ClusterInventory } from './clusterInventory.ts';

/** Lists the clusters anew, for who asks for it. */
export async function refresh(inventory: Pick<ClusterInventory, 'refreshAsked'>): Promise<void> {
  await inventory.refreshAsked();
}
