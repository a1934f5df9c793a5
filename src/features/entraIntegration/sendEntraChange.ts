import * as vscode from 'vscode';
import type { AccessFacts } from '../../core/access/accessProof.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import type { ManagedClusters, StartedUpdate } from '../../core/entraIntegration/managedClusterPorts.ts';
import { proofOfChange } from '../../core/entraIntegration/needsProof.ts';
import { type EntraUpdate, plannedCluster } from '../../core/entraIntegration/plannedProfile.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { refreshClusters } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back } from '../../ui/quickPickStep.ts';
import { tellWith } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { confirmEntraChange } from './confirmEntraChange.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';

interface SendPorts {
  readonly managedClusters: ManagedClusters;
  readonly previews: PreviewDocuments;
}

/** What somebody put together for a cluster. */
interface WantedChange {
  readonly change: EntraUpdate;
  readonly groupNames: ReadonlyMap<string, string>;
  /** What is known of the user, where the change could take their access away. */
  readonly access?: AccessFacts;
  /** There is something to choose otherwise. */
  readonly hasWayBack?: boolean;
}

/** What became of it: sent, or to be put together anew for the cluster that was shown last. */
export type SendOutcome =
  { readonly kind: 'sent'; readonly sent: SentChange } | { readonly kind: 'back'; readonly document: ClusterDocument };

/** A change that Azure took up. */
export interface SentChange extends StartedUpdate {
  readonly startedAtMs: number;
}

/**
 * Asks, and writes what was shown; where the cluster became another one meanwhile, shows that and asks again.
 *
 * @param first what the cluster was when the change was put together
 * @throws an AbortError when the user declines; AksEntraError
 */
export async function sendEntraChange(
  ports: SendPorts,
  seen: SeenCluster,
  first: ClusterDocument,
  { change, groupNames, access, hasWayBack = false }: WantedChange,
): Promise<SendOutcome> {
  let shown = first;
  let note: string | undefined;
  for (;;) {
    const proof = proofOfChange(shown.body, change, access, groupNames);
    const { body } = shown;
    const answer = await confirmEntraChange(
      ports.previews,
      seen.cluster,
      body,
      change,
      groupNames,
      note,
      proof,
      hasWayBack,
    );
    if (answer === back) {
      return { kind: 'back', document: shown };
    }
    const outcome = await send(ports.managedClusters, seen, shown, change);
    if (outcome.kind === 'sent') {
      return outcome;
    }
    assertNothingInTheWay(outcome.now.body, change.goal, change);
    shown = outcome.now;
    note = l10n`Somebody else changed the cluster in the meantime. Nothing was written; this is the change of what it is now.`;
    void vscode.window.showWarningMessage(note);
  }
}

type Outcome =
  { readonly kind: 'sent'; readonly sent: SentChange } | { readonly kind: 'changed'; readonly now: ClusterDocument };

async function send(
  managedClusters: ManagedClusters,
  seen: SeenCluster,
  shown: ClusterDocument,
  change: EntraUpdate,
): Promise<Outcome> {
  const put = { isOnItsWay: false };
  try {
    return await withProgress(headline(seen.cluster, change), async (signal): Promise<Outcome> => {
      // The person said yes a moment ago: a second factor may be asked for.
      const options = { interaction: 'allowed', signal } as const;
      const now = await managedClusters.read(seen, options);
      if (!isSame(shown, now)) {
        return { kind: 'changed', now };
      }
      put.isOnItsWay = true;
      try {
        const startedAtMs = Date.now();
        const started = await managedClusters.update(seen, options, now, plannedCluster(now.body, change));
        return { kind: 'sent', sent: { ...started, startedAtMs } };
      } catch (error) {
        if (error instanceof AksEntraError && error.code === 'clusterChanged') {
          put.isOnItsWay = false;
          return { kind: 'changed', now: await managedClusters.read(seen, options) };
        }
        throw error;
      }
    });
  } catch (error) {
    if (put.isOnItsWay && isCancellation(error)) {
      void tellWith(
        'warning',
        l10n`You cancelled while the change of ${seen.cluster.name} was on its way: Azure may have accepted it anyway. Refresh the clusters to see.`,
        [refreshClusters],
      );
    }
    throw error;
  }
}

function isSame(a: ClusterDocument, b: ClusterDocument): boolean {
  return a.eTag !== undefined && b.eTag !== undefined
    ? a.eTag === b.eTag
    : JSON.stringify(a.body) === JSON.stringify(b.body);
}
