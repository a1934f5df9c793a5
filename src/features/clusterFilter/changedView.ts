import { type ClusterView, keptClusterView, readClusterView } from '../../core/clusterView/clusterView.ts';
import type { ChosenView } from '../clusters/chosenView.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

export interface ClusterFilterPorts {
  readonly chosenView: ChosenView;
  readonly inventory: ClusterInventory;
}

export function currentView({ kept, favourites }: ChosenView): ClusterView {
  return readClusterView(kept, favourites);
}

/** The tree shows it at once, and remembers it. */
export async function changeView(chosenView: ChosenView, change: Partial<ClusterView>): Promise<void> {
  await chosenView.keep(keptClusterView({ ...currentView(chosenView), ...change }));
}
