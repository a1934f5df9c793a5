import type * as vscode from 'vscode';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { registerForbiddenLinks } from './forbiddenLinks.ts';
import type { KubeconfigDocuments } from './isKubeconfig.ts';
import { OpenKubeconfigs } from './openKubeconfigs.ts';
import { showLog } from './showLog.ts';

interface DiagnosisPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly facts: KubeconfigFileFacts;
  /** Where our own plugin is on this machine, whether it is there or not. */
  readonly ownPlugin: string;
  readonly pluginAllowlist: PluginAllowlist;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>;
  readonly inventory: ClusterInventory;
  /** What an editor knows of a kubeconfig beside what is wrong with it. */
  readonly late: () => Promise<{ kubeconfigLanguage(documents: KubeconfigDocuments): Promise<void> }>;
  readonly log: Pick<vscode.LogOutputChannel, 'show'>;
  readonly logger: Logger;
}

type DiagnosisCommands = 'aksEntra.restrictPermissions' | 'aksEntra.allowPlugin' | 'aksEntra.showLog';

/** What does not work, and why: checks of open kubeconfigs, kubectl's Forbidden, the log. */
export function diagnosisCommands(ports: DiagnosisPorts): Room<DiagnosisCommands> {
  const { kubeconfigs, facts, logger } = ports;
  const checks = new OpenKubeconfigs(
    kubeconfigs.namedPaths(),
    async (ownPaths) => {
      const { KubeconfigDiagnostics } = await import('./kubeconfigDiagnostics.ts');
      const { knownServers } = await import('./knownServers.ts');
      const { isKubeconfig } = await import('./isKubeconfig.ts');
      const language = onFirstUse(async () => {
        const rooms = await ports.late();
        await rooms.kubeconfigLanguage({ ownPaths, isKubeconfig: (document) => isKubeconfig(document, ownPaths) });
      });
      const onKubeconfig = (): void => void runAndReport(logger, 'Kubeconfigs in the editor', language);
      return new KubeconfigDiagnostics(ownPaths, ports, facts, () => knownServers(ports), onKubeconfig, logger);
    },
    logger,
  );
  return {
    commands: {
      'aksEntra.restrictPermissions': async (argument) => {
        const { restrictPermissions } = await import('./restrictPermissions.ts');
        await restrictPermissions({ facts, diagnostics: checks, logger }, argument);
      },
      'aksEntra.allowPlugin': async () => {
        const { allowPlugin } = await import('./allowPlugin.ts');
        await allowPlugin({ ...ports, diagnostics: checks });
      },
      'aksEntra.showLog': () => showLog(ports.log),
    },
    disposables: [checks, registerForbiddenLinks()],
  };
}
