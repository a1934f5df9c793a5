import type { Room } from '../../ui/commandRegistry.ts';
import type { ClusterFilterPorts } from './changedView.ts';
import type { ToggleFavouritePorts } from './toggleFavourite.ts';

type ClusterFilterCommands =
  | 'aksEntra.filterClusters'
  | 'aksEntra.clearFilter'
  | 'aksEntra.groupClusters'
  | 'aksEntra.sortClusters'
  | 'aksEntra.toggleFavourite';

/** Which clusters the tree shows, and how. */
export function clusterFilterCommands(ports: ClusterFilterPorts & ToggleFavouritePorts): Room<ClusterFilterCommands> {
  return {
    commands: {
      'aksEntra.filterClusters': async () => {
        const { filterClusters } = await import('./filterClusters.ts');
        await filterClusters(ports);
      },
      'aksEntra.clearFilter': async () => {
        const { clearFilter } = await import('./clearFilter.ts');
        await clearFilter(ports);
      },
      'aksEntra.groupClusters': async () => {
        const { groupClusters } = await import('./groupClusters.ts');
        await groupClusters(ports);
      },
      'aksEntra.sortClusters': async () => {
        const { sortClusters } = await import('./sortClusters.ts');
        await sortClusters(ports);
      },
      'aksEntra.toggleFavourite': async (argument) => {
        const { toggleFavourite } = await import('./toggleFavourite.ts');
        await toggleFavourite(ports, argument);
      },
    },
    disposables: [],
  };
}
