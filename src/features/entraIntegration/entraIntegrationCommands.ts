import { existsSync } from 'node:fs';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';

type AzurePorts =
  | 'managedClusters'
  | 'clusterOperations'
  | 'clusterPermissions'
  | 'groupSearch'
  | 'groupNames'
  | 'groupCreation'
  | 'groupMembership'
  | 'keptOperations';

interface EntraIntegrationPorts extends Omit<ChangeEntraPorts, AzurePorts> {
  /** There as long as changes are running, in any window. */
  readonly changesFolder: string;
  readonly watchFiles: (paths: readonly string[], onChange: () => void) => { dispose(): void };
  /** They load when a cluster is changed. */
  readonly entraIntegration: () => Promise<Pick<ChangeEntraPorts, AzurePorts>>;
}

/** Turning Microsoft Entra on for a cluster, away from the legacy integration, and changing it where it is on. */
export function entraIntegrationCommands(
  ports: EntraIntegrationPorts,
): Room<
  | 'aksEntra.enableEntra'
  | 'aksEntra.migrateEntra'
  | 'aksEntra.changeAdminGroups'
  | 'aksEntra.changeAuthorization'
  | 'aksEntra.changeLocalAccounts'
> {
  const ends = new AbortController();
  const whole = async (): Promise<ChangeEntraPorts> => ({ ...ports, ...(await ports.entraIntegration()) });
  const watched = new Set<string>();
  const resume = (): void => {
    void runAndReport(ports.logger, 'Following changes', async () => {
      const { resumeChanges } = await import('./resumeChanges.ts');
      await resumeChanges(await whole(), watched, ends.signal);
    });
  };
  if (existsSync(ports.changesFolder)) {
    resume();
  }
  return {
    commands: {
      'aksEntra.enableEntra': async (argument) => {
        const { enableEntra } = await import('./enableEntra.ts');
        await enableEntra(await whole(), argument);
      },
      'aksEntra.migrateEntra': async (argument) => {
        const { migrateEntra } = await import('./migrateEntra.ts');
        await migrateEntra(await whole(), argument);
      },
      'aksEntra.changeAdminGroups': async (argument) => {
        const { changeAdminGroups } = await import('./changeAdminGroups.ts');
        await changeAdminGroups(await whole(), argument);
      },
      'aksEntra.changeAuthorization': async (argument, direction) => {
        const { changeAuthorization } = await import('./changeAuthorization.ts');
        await changeAuthorization(await whole(), argument, direction);
      },
      'aksEntra.changeLocalAccounts': async (argument, direction) => {
        const { changeLocalAccounts } = await import('./changeLocalAccounts.ts');
        await changeLocalAccounts(await whole(), argument, direction);
      },
    },
    disposables: [
      ports.watchFiles([ports.changesFolder], resume),
      {
        dispose: () => {
          ends.abort();
        },
      },
    ],
  };
}
