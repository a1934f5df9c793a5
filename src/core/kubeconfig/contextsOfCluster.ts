import type { Cluster } from '../clusters/cluster.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { Account } from '../entra/signIn.ts';
import type { ContextFacts } from './readContexts.ts';

/**
 * What tells whose context it is: the cluster's ARM id where we wrote it, else the host of its API server, which no
 * other cluster has. undefined where it names no server.
 */
export function clusterKeyOf({ metadata, server }: Pick<ContextFacts, 'metadata' | 'server'>): string | undefined {
  return (metadata?.clusterId ?? hostOf(server))?.toLowerCase();
}

/**
 * The same for what a context is for: one of a managed namespace or a fleet leads to a cluster, and is not the cluster's
 * own, which goes and comes with the role on it.
 */
export function placeKeyOf(context: Pick<ContextFacts, 'metadata' | 'server'>): string | undefined {
  const { clusterId, managedNamespace, fleetId } = context.metadata ?? {};
  const ofNamespace =
    clusterId === undefined || managedNamespace === undefined
      ? undefined
      : `${clusterId}/managedNamespaces/${managedNamespace}`;
  return (fleetId ?? ofNamespace)?.toLowerCase() ?? clusterKeyOf(context);
}

/** By what contexts are a cluster's; of a managed namespace or a fleet there is but its ARM id. */
export type KeyedCluster = Pick<Cluster, 'id' | 'apiServerHost' | 'privateApiServerHost'>;

/** Whether a context that has this key (`clusterKeyOf`, `placeKeyOf`) is this cluster's. */
export function isKeyOfCluster(key: string | undefined, cluster: KeyedCluster): boolean {
  const { id, apiServerHost, privateApiServerHost } = cluster;
  return [id, apiServerHost, privateApiServerHost].some((own) => own !== undefined && own.toLowerCase() === key);
}

/** The contexts of one cluster, managed namespace or fleet: those that we wrote for it, and those of other tools that lead to its API server. */
export function contextsOfCluster(contexts: readonly ContextFacts[], cluster: KeyedCluster): ContextFacts[] {
  return contexts.filter((context) => isKeyOfCluster(placeKeyOf(context), cluster));
}

/**
 * The cluster that a context leads to, as its own account sees it: others that see it too may have other rights there.
 *
 * @returns undefined where none of them is the context's; the first where its account is not known to see it
 */
export function seenOfContext(
  clusters: readonly SeenCluster[],
  context: Pick<ContextFacts, 'metadata' | 'server' | 'entra'>,
): SeenCluster | undefined {
  const key = clusterKeyOf(context);
  const those = clusters.filter(({ cluster }) => isKeyOfCluster(key, cluster));
  return those.find(({ account }) => account.id === context.entra?.accountId) ?? those[0];
}

/**
 * Who signs in to a context with VS Code: the account that it names, else the one that sees its cluster.
 *
 * @param accounts those that VS Code has
 * @returns undefined where none of them is known to be the one
 */
export function accountOfContext(
  clusters: readonly SeenCluster[],
  context: Pick<ContextFacts, 'metadata' | 'server' | 'entra'>,
  accounts: readonly Account[],
): Account | undefined {
  const named = accounts.find(({ id }) => id === context.entra?.accountId);
  const seeing = seenOfContext(clusters, context)?.account.id;
  return named ?? accounts.find(({ id }) => id === seeing);
}

/** The host name of an API server's address; undefined where it is none. */
export function hostOf(server: string | undefined): string | undefined {
  if (server === undefined || !URL.canParse(server)) {
    return undefined;
  }
  return new URL(server).hostname;
}
