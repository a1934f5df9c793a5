import type { Cluster } from '../../core/clusters/cluster.ts';
import { fetchFailure, type FetchFailure, summaryOfFailures } from '../../core/clusters/fetchFailure.ts';
import type { CredentialTarget } from '../../core/clusters/credentialTarget.ts';
import { silentThenInteractive } from '../../core/clusters/silentThenInteractive.ts';
import type { Interaction } from '../../core/entra/signIn.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmStaticCredentials } from './confirmCredential.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';
import type { Memory } from '../../ui/memory.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { rememberChoice } from './credentialChoiceMemory.ts';
import { fetchChosenCredential, type FetchPorts } from './fetchCredential.ts';
import { reachedAt } from './reachedAt.ts';
import { targetToMerge } from './credentialTargets.ts';
import { mergeIntoKubeconfig, type MergeTaskPorts } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { mayTrust } from '../kubectlSignIn/confirmTrust.ts';
import { entryNames } from '../kubectlSignIn/entryNames.ts';
import { trustFetchedContexts } from '../kubectlSignIn/trustContexts.ts';

interface SeveralPorts extends MergeTaskPorts, FetchPorts {
  readonly memory: Memory;
}

interface FetchedCredential {
  readonly cluster: Cluster;
  readonly seen: CredentialTarget;
  readonly credential: KubeconfigCredential;
}

type Attempt = FetchedCredential | FetchFailure;

const title = l10n`Get AKS credentials`;

/**
 * Gets the credentials of several clusters with one answer for all of them. Which context is current stays, without a
 * question. What one cluster refuses does not keep the others away.
 *
 * @param leftOut those that were not asked for, since they have no credential
 * @throws AksEntraError behind everything else, with all that could not be got
 */
export async function getSeveral(
  ports: SeveralPorts,
  clusters: readonly CredentialTarget[],
  request: CredentialRequest,
  leftOut: readonly FetchFailure[],
): Promise<void> {
  const attempts = [...(await fetchAll(ports, clusters, request)), ...leftOut];
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
      request.choice,
    );
  }
  const confirmed = await withoutDeclined(fetched);
  const reached = new Map(
    confirmed.map(({ seen, credential }) => [targetToMerge(seen, credential), reachedAt(ports, seen, request)]),
  );
  const credentials = [...reached.keys()];
  const [first] = credentials;
  if (first !== undefined) {
    await mergeIntoKubeconfig(ports, {
      title,
      credentials,
      current: first,
      currentContext: 'keep',
      nameEntries: request.choice.loginMode === 'vscode' ? await entryNames(ports.kubectlSignIn) : undefined,
      afterWrite: (...written) => trustFetchedContexts({ ...ports, mayTrust }, ...written),
      reached,
      ...(request.targetFile === undefined ? {} : { targetFile: request.targetFile }),
    });
  }
  if (failures.length > 0) {
    throw summaryOfFailures(failures, attempts.length);
  }
}

async function fetchAll(
  ports: SeveralPorts,
  clusters: readonly CredentialTarget[],
  request: CredentialRequest,
): Promise<readonly Attempt[]> {
  return withProgress(l10n`Getting the credentials of ${clusters.length} clusters`, async (signal, report) => {
    let answered = 0;
    const attempt = async (seen: CredentialTarget, interaction: Interaction): Promise<Attempt> => {
      const { cluster } = seen;
      signal.throwIfAborted();
      try {
        return {
          cluster,
          seen,
          credential: await fetchChosenCredential(ports, seen, { interaction, signal }, request),
        };
      } catch (error) {
        return fetchFailure(cluster, error, signal);
      }
    };
    const lacksSignIn = (result: Attempt): boolean => 'error' in result && needsSignIn(result.error);
    return silentThenInteractive(clusters, attempt, lacksSignIn, () => {
      report(l10n`${(answered += 1)} of ${clusters.length}`);
    });
  });
}

async function withoutDeclined(fetched: readonly FetchedCredential[]): Promise<readonly FetchedCredential[]> {
  const statics = fetched.filter(({ credential }) => credential.kind === 'static').map(({ cluster }) => cluster);
  if (statics.length === 0 || (await confirmStaticCredentials(statics))) {
    return fetched;
  }
  return fetched.filter(({ credential }) => credential.kind !== 'static');
}
