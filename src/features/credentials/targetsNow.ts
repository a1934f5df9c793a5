import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { CredentialTarget } from '../../core/clusters/credentialTarget.ts';
import { fetchFailure, type FetchFailure } from '../../core/clusters/fetchFailure.ts';
import { type ClusterNow, type ListedClusters, seenNow } from '../../core/clusters/seenNow.ts';
import { silentThenInteractive } from '../../core/clusters/silentThenInteractive.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';

interface TargetsNowPorts {
  readonly clusters: ClusterNow;
  readonly inventory: ListedClusters;
}

/**
 * What credentials are to be fetched for, as it is now: that decides what there is to ask.
 *
 * @returns of several, those too that could not be read
 * @throws AksEntraError where there is one; an AbortError on cancel
 */
export async function targetsNow(
  ports: TargetsNowPorts,
  listed: readonly [CredentialTarget, ...CredentialTarget[]],
): Promise<{ readonly targets: readonly CredentialTarget[]; readonly failures: readonly FetchFailure[] }> {
  const [one, ...others] = listed;
  if (others.length === 0) {
    const target = await withProgress(l10n`Looking at ${one.cluster.name}`, (signal) =>
      targetNow(ports, one, { interaction: 'allowed', signal }),
    );
    return { targets: [target], failures: [] };
  }
  const looked = await withProgress(l10n`Looking at ${listed.length} clusters`, (signal) =>
    silentThenInteractive<CredentialTarget, CredentialTarget | FetchFailure>(
      listed,
      async (target, interaction) => {
        signal.throwIfAborted();
        try {
          return await targetNow(ports, target, { interaction, signal });
        } catch (error) {
          return fetchFailure(target.cluster, error, signal);
        }
      },
      (result) => 'error' in result && needsSignIn(result.error),
      () => undefined,
    ),
  );
  return {
    targets: looked.filter((result) => 'account' in result),
    failures: looked.filter((result) => 'error' in result),
  };
}

/** Of a managed namespace or a fleet, nothing is told by a row that a credential hangs on: Azure is asked for that itself. */
async function targetNow(
  ports: TargetsNowPorts,
  target: CredentialTarget,
  options: CallOptions,
): Promise<CredentialTarget> {
  return target.place === undefined ? seenNow(ports, target, options, Date.now()) : target;
}
