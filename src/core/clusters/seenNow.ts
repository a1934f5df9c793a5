import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { Cluster } from './cluster.ts';
import type { CallOptions } from './clusterPorts.ts';
import type { SeenCluster } from './seenCluster.ts';

/** What was listed may be old. */
export interface ClusterNow {
  /** The cluster as Azure has it at the moment. Throws AksEntraError or an AbortError. */
  clusterNow(seen: SeenCluster, options: CallOptions): Promise<Cluster>;
}

/** What is listed, for who finds that it is not so any more. */
export interface ListedClusters {
  /** Something in a subscription is not as it is listed: it is listed anew, and not from an index that lags behind. */
  outdated(subscriptionId: string): void;
}

interface NowPorts {
  readonly clusters: ClusterNow;
  readonly inventory: ListedClusters;
}

/** Long enough for one command to lead to another, and too short for anybody to change much. */
const staysFreshForMs = 30_000;

/**
 * A cluster as it is now, for whatever acts on it: a row may come from Azure’s index, which lags behind, or from the last
 * time that VS Code was open. Where it is gone or another one by now, it is listed anew.
 *
 * @throws AksEntraError notFound where it is gone, …; an AbortError on cancel
 */
export async function readNow(
  { clusters, inventory }: NowPorts,
  seen: SeenCluster,
  options: CallOptions,
  nowMs: number,
): Promise<SeenCluster> {
  const cluster = await unlessGone(inventory, seen.cluster, () => clusters.clusterNow(seen, options));
  return asRead(inventory, seen, cluster, nowMs);
}

/** The same; one that was read a moment ago is not read once more, such as where one command led to another. */
export async function seenNow(
  ports: NowPorts,
  seen: SeenCluster,
  options: CallOptions,
  nowMs: number,
): Promise<SeenCluster> {
  const { readAt } = seen;
  return readAt !== undefined && nowMs - readAt < staysFreshForMs ? seen : readNow(ports, seen, options, nowMs);
}

/** What was seen with the cluster that was read by whoever needs more of it than a row tells. */
export function asRead(inventory: ListedClusters, seen: SeenCluster, cluster: Cluster, nowMs: number): SeenCluster {
  if (rowFacts(seen.cluster) !== rowFacts(cluster)) {
    inventory.outdated(cluster.subscriptionId);
  }
  const { account, tenants, subscription } = seen;
  return { cluster, account, tenants, subscription, readAt: nowMs };
}

/**
 * Reads something of what is listed; where Azure does not find it, it is listed anew, which takes its row away.
 *
 * @throws as `read`; AksEntraError notFound with a sentence of its own
 */
export async function unlessGone<T>(
  inventory: ListedClusters,
  { name, resourceGroup, subscriptionId }: Pick<Cluster, 'name' | 'resourceGroup' | 'subscriptionId'>,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AksEntraError && error.code === 'notFound')) {
      throw error;
    }
    inventory.outdated(subscriptionId);
    throw new AksEntraError(
      'notFound',
      l10n`${quotedName(name)} is not in resource group ${quotedName(resourceGroup)} any more: it was deleted or moved since it was listed. The list is being refreshed.`,
    );
  }
}

/** What a row shows of a cluster, but for how far a change of it has come. */
function rowFacts({ entra, authorization, hasLocalAccounts, isPrivate, power }: Cluster): string {
  return JSON.stringify([entra, authorization, hasLocalAccounts, isPrivate, power]);
}
