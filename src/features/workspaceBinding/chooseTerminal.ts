import type * as vscode from 'vscode';
import { isCancellation } from '../../core/cancellation.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import type { ClusterTerminals } from '../terminals/clusterTerminals.ts';
import { contextText } from '../terminals/contextText.ts';

/** A terminal for a context that is chosen, as a profile. @returns undefined where the user closes the picker */
export async function chooseTerminal(
  kubeconfigs: KubeconfigStore,
  terminals: Pick<ClusterTerminals, 'profile'>,
): Promise<vscode.TerminalOptions | undefined> {
  const read = await readKubeconfigs(kubeconfigs);
  try {
    const title = l10n`AKS: choose cluster`;
    const { contextName } = await pickContext(read.facts, title, l10n`Which context should the terminal use?`);
    return await terminals.profile(contextName, contextText(read, contextName));
  } catch (error) {
    if (isCancellation(error)) {
      return undefined;
    }
    throw error;
  }
}
