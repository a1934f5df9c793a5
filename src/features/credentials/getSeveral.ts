import type { Cluster } from '../../core/clusters/cluster.ts';
import { fetchFailure, type FetchFailure, summaryOfFailures } from '../../core/clusters/fetchFailure.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { silentlyFirst } from '../../core/clusters/silentlyFirst.ts';
import type { Interaction } from '../../core/entra/signIn.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { confirmStaticCredentials } from './confirmCredential.ts';
import type { CredentialWish } from './askCredentialWish.ts';
import type { Memory } from '../../ui/memory.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { rememberChoice } from './credentialChoiceMemory.ts';
import { fetchChosenCredential, type FetchPorts } from './fetchCredential.ts';
import type { MergePorts } from '../kubeconfig/mergeAsking.ts';
import { asMerged, mergeIntoKubeconfig } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { trustFetchedContexts } from '../kubectlSignIn/trustContexts.ts';

interface SeveralPorts extends MergePorts, FetchPorts {
  readonly memory: Memory;
}

interface FetchedCredential {
  readonly cluster: Cluster;
  readonly credential: KubeconfigCredential;
}

type Attempt = FetchedCredential | FetchFailure;

const title = 'Get AKS credentials';

/**
 * Gets the credentials of several clusters with one answer for all of them. Which context is current stays, without a
 * question. What one cluster refuses does not keep the others away.
 *
 * @throws AksEntraError behind everything else, with all that could not be got
 */
export async function getSeveral(
  ports: SeveralPorts,
  clusters: readonly SeenCluster[],
  wish: CredentialWish,
): Promise<void> {
  const attempts = await fetchAll(ports, clusters, wish);
  const fetched = attempts.filter((attempt) => 'credential' in attempt);
  const failures = attempts.filter((attempt) => 'error' in attempt);
  for (const { cluster, error } of failures) {
    ports.logger.warn(`${cluster.id}: ${error.message}`);
  }
  const withEntra = fetched.filter(({ credential }) => credential.kind !== 'static');
  if (withEntra.length > 0) {
    await rememberChoice(
      ports.memory,
      withEntra.map(({ cluster }) => cluster),
      wish.choice,
    );
  }
  const confirmed = await withoutDeclined(fetched);
  const credentials = confirmed.map(({ cluster, credential }) => asMerged(cluster, credential));
  const [first] = credentials;
  if (first !== undefined) {
    await mergeIntoKubeconfig(ports, {
      title,
      credentials,
      current: first,
      currentContext: 'keep',
      afterWrite: (merged, kubeconfigs) => trustFetchedContexts(ports, merged, kubeconfigs),
      ...(wish.targetFile === undefined ? {} : { targetFile: wish.targetFile }),
    });
  }
  if (failures.length > 0) {
    throw summaryOfFailures(failures, clusters.length);
  }
}

async function fetchAll(
  ports: SeveralPorts,
  clusters: readonly SeenCluster[],
  wish: CredentialWish,
): Promise<readonly Attempt[]> {
  return withProgress(`Getting the credentials of ${clusters.length} clusters`, async (signal, report) => {
    let answered = 0;
    const attempt = async (seen: SeenCluster, interaction: Interaction): Promise<Attempt> => {
      const { cluster } = seen;
      signal.throwIfAborted();
      try {
        return { cluster, credential: await fetchChosenCredential(ports, seen, { interaction, signal }, wish) };
      } catch (error) {
        return fetchFailure(cluster, error, signal);
      }
    };
    const lacksSignIn = (result: Attempt): boolean => 'error' in result && needsSignIn(result.error);
    return silentlyFirst(
      clusters,
      ({ tenants }) => tenants.lister.tenantId,
      attempt,
      lacksSignIn,
      () => {
        report(`${(answered += 1)} of ${clusters.length}`);
      },
    );
  });
}

async function withoutDeclined(fetched: readonly FetchedCredential[]): Promise<readonly FetchedCredential[]> {
  const statics = fetched.filter(({ credential }) => credential.kind === 'static').map(({ cluster }) => cluster);
  if (statics.length === 0 || (await confirmStaticCredentials(statics))) {
    return fetched;
  }
  return fetched.filter(({ credential }) => credential.kind !== 'static');
}
