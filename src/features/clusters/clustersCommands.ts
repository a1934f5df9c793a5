import type * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { SelectedAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { Memory } from '../../ui/memory.ts';
import { ChosenView } from './chosenView.ts';
import { ClusterChanges } from './clusterChanges.ts';
import { ClusterInventory } from './clusterInventory.ts';
import type { ListingPorts } from './clusterListing.ts';
import { createClusterView, type LookUpPorts, type MachinePorts } from './clusterTree.ts';
import { refresh } from './refresh.ts';

interface ClustersPorts extends Omit<MachinePorts, 'changes'>, LookUpPorts, Omit<ListingPorts, 'directory'> {
  readonly signIn: SignIn & SelectedAccounts & LookUpPorts['signIn'];
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  /** They load when something is listed. */
  readonly clusterDirectory: ListingPorts['directory'];
  readonly memory: ListingPorts['memory'] & Pick<Memory, 'clusterView' | 'favouriteClusters'>;
}

type ClustersCommands = 'aksEntra.signInToTenant' | 'aksEntra.refresh' | 'aksEntra.openInPortal';

/** The cluster tree, what it lists, and the commands on its rows. */
export function clustersCommands(ports: ClustersPorts): Room<ClustersCommands> & {
  readonly inventory: ClusterInventory;
  readonly changes: ClusterChanges;
  readonly chosenView: ChosenView;
} {
  const { signIn, cloud } = ports;
  const chosenView = new ChosenView(ports.memory);
  const favourites = (): readonly string[] => chosenView.favourites;
  const inventory = new ClusterInventory({ ...ports, directory: ports.clusterDirectory, favourites });
  const changes = new ClusterChanges();
  return {
    inventory,
    changes,
    chosenView,
    commands: {
      'aksEntra.signInToTenant': async (argument) => {
        const { signInToTenant } = await import('./signInToTenant.ts');
        await signInToTenant(signIn, inventory, cloud(), argument);
      },
      'aksEntra.refresh': () => refresh(inventory),
      'aksEntra.openInPortal': async (argument) => {
        const { openInPortal } = await import('./openInPortal.ts');
        await openInPortal(signIn, inventory, cloud(), argument);
      },
    },
    disposables: [
      inventory,
      changes,
      chosenView,
      createClusterView(inventory, chosenView, ports, { ...ports, changes }),
      ports.onDidChangeAccount(() => {
        changes.forgetVerified();
        void inventory.refresh();
      }),
    ],
  };
}
