import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { silentThenInteractive } from '../../core/clusters/silentThenInteractive.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { Interaction } from '../../core/entra/signIn.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmStaticCredentials } from './confirmCredential.ts';
import type { CredentialRequest } from './credentialPrompts.ts';
import type { Memory } from '../../ui/memory.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { rememberChoice } from './credentialChoiceMemory.ts';
import { fetchChosenCredential, type FetchPorts } from './fetchCredential.ts';
import type { MergePorts } from '../kubeconfig/mergeAsking.ts';
import { credentialToMerge, mergeIntoKubeconfig } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { trustFetchedContexts } from '../kubectlSignIn/trustContexts.ts';

interface SeveralPorts extends MergePorts, FetchPorts {
  readonly memory: Memory;
}

interface FetchedCredential {
  readonly cluster: Cluster;
  readonly credential: KubeconfigCredential;
}

interface FetchFailure {
  readonly cluster: Cluster;
  readonly error: AksEntraError;
}

type Attempt = FetchedCredential | FetchFailure;

const title = l10n`Get AKS credentials`;

/**
 * Gets the credentials of several clusters with one answer for all of them. Which context is current stays, without a
 * question. What one cluster refuses does not keep the others away.
 *
 * @throws AksEntraError behind everything else, with all that could not be got
 */
export async function getSeveral(
  ports: SeveralPorts,
  clusters: readonly SeenCluster[],
  request: CredentialRequest,
): Promise<void> {
  const attempts = await fetchAll(ports, clusters, request);
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
  const credentials = confirmed.map(({ cluster, credential }) => credentialToMerge(cluster, credential));
  const [first] = credentials;
  if (first !== undefined) {
    await mergeIntoKubeconfig(ports, {
      title,
      credentials,
      current: first,
      currentContext: 'keep',
      afterWrite: (merged, kubeconfigs) => trustFetchedContexts(ports, merged, kubeconfigs),
      ...(request.targetFile === undefined ? {} : { targetFile: request.targetFile }),
    });
  }
  if (failures.length > 0) {
    throw summaryOf(failures, clusters.length);
  }
}

async function fetchAll(
  ports: SeveralPorts,
  clusters: readonly SeenCluster[],
  request: CredentialRequest,
): Promise<readonly Attempt[]> {
  return withProgress(l10n`Getting the credentials of ${clusters.length} clusters`, async (signal, report) => {
    let answered = 0;
    const attempt = async (seen: SeenCluster, interaction: Interaction): Promise<Attempt> => {
      const { cluster } = seen;
      signal.throwIfAborted();
      try {
        return { cluster, credential: await fetchChosenCredential(ports, seen, { interaction, signal }, request) };
      } catch (error) {
        return { cluster, error: asFailure(error, signal) };
      }
    };
    const lacksSignIn = (result: Attempt): boolean => 'error' in result && needsSignIn(result.error);
    return silentThenInteractive(
      clusters,
      ({ tenants }) => tenants.lister.tenantId,
      attempt,
      lacksSignIn,
      () => {
        report(l10n`${(answered += 1)} of ${clusters.length}`);
      },
    );
  });
}

/** @throws whatever is no matter of this one cluster */
function asFailure(error: unknown, signal: AbortSignal): AksEntraError {
  if (error instanceof AksEntraError) {
    return error;
  }
  if (isCancellation(error) && !signal.aborted) {
    return new AksEntraError('signedOut', l10n`The sign-in to its tenant was cancelled.`);
  }
  throw error;
}

async function withoutDeclined(fetched: readonly FetchedCredential[]): Promise<readonly FetchedCredential[]> {
  const statics = fetched.filter(({ credential }) => credential.kind === 'static').map(({ cluster }) => cluster);
  if (statics.length === 0 || (await confirmStaticCredentials(statics))) {
    return fetched;
  }
  return fetched.filter(({ credential }) => credential.kind !== 'static');
}

/** One error for all; its way out is theirs where they share one. */
function summaryOf(failures: readonly FetchFailure[], count: number): AksEntraError {
  const [code = 'unexpectedAnswer', ...others] = new Set(failures.map(({ error }) => error.code));
  const reasons = failures.map(({ cluster: { name }, error: { message } }) =>
    message.includes(name) ? message : `${name}: ${message}`,
  );
  return new AksEntraError(
    others.length === 0 ? code : 'unexpectedAnswer',
    l10n`${failures.length} of ${count} clusters gave no credential. ${reasons.join(' ')}`,
  );
}
