import type { Room } from '../../ui/commandRegistry.ts';
import type { Memory } from '../../ui/memory.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';

type AzurePorts =
  'managedClusters' | 'clusterOperations' | 'clusterPermissions' | 'groupSearch' | 'groupNames' | 'keptOperations';

interface EntraIntegrationPorts extends Omit<ChangeEntraPorts, AzurePorts> {
  /** They load when a cluster is changed. */
  readonly memory: Pick<Memory, 'areChangesRunning'>;
  readonly entraIntegration: () => Promise<Pick<ChangeEntraPorts, AzurePorts>>;
}

/** Turning Microsoft Entra on for a cluster, and away from the legacy integration. */
export function entraIntegrationCommands(
  ports: EntraIntegrationPorts,
): Room<'aksEntra.enableEntra' | 'aksEntra.migrateEntra'> {
  const ends = new AbortController();
  if (ports.memory.areChangesRunning.get() === true) {
    void runAndReport(ports.logger, 'Following changes', async () => {
      const { resumeChanges } = await import('./resumeChanges.ts');
      await resumeChanges({ ...ports, ...(await ports.entraIntegration()) }, ends.signal);
    });
  }
  return {
    commands: {
      'aksEntra.enableEntra': async (argument) => {
        const { enableEntra } = await import('./enableEntra.ts');
        await enableEntra({ ...ports, ...(await ports.entraIntegration()) }, argument);
      },
      'aksEntra.migrateEntra': async (argument) => {
        const { migrateEntra } = await import('./migrateEntra.ts');
        await migrateEntra({ ...ports, ...(await ports.entraIntegration()) }, argument);
      },
    },
    disposables: [
      {
        dispose: () => {
          ends.abort();
        },
      },
    ],
  };
}
