import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { asPersonLoginMode, type CredentialChoice } from '../../core/login/credentialChoice.ts';
import { contextsOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Memory } from '../../ui/memory.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

type ChoiceMemory = Pick<Memory, 'lastCredentialChoice' | 'credentialChoiceOf'>;

/** What to propose, and whether that is settled for the cluster: then nobody needs to be asked for it once more. */
interface RecalledChoice {
  readonly choice: CredentialChoice | undefined;
  readonly isSettled: boolean;
}

/**
 * For one cluster the last choice for it, with the login mode that its context got from us since, by a conversion; else the
 * mode that the user has set for all. For several, or where there is none of these, the last choice for any cluster is
 * proposed, and nothing is settled.
 *
 * @param preferred the mode that the user has set
 */
export async function recallChoice(
  memory: ChoiceMemory,
  kubeconfigs: KubeconfigStore,
  clusters: readonly Cluster[],
  preferred?: PersonLoginMode,
): Promise<RecalledChoice> {
  const usual: CredentialChoice | undefined =
    preferred === undefined ? memory.lastCredentialChoice.get() : { format: 'exec', loginMode: preferred };
  const [only, ...others] = clusters;
  if (only === undefined || others.length > 0) {
    return { choice: usual, isSettled: false };
  }
  const own = await ownChoice(memory, kubeconfigs, only);
  return { choice: own ?? usual, isSettled: own !== undefined || preferred !== undefined };
}

async function ownChoice(
  memory: ChoiceMemory,
  kubeconfigs: KubeconfigStore,
  cluster: Cluster,
): Promise<CredentialChoice | undefined> {
  const own = memory.credentialChoiceOf(cluster.id).get();
  const contexts = await choicesInKubeconfig(kubeconfigs, cluster);
  const inUse = contexts.filter((choice) => choice !== undefined);
  // A context in the old format has no mode: it stays, unless every one was converted since.
  if (own?.format === 'azure' && inUse.length < Math.max(contexts.length, 1)) {
    return own;
  }
  // With a legacy integration nobody chose the device code: it counts for nothing where the cluster was migrated.
  const wasLegacy = own?.format === 'exec' && own.loginMode === undefined;
  const chosen = wasLegacy ? inUse.filter(({ loginMode }) => loginMode !== 'devicecode') : inUse;
  return chosen.find(({ loginMode }) => loginMode === own?.loginMode) ?? chosen[0] ?? own;
}

/** Of each context that leads to the cluster; undefined where it has no mode that a person is offered. */
async function choicesInKubeconfig(
  kubeconfigs: KubeconfigStore,
  cluster: Cluster,
): Promise<readonly (CredentialChoice | undefined)[]> {
  try {
    const { facts } = await readKubeconfigs(kubeconfigs);
    return contextsOfCluster(facts.contexts, cluster).map(({ metadata }) => {
      const loginMode = asPersonLoginMode(metadata?.loginMode);
      return loginMode === undefined ? undefined : { format: 'exec', loginMode };
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
