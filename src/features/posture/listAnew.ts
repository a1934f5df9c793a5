import type { InventoryState } from '../../core/listing/inventory.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

type Listing = Pick<ClusterInventory, 'refresh' | 'ensureListed' | 'cancel'> & { readonly state: InventoryState };

/**
 * Lists the clusters anew, whatever was listed before. Where somebody refreshes the tree meanwhile, theirs is waited for.
 *
 * @throws what the signal was aborted with
 */
export async function listAnew(inventory: Listing, signal: AbortSignal): Promise<InventoryState> {
  signal.addEventListener('abort', () => {
    inventory.cancel();
  });
  await inventory.refresh();
  signal.throwIfAborted();
  if (inventory.state.kind === 'loading') {
    await inventory.ensureListed();
    signal.throwIfAborted();
  }
  return inventory.state;
}
