import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import type { ClusterTerminals } from './clusterTerminals.ts';
import { contextText } from './contextText.ts';

interface OpenTerminalPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly terminals: ClusterTerminals;
}

/** Opens a terminal for one context; the current context of all other programs stays what it is. */
export async function openTerminal({ kubeconfigs, terminals }: OpenTerminalPorts, argument: unknown): Promise<void> {
  const read = await readKubeconfigs(kubeconfigs);
  const contextName =
    namedContext(read.facts, argument)?.contextName ??
    (
      await pickContext(
        read.facts,
        l10n`Open terminal on this cluster`,
        l10n`Which context should the terminal use?`,
        contextOwner(argument),
      )
    ).contextName;
  await terminals.open(contextName, contextText(read, contextName));
}
