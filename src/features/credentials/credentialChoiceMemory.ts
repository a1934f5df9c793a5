import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { asPersonLoginMode, type CredentialChoice } from '../../core/login/credentialChoice.ts';
import { contextsOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Memory } from '../../ui/memory.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

type ChoiceMemory = Pick<Memory, 'lastCredentialChoice' | 'credentialChoiceOf'>;

interface RecalledChoices {
  /** What to propose for all of them. */
  readonly proposed: CredentialChoice | undefined;
  /** For each of them what nobody needs to be asked for once more; undefined where there is nothing. */
  readonly settled: readonly (CredentialChoice | undefined)[];
}

/**
 * Settled for a cluster is the last choice for it, with the login mode that its context got from us since, by a conversion;
 * else the mode that the user has set for all. That is proposed for one cluster too. For several, or where there is none of
 * these, the last choice for any cluster is proposed.
 *
 * @param preferred the mode that the user has set
 */
export async function recallChoices(
  memory: ChoiceMemory,
  kubeconfigs: KubeconfigStore,
  clusters: readonly Cluster[],
  preferred?: PersonLoginMode,
): Promise<RecalledChoices> {
  const usual: CredentialChoice | undefined = preferred && { format: 'exec', loginMode: preferred };
  const contexts = await contextsIn(kubeconfigs);
  const settled = clusters.map((cluster) => ownChoice(memory, contexts, cluster) ?? usual);
  const own = settled.length === 1 ? settled[0] : undefined;
  return { proposed: own ?? usual ?? memory.lastCredentialChoice.get(), settled };
}

function ownChoice(
  memory: ChoiceMemory,
  all: Parameters<typeof contextsOfCluster>[0],
  cluster: Cluster,
): CredentialChoice | undefined {
  const own = memory.credentialChoiceOf(cluster.id).get();
  /** Of each context that leads to the cluster; undefined where it has no mode that a person is offered. */
  const contexts = contextsOfCluster(all, cluster).map(({ metadata }): CredentialChoice | undefined => {
    const loginMode = asPersonLoginMode(metadata?.loginMode);
    return loginMode === undefined ? undefined : { format: 'exec', loginMode };
  });
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

async function contextsIn(kubeconfigs: KubeconfigStore): Promise<Parameters<typeof contextsOfCluster>[0]> {
  try {
    const { facts } = await readKubeconfigs(kubeconfigs);
    return facts.contexts;
  } catch (error) {
    // A kubeconfig that cannot be read proposes nothing; why not is told when something is to be written to it.
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}

/** What was chosen for each of some clusters. @param asked what the user was just asked for, if anything: for the next one */
export async function rememberChoices(
  memory: ChoiceMemory,
  chosen: readonly { readonly cluster: Pick<Cluster, 'id'>; readonly choice: CredentialChoice }[],
  asked = chosen.at(-1)?.choice,
): Promise<void> {
  for (const { cluster, choice } of chosen) {
    await memory.credentialChoiceOf(cluster.id).set(choice);
  }
  if (asked !== undefined) {
    await memory.lastCredentialChoice.set(asked);
  }
}
