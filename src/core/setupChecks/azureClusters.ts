import { AksEntraError } from '../aksEntraError.ts';
import { parseClusterId } from '../azure/resourceId.ts';
import { isCancellation } from '../cancellation.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import { clustersIn } from '../listing/clustersIn.ts';
import { listingOf, type InventoryState } from '../listing/inventory.ts';
import type { SeenCluster, SeenSubscription } from '../clusters/seenCluster.ts';
import { clusterKeyOf, isKeyOfCluster } from '../kubeconfig/contextsOfCluster.ts';
import { limitConcurrency } from '../limitConcurrency.ts';
import { asDnsName } from '../kubeconfig/tunnelAddress.ts';
import { stringAt } from '../yamlValue.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';

/** What Azure says; nothing here prompts. */
export interface SetupAzure {
  /** The clusters that the account sees, listed where they were not yet. Never throws. */
  listed(): Promise<InventoryState>;
  /** One cluster as it is now. */
  clusterNow(seen: SeenCluster, signal: AbortSignal): Promise<Cluster>;
}

/** What became of the cluster of a context. */
export type ContextCluster =
  /** `managedNamespace`: the one of its namespaces that the context is for. */
  | { readonly kind: 'there'; readonly seen: SeenCluster; readonly managedNamespace?: string }
  /** Azure was asked for it by its id, and has none of that name. */
  | { readonly kind: 'gone'; readonly id: string }
  /** It may be there: `reason` says why nobody could look. */
  | { readonly kind: 'unknown'; readonly reason?: string };

/** By the context's name. */
export type ContextClusters = ReadonlyMap<string, ContextCluster>;

/** Far below what ARM allows, and quick enough for a fleet. */
const requestsAtOnce = 8;

/** The clusters behind the contexts, each asked for anew: a listing may be old, and one that failed says nothing of what is gone. */
export async function clustersOfContexts(
  contexts: readonly SetupContext[],
  state: InventoryState,
  azure: Pick<SetupAzure, 'clusterNow'>,
  signal: AbortSignal,
): Promise<ContextClusters> {
  const known = clustersIn(state);
  const subscriptions = listingOf(state)?.subscriptions ?? [];
  const inTurn = limitConcurrency(requestsAtOnce);
  const asked = new Map<string, Promise<ContextCluster>>();
  const entries = contexts.map(async (context): Promise<readonly [string, ContextCluster]> => {
    const seen = seenOf(context, known) ?? unseenOf(context, subscriptions);
    if (seen === undefined) {
      return [context.facts.contextName, { kind: 'unknown' }];
    }
    const key = seen.cluster.id.toLowerCase();
    const answer = asked.get(key) ?? inTurn(() => lookUp(azure, seen, signal));
    asked.set(key, answer);
    const { contextName, metadata: { managedNamespace } = {} } = context.facts;
    const found = await answer;
    const isPart = found.kind === 'there' && managedNamespace !== undefined;
    return [contextName, isPart ? { ...found, managedNamespace } : found];
  });
  return new Map(await Promise.all(entries));
}

function seenOf({ facts, cluster }: SetupContext, known: readonly SeenCluster[]): SeenCluster | undefined {
  const tlsName = asDnsName(stringAt(cluster, 'tls-server-name'));
  const keys = [clusterKeyOf(facts), tlsName].filter((key) => key !== undefined);
  return known.find((seen) => keys.some((key) => isKeyOfCluster(key, seen.cluster)));
}

/** One that the list does not have, in a subscription that it has: whoever listed that can be told whether it is there. */
function unseenOf({ facts }: SetupContext, subscriptions: readonly SeenSubscription[]): SeenCluster | undefined {
  const id = facts.metadata?.clusterId;
  const parts = id === undefined ? undefined : parseClusterId(id);
  const found = subscriptions.find(
    ({ subscription }) => subscription.subscriptionId.toLowerCase() === parts?.subscriptionId.toLowerCase(),
  );
  const cluster = found && clusterFromArm({ id }, found.tenants.owner.tenantId);
  if (found === undefined || cluster === undefined) {
    return undefined;
  }
  const { account, tenants, subscription } = found;
  return { cluster, account, tenants, subscription };
}

async function lookUp(
  azure: Pick<SetupAzure, 'clusterNow'>,
  seen: SeenCluster,
  signal: AbortSignal,
): Promise<ContextCluster> {
  try {
    return { kind: 'there', seen: { ...seen, cluster: await azure.clusterNow(seen, signal) } };
  } catch (error) {
    if (isCancellation(error) || !(error instanceof AksEntraError)) {
      throw error;
    }
    return error.code === 'notFound'
      ? { kind: 'gone', id: seen.cluster.id }
      : { kind: 'unknown', reason: error.message };
  }
}
