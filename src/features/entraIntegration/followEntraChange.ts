import { setTimeout as wait } from 'node:timers/promises';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import { elapsedText, runningRowText } from '../../core/entraIntegration/elapsedTexts.ts';
import { followOperation } from '../../core/clusterWrites/followOperation.ts';
import { type CheckedOperation, checkedOutcome } from '../../core/entraIntegration/checkedOutcome.ts';
import type {
  ClusterOperations,
  ManagedClusters,
  StartedUpdate,
} from '../../core/entraIntegration/managedClusterPorts.ts';
import type { Operation } from '../../core/clusterWrites/operation.ts';
import type { EntraChange } from '../../core/entraIntegration/plannedProfile.ts';
import { refreshClusters } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { tellWith } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterChanges } from '../clusters/clusterChanges.ts';

export interface FollowChangePorts {
  readonly managedClusters: ManagedClusters;
  readonly clusterOperations: ClusterOperations;
  readonly changes: ClusterChanges;
}

/** How often the time that has passed is told. */
const tellEveryMs = 1_000;

/**
 * Follows a change that Azure took up to its end, in a notification and in the cluster's row. Whoever cancels is told
 * that Azure goes on.
 *
 * @throws an AbortError on cancel; AksEntraError where the cluster cannot be read at the end
 */
export async function followEntraChange(
  ports: FollowChangePorts,
  seen: SeenCluster,
  change: EntraChange,
  started: StartedUpdate & { readonly startedAtMs: number },
): Promise<CheckedOperation> {
  const { cluster } = seen;
  const { operation, startedAtMs } = started;
  const { managedClusters, clusterOperations, changes } = ports;
  try {
    return await withProgress(headline(cluster, change), async (signal, report) => {
      let step: Operation | undefined;
      const tell = (): void => {
        const elapsedMs = Math.max(0, Date.now() - startedAtMs);
        report([elapsedText(elapsedMs), stepText(step)].filter((part) => part !== undefined).join(' · '));
        changes.set(cluster, runningRowText(change.goal, elapsedMs));
      };
      const timer = setInterval(tell, tellEveryMs);
      tell();
      // Minutes after the click, nothing here may open a sign-in window.
      const options = { interaction: 'silent', signal } as const;
      try {
        const { end, body } = await followOperation(startedAtMs, {
          ...(operation === undefined ? {} : { poll: () => clusterOperations.poll(seen, options, operation) }),
          read: () => managedClusters.read(seen, options),
          nowMs: Date.now,
          pause: async (ms) => {
            await wait(ms, undefined, { signal }).catch(() => {
              throw cancellation();
            });
          },
          onStep: (next) => {
            step = next;
            tell();
          },
        });
        return { end, outcome: checkedOutcome(body, change) };
      } finally {
        clearInterval(timer);
      }
    });
  } catch (error) {
    if (isCancellation(error)) {
      void tellWith(
        'information',
        l10n`AKS Entra no longer waits for ${cluster.name}. Azure goes on with the change: refresh the clusters to see what came of it.`,
        [refreshClusters],
      );
    }
    throw error;
  } finally {
    changes.set(cluster, undefined);
  }
}

/** What Azure calls what it is doing; or what keeps it from being known. */
function stepText(step: Operation | undefined): string | undefined {
  if (step?.kind !== 'running') {
    return undefined;
  }
  return step.needsSignIn === true
    ? l10n`Azure goes on; sign in to see how far it is`
    : step.failures > 0
      ? l10n`Azure goes on; it cannot be reached now`
      : step.status;
}
