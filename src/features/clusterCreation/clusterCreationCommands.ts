import type { Room } from '../../ui/commandRegistry.ts';
import type { CreateClusterPorts } from './createCluster.ts';

type AzurePorts =
  | 'managedClusters'
  | 'clusterOperations'
  | 'groupSearch'
  | 'groupCreation'
  | 'groupNames'
  | 'keptOperations'
  | 'clusterChoices'
  | 'clusterCreation'
  | 'roleAssignments';

interface ClusterCreationPorts extends Omit<CreateClusterPorts, AzurePorts> {
  /** They load when a cluster is made. */
  readonly entraIntegration: () => Promise<Pick<CreateClusterPorts, AzurePorts>>;
}

/** Making clusters that have Microsoft Entra from the start. */
export function clusterCreationCommands(ports: ClusterCreationPorts): Room<'aksEntra.createCluster'> {
  return {
    commands: {
      'aksEntra.createCluster': async (argument) => {
        const { createCluster } = await import('./createCluster.ts');
        await createCluster({ ...ports, ...(await ports.entraIntegration()) }, argument);
      },
    },
    disposables: [],
  };
}
