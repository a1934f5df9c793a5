import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { asCredentialChoice, type CredentialChoice } from '../../core/login/credentialChoice.ts';
import { contextsOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Memory } from '../../ui/memory.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

type ChoiceMemory = Pick<Memory, 'lastCredentialChoice' | 'credentialChoiceOf'>;

/**
 * What to propose: for one cluster the last choice for it, with the login mode that its context got from us since, by
 * a conversion; for several, or where there is none, the last choice for any cluster.
 */
export async function recallChoice(
  memory: ChoiceMemory,
  kubeconfigs: KubeconfigStore,
  clusters: readonly Cluster[],
): Promise<CredentialChoice | undefined> {
  const last = memory.lastCredentialChoice.get();
  const [only, ...others] = clusters;
  if (only === undefined || others.length > 0) {
    return last;
  }
  const own = memory.credentialChoiceOf(only.id).get();
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
    const { facts } = await readKubeconfigs(kubeconfigs);
    return contextsOfCluster(facts.contexts, cluster).flatMap(({ metadata }) => {
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
  memory: ChoiceMemory,
  clusters: readonly Cluster[],
  choice: CredentialChoice,
): Promise<void> {
  for (const cluster of clusters) {
    await memory.credentialChoiceOf(cluster.id).set(choice);
  }
  await memory.lastCredentialChoice.set(choice);
}
