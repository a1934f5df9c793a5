import { setTimeout as delay } from 'node:timers/promises';
import { parseClusterId } from '../../core/azure/resourceId.ts';
import { cancellation } from '../../core/cancellation.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import { type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { runningRowText } from '../../core/entraIntegration/elapsedTexts.ts';
import type { KeptOperation } from '../../core/entraIntegration/keptOperation.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { isFirstWindow } from '../../ui/firstWindow.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { finishChange, type FinishChangePorts, followingOf, goneAfterMs } from './finishChange.ts';

/** After so long, nobody waits for a change any more, and Azure has forgotten it. */
const forgottenAfterMs = 24 * 3_600_000;
const lookEveryMs = 3_000;

/**
 * Watches the changes that other windows follow, and goes on following one whose window is gone. Never prompts.
 *
 * @param watched what this window watches already; what it watches from now on is added
 */
export async function resumeChanges(
  ports: FinishChangePorts,
  watched: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  for (const kept of await ports.keptOperations.all()) {
    const key = `${kept.clusterId.toLowerCase()} ${kept.startedAtMs}`;
    if (!watched.has(key)) {
      watched.add(key);
      void runAndReport(ports.logger, 'Following a change', () => resume(ports, kept, signal));
    }
  }
}

async function resume(ports: FinishChangePorts, kept: KeptOperation, signal: AbortSignal): Promise<void> {
  const { keptOperations, firstWindow, inventory } = ports;
  const { clusterId, change, startedAtMs, operation } = kept;
  if (Date.now() - startedAtMs > forgottenAfterMs) {
    await keptOperations.forget(clusterId, startedAtMs);
    return;
  }
  if (!(await becomesFollower(ports, kept, signal))) {
    return;
  }
  await inventory.ensureListed();
  let seen = listedFor(inventory, kept);
  while (seen === undefined) {
    // Offline, or as another account, this window cannot follow it: one that can is welcome to.
    await firstWindow.forget(followingOf(clusterId));
    await untilListed(inventory, kept, signal);
    if (!(await becomesFollower(ports, kept, signal))) {
      return;
    }
    seen = listedFor(inventory, kept);
  }
  if (!(await isKept(ports, kept))) {
    await firstWindow.forget(followingOf(clusterId));
    return;
  }
  await finishChange(ports, seen, change, { startedAtMs, ...(operation === undefined ? {} : { operation }) });
}

/**
 * Shows in the cluster's row what another window follows, until that window is gone or was told what came of it.
 *
 * @returns whether this window follows it from now on
 */
async function becomesFollower(ports: FinishChangePorts, kept: KeptOperation, signal: AbortSignal): Promise<boolean> {
  const { firstWindow, changes, inventory } = ports;
  const { clusterId, change, startedAtMs } = kept;
  const row = { id: clusterId };
  let isShown = false;
  try {
    while (!(await isFirstWindow(firstWindow, followingOf(clusterId), goneAfterMs))) {
      await delay(lookEveryMs, undefined, { signal });
      if (!(await isKept(ports, kept))) {
        if (isShown && listingOf(inventory.state) !== undefined) {
          void inventory.refreshChanged({ subscriptionId: parseClusterId(clusterId)?.subscriptionId ?? '' });
        }
        return false;
      }
      if (!isShown && changes.of(row) !== undefined) {
        // This window is the one that follows it.
        return false;
      }
      isShown = true;
      changes.set(row, runningRowText(change.goal, Math.max(0, Date.now() - startedAtMs)));
    }
    return true;
  } finally {
    if (isShown) {
      changes.set(row, undefined);
    }
  }
}

/** The cluster as the account that began the change sees it; undefined where the present listing has none such. */
export function listedFor(
  { state }: ClusterInventory,
  { clusterId, accountId }: Pick<KeptOperation, 'clusterId' | 'accountId'>,
): SeenCluster | undefined {
  const listed = listingOf(state)?.subscriptions.flatMap(seenClusters) ?? [];
  return listed.find(
    ({ cluster, account }) => account.id === accountId && cluster.id.toLowerCase() === clusterId.toLowerCase(),
  );
}

/** Asks for no listing itself: whoever is offline would be listed for again and again. */
async function untilListed(inventory: ClusterInventory, kept: KeptOperation, signal: AbortSignal): Promise<void> {
  const ends: { dispose(): unknown }[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (listedFor(inventory, kept) !== undefined) {
          resolve();
        }
      };
      const stop = (): void => {
        reject(cancellation());
      };
      signal.addEventListener('abort', stop);
      ends.push(inventory.onDidChange(look), {
        dispose: () => {
          signal.removeEventListener('abort', stop);
        },
      });
      look();
    });
  } finally {
    for (const end of ends) {
      end.dispose();
    }
  }
}

async function isKept(
  { keptOperations }: FinishChangePorts,
  { clusterId, startedAtMs }: KeptOperation,
): Promise<boolean> {
  return (await keptOperations.all()).some((one) => one.clusterId === clusterId && one.startedAtMs === startedAtMs);
}
