import { existsSync } from 'node:fs';
import type { BrokenGlasses } from '../../core/breakGlass/brokenGlass.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ClusterTerminals } from '../terminals/clusterTerminals.ts';
import type { BorrowPorts } from './borrowLocalAccounts.ts';
import { endBreakGlass, tellEnded } from './endBreakGlass.ts';
import { GlassTerminals } from './glassTerminals.ts';

type AzurePorts =
  | 'managedClusters'
  | 'clusterOperations'
  | 'clusterPermissions'
  | 'groupSearch'
  | 'groupNames'
  | 'groupCreation'
  | 'groupMembership'
  | 'keptOperations';

interface BreakGlassPorts extends Omit<BorrowPorts, AzurePorts | 'clusterCredentials' | 'brokenGlasses' | 'glass'> {
  /** There as long as local accounts of some cluster are to be turned off again. */
  readonly glassFolder: string;
  readonly entraIntegration: () => Promise<Pick<BorrowPorts, AzurePorts>>;
  readonly clusterCredentials: () => Promise<ClusterCredentials>;
  readonly brokenGlasses: () => Promise<BrokenGlasses>;
  readonly clusterTerminals: () => Promise<ClusterTerminals>;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
}

/** The way in where Microsoft Entra is of no help, and what is to be undone after it. */
export function breakGlassCommands(ports: BreakGlassPorts): Room<'aksEntra.breakGlass' | 'aksEntra.endBreakGlass'> {
  const whole = onFirstUse(async (): Promise<BorrowPorts> => ({
    ...ports,
    ...(await ports.entraIntegration()),
    clusterCredentials: await ports.clusterCredentials(),
    brokenGlasses: await ports.brokenGlasses(),
    glass,
  }));
  const glass = new GlassTerminals(ports, async (ended) => {
    await tellEnded(await whole(), ended);
  });
  if (existsSync(ports.glassFolder)) {
    void runAndReport(ports.logger, 'Reminding of break glass', async () => {
      const { remindOfGlass } = await import('./remindOfGlass.ts');
      await remindOfGlass(await whole());
    });
  }
  return {
    commands: {
      'aksEntra.breakGlass': async (argument) => {
        const { breakGlass } = await import('./breakGlass.ts');
        await breakGlass(await whole(), argument);
      },
      'aksEntra.endBreakGlass': async (argument) => {
        await endBreakGlass(await whole(), argument);
      },
    },
    disposables: [glass],
  };
}
