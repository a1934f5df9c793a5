import type * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { ClusterDirectory } from '../../core/clusters/clusterPorts.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { ClusterChanges } from './clusterChanges.ts';
import { ClusterInventory } from './clusterInventory.ts';
import { refresh } from './refresh.ts';
import { createClusterView, type LookUpPorts, type MachinePorts } from './clusterTree.ts';

interface ClustersPorts extends Omit<MachinePorts, 'changes'>, LookUpPorts {
  readonly signIn: SignIn;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  /** They load when something is listed. */
  readonly clusterDirectory: () => Promise<ClusterDirectory>;
  readonly logger: Logger;
}

type ClustersCommands = 'aksEntra.signInToTenant' | 'aksEntra.refresh' | 'aksEntra.copyId' | 'aksEntra.openInPortal';

/** The cluster tree, what it lists, and the commands on its rows. */
export function clustersCommands(
  ports: ClustersPorts,
): Room<ClustersCommands> & { readonly inventory: ClusterInventory; readonly changes: ClusterChanges } {
  const { signIn, cloud, logger } = ports;
  const inventory = new ClusterInventory(ports.clusterDirectory, signIn, logger);
  const changes = new ClusterChanges();
  return {
    inventory,
    changes,
    commands: {
      'aksEntra.signInToTenant': async (argument) => {
        const { signInToTenant } = await import('./signInToTenant.ts');
        await signInToTenant(signIn, inventory, cloud(), argument);
      },
      'aksEntra.refresh': () => refresh(inventory),
      'aksEntra.copyId': async (argument) => {
        const { copyId } = await import('./copyId.ts');
        await copyId(argument);
      },
      'aksEntra.openInPortal': async (argument) => {
        const { openInPortal } = await import('./openInPortal.ts');
        await openInPortal(signIn, inventory, cloud(), argument);
      },
    },
    disposables: [
      inventory,
      changes,
      createClusterView(inventory, ports, { ...ports, changes }),
      ports.onDidChangeAccount(() => {
        changes.forgetVerified();
        void inventory.refresh();
      }),
    ],
  };
}
