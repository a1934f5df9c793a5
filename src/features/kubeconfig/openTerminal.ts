import path from 'node:path';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { singleContextKubeconfig } from '../../core/kubeconfig/singleContext.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import type { ClusterTerminals } from './clusterTerminals.ts';
import { pickContext, readKubeconfigs } from './pickContext.ts';

interface OpenTerminalPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly terminals: ClusterTerminals;
}

/** Opens a terminal for one context; the current context of all other programs stays what it is. */
export async function openTerminal({ kubeconfigs, terminals }: OpenTerminalPorts, argument: unknown): Promise<void> {
  const { files, ...facts } = await readKubeconfigs(kubeconfigs);
  const { contextName } = await pickContext(
    facts,
    'Open terminal on this cluster',
    'Which context should the terminal use?',
    clusterFrom(argument)?.cluster,
  );
  const text = singleContextKubeconfig(
    files.map((file) => file.text),
    contextName,
    {
      resolve: (fileIndex, name) => path.resolve(path.dirname(files[fileIndex]?.path ?? ''), name),
      separator: path.sep,
    },
  );
  await terminals.open(contextName, text);
}
