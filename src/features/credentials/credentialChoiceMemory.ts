import type * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { asCredentialChoice, type CredentialChoice } from '../../core/login/credentialChoice.ts';
import { contextsOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readKubeconfigs } from '../kubeconfig/pickContext.ts';

const lastChoiceKey = 'aksEntra.credentialChoice';

/**
 * What to propose: for one cluster the last choice for it, with the login mode that its context got from us since, by
 * a conversion; for several, or where there is none, the last choice for any cluster.
 */
export async function recallChoice(
  memory: vscode.Memento,
  kubeconfigs: KubeconfigStore,
  clusters: readonly Cluster[],
): Promise<CredentialChoice | undefined> {
  const last = asCredentialChoice(memory.get(lastChoiceKey));
  const [only, ...others] = clusters;
  if (only === undefined || others.length > 0) {
    return last;
  }
  const own = asCredentialChoice(memory.get(clusterKey(only)));
  if (own?.format === 'azure') {
    return own;
  }
  const inUse = await choicesInKubeconfig(kubeconfigs, only);
  return inUse.find(({ loginMode }) => loginMode === own?.loginMode) ?? inUse[0] ?? own ?? last;
}

async function choicesInKubeconfig(
  kubeconfigs: KubeconfigStore,
  cluster: Cluster,
): Promise<readonly CredentialChoice[]> {
  try {
    const { contexts } = await readKubeconfigs(kubeconfigs);
    return contextsOfCluster(contexts, cluster).flatMap(({ metadata }) => {
      const choice = asCredentialChoice({ format: 'exec', loginMode: metadata?.loginMode });
      return choice?.loginMode === undefined ? [] : [choice];
    });
  } catch (error) {
    // A kubeconfig that cannot be read proposes nothing; why not is told when something is to be written to it.
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}

export async function rememberChoice(
  memory: vscode.Memento,
  clusters: readonly Cluster[],
  choice: CredentialChoice,
): Promise<void> {
  for (const cluster of clusters) {
    await memory.update(clusterKey(cluster), choice);
  }
  await memory.update(lastChoiceKey, choice);
}

function clusterKey(cluster: Cluster): string {
  return `${lastChoiceKey}:${cluster.id.toLowerCase()}`;
}
