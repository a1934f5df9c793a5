import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import type { ContextTrust } from './contextTrust.ts';
import type { ClusterTerminals } from './clusterTerminals.ts';
import { KubeconfigView } from './kubeconfigView.ts';

interface KubeconfigRoomPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly previews: PreviewDocuments;
  readonly readForeignFile: (path: string) => Promise<string>;
  /** Where our own plugin is on this machine. */
  readonly ownPlugin: string;
  readonly contextTrust: ContextTrust;
  readonly pluginAllowlist: PluginAllowlist;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
  readonly watchFiles: (paths: readonly string[], onChange: () => void) => { dispose(): void };
  readonly logger: Logger;
}

const clearUpAfterMs = 3_000;

type KubeconfigCommands =
  | 'aksEntra.importKubeconfig'
  | 'aksEntra.switchContext'
  | 'aksEntra.removeFromKubeconfig'
  | 'aksEntra.openTerminal'
  | 'aksEntra.restoreBackup';

/** The user's kubeconfig: what it says, for all who show it, and the commands that change it. */
export function kubeconfigCommands(
  ports: KubeconfigRoomPorts,
): Room<KubeconfigCommands> & { readonly view: KubeconfigView } {
  const { kubeconfigs, logger } = ports;
  const view = new KubeconfigView(kubeconfigs, logger);
  let openedTerminals: ClusterTerminals | undefined;
  const terminals = onFirstUse(async () => {
    const { ClusterTerminals } = await import('./clusterTerminals.ts');
    openedTerminals = new ClusterTerminals(await ports.privateKubeconfigs(), logger);
    return openedTerminals;
  });
  // They clear up behind the terminals of sessions that are over, which nobody waits for.
  const clearingUp = setTimeout(() => {
    void runAndReport(logger, 'Kubeconfigs of former terminals', async () => {
      await terminals();
    });
  }, clearUpAfterMs);
  const watching = kubeconfigs.paths().then((paths) =>
    ports.watchFiles(paths, () => {
      view.refresh();
    }),
  );
  return {
    view,
    commands: {
      'aksEntra.importKubeconfig': async (argument) => {
        const { importKubeconfig } = await import('./importKubeconfig.ts');
        await importKubeconfig(ports, argument);
      },
      'aksEntra.switchContext': async () => {
        const { switchContext } = await import('./switchContext.ts');
        await switchContext(ports);
      },
      'aksEntra.removeFromKubeconfig': async (argument) => {
        const { removeFromKubeconfig } = await import('./removeFromKubeconfig.ts');
        await removeFromKubeconfig(ports, argument);
      },
      'aksEntra.openTerminal': async (argument) => {
        const { openTerminal } = await import('./openTerminal.ts');
        await openTerminal({ kubeconfigs, terminals: await terminals() }, argument);
      },
      'aksEntra.restoreBackup': async () => {
        const { restoreBackup } = await import('./restoreBackup.ts');
        await restoreBackup(ports);
      },
    },
    disposables: [
      view,
      {
        dispose: () => {
          void watching.then((watched) => {
            watched.dispose();
          });
          clearTimeout(clearingUp);
          openedTerminals?.dispose();
        },
      },
    ],
  };
}
