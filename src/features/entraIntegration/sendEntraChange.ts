import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { headline } from '../../core/entraIntegration/changeDocument.ts';
import type { ManagedClusters, StartedUpdate } from '../../core/entraIntegration/managedClusterPorts.ts';
import { type EntraChange, plannedCluster } from '../../core/entraIntegration/plannedProfile.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { confirmEntraChange } from './confirmEntraChange.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';

interface SendPorts {
  readonly managedClusters: ManagedClusters;
  readonly previews: PreviewDocuments;
}

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
  change: EntraChange,
  groupNames: ReadonlyMap<string, string>,
): Promise<SentChange> {
  let shown = first;
  let note: string | undefined;
  for (;;) {
    await confirmEntraChange(ports.previews, seen.cluster, shown.body, change, groupNames, note);
    const outcome = await send(ports.managedClusters, seen, shown, change);
    if (outcome.kind === 'sent') {
      return outcome.sent;
    }
    assertNothingInTheWay(outcome.now.body, change.goal);
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
  change: EntraChange,
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
      void vscode.window.showWarningMessage(
        l10n`You cancelled while the change of ${seen.cluster.name} was on its way: Azure may have taken it up all the same. Refresh the clusters to see.`,
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
