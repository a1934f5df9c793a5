import type { ToolFacts } from '../../core/diagnosis/installedTools.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { ContextTrust } from './contextTrust.ts';
import { KubeconfigView } from './kubeconfigView.ts';

interface KubeconfigRoomPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly facts: ToolFacts;
  readonly readForeignFile: (path: string) => Promise<string>;
  /** Where our own plugin is on this machine. */
  readonly ownPlugin: string;
  readonly contextTrust: ContextTrust;
  readonly pluginAllowlist: PluginAllowlist;
  readonly watchFiles: (paths: readonly string[], onChange: () => void) => { dispose(): void };
  readonly logger: Logger;
}

type KubeconfigCommands = 'aksEntra.importKubeconfig' | 'aksEntra.switchContext' | 'aksEntra.restoreBackup';

/** The user's kubeconfig: what it says, for all who show it, and the commands that change it. */
export function kubeconfigCommands(
  ports: KubeconfigRoomPorts,
): Room<KubeconfigCommands> & { readonly view: KubeconfigView } {
  const { kubeconfigs, logger } = ports;
  const view = new KubeconfigView(kubeconfigs, logger);
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
        },
      },
    ],
  };
}
