import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import type { Logger } from '../../core/logger.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { Memory } from '../../ui/memory.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ClusterTerminals } from './clusterTerminals.ts';

interface TerminalsRoomPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
  readonly memory: Pick<Memory, 'workspaceContext'>;
  readonly logger: Logger;
}

const clearUpAfterMs = 3_000;

/** Terminals whose kubectl knows one context. */
export function terminalsCommands({
  kubeconfigs,
  privateKubeconfigs,
  memory,
  logger,
}: TerminalsRoomPorts): Room<'aksEntra.openTerminal'> & {
  /** For other rooms that open one. */
  readonly clusterTerminals: () => Promise<ClusterTerminals>;
} {
  let opened: ClusterTerminals | undefined;
  const terminals = onFirstUse(async () => {
    const { ClusterTerminals } = await import('./clusterTerminals.ts');
    opened = new ClusterTerminals(
      await privateKubeconfigs(),
      () => memory.workspaceContext.get() !== undefined,
      logger,
    );
    return opened;
  });
  // They clear up behind the terminals of sessions that are over, which nobody waits for.
  const clearingUp = setTimeout(() => {
    void runAndReport(logger, 'Kubeconfigs of former terminals', async () => {
      await terminals();
    });
  }, clearUpAfterMs);
  return {
    clusterTerminals: terminals,
    commands: {
      'aksEntra.openTerminal': async (argument) => {
        const { openTerminal } = await import('./openTerminal.ts');
        await openTerminal({ kubeconfigs, terminals: await terminals() }, argument);
      },
    },
    disposables: [
      {
        dispose: () => {
          clearTimeout(clearingUp);
          opened?.dispose();
        },
      },
    ],
  };
}
