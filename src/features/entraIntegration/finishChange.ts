import * as vscode from 'vscode';
import { isSameCluster } from '../../core/clusters/cluster.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import { type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import type { KeptOperations } from '../../core/entraIntegration/keptOperations.ts';
import { changeResult } from '../../core/entraIntegration/outcomeTexts.ts';
import type { EntraChange } from '../../core/entraIntegration/plannedProfile.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { FirstWindow } from '../../ui/firstWindow.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { followEntraChange, type FollowChangePorts } from './followEntraChange.ts';
import type { SentChange } from './sendEntraChange.ts';
import { tellResult } from './tellResult.ts';

export interface FinishChangePorts extends FollowChangePorts {
  readonly inventory: ClusterInventory;
  readonly previews: PreviewDocuments;
  readonly keptOperations: KeptOperations;
  readonly firstWindow: FirstWindow;
  readonly logger: Logger;
}

/** A window that has not said for so long that it follows a change is gone. */
export const goneAfterMs = 15_000;
const sayEveryMs = 4_000;

/** What windows agree by on who follows a change. */
export function followingOf(clusterId: string): string {
  return `following:${clusterId.toLowerCase()}`;
}

/**
 * Follows a change that Azure took up, and tells what came of it. As long as nobody was told, it is kept for a window
 * that comes after this one.
 *
 * @throws as `followEntraChange` and `changeResult`
 */
export async function finishChange(
  ports: FinishChangePorts,
  seen: SeenCluster,
  change: EntraChange,
  sent: SentChange,
): Promise<void> {
  const { keptOperations, firstWindow, inventory, logger } = ports;
  const { cluster, account } = seen;
  const saying = await startSaying(ports, cluster.id);
  await keptOperations
    .keep({ ...sent, clusterId: cluster.id, accountId: account.id, change })
    .catch((error: unknown) => {
      logger.warn(`A change could not be kept: ${messageOf(error)}`);
    });
  try {
    const followed = await followEntraChange(ports, seen, change, sent).finally(() => {
      void inventory.refreshChanged(cluster);
    });
    const result = changeResult(cluster, change, followed);
    tellResult(ports.previews, cluster.name, result, listedNow(inventory, cluster.id));
  } finally {
    saying.stop();
    await windowAnswers();
    await keptOperations.forget(cluster.id, sent.startedAtMs).catch((error: unknown) => {
      logger.warn(`A change that is over could not be forgotten: ${messageOf(error)}`);
    });
    await firstWindow.forget(followingOf(cluster.id));
  }
}

/** Tells all windows, again and again until it is stopped, that this one follows a change: none takes it over then. */
export async function startSaying(
  { firstWindow, logger }: Pick<FinishChangePorts, 'firstWindow' | 'logger'>,
  clusterId: string,
): Promise<{ stop(): void }> {
  const say = async (): Promise<void> => {
    try {
      await windowAnswers();
      await firstWindow.isFirst(followingOf(clusterId), 0);
    } catch (error) {
      logger.warn(`Following a change: ${messageOf(error)}`);
    }
  };
  await say();
  const timer = setInterval(() => void say(), sayEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

/**
 * Ends where somebody could read what is told: the extension host of a window that is gone goes on for seconds, or
 * minutes, and nothing that it asks of the window is answered.
 */
async function windowAnswers(): Promise<void> {
  await vscode.commands.getCommands(true);
}

/** Undefined where the listing does not have the cluster. */
async function listedNow(inventory: ClusterInventory, clusterId: string): Promise<SeenCluster | undefined> {
  await inventory.ensureListed();
  const listed = listingOf(inventory.state)?.subscriptions.flatMap(seenClusters) ?? [];
  return listed.find(({ cluster }) => isSameCluster(cluster, { id: clusterId }));
}
