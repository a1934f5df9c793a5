import type { Cluster } from '../clusters/cluster.ts';
import type { ContextFacts } from './readContexts.ts';

/**
 * What tells whose context it is: the cluster's ARM id where we wrote it, else the host of its API server, which no
 * other cluster has. undefined where it names no server.
 */
export function clusterKeyOf({ metadata, server }: Pick<ContextFacts, 'metadata' | 'server'>): string | undefined {
  return (metadata?.clusterId ?? hostOf(server))?.toLowerCase();
}

/** Whether a context that has this key (`clusterKeyOf`) is this cluster's. */
export function isKeyOfCluster(key: string | undefined, cluster: Cluster): boolean {
  const { id, apiServerHost, privateApiServerHost } = cluster;
  return [id, apiServerHost, privateApiServerHost].some((own) => own !== undefined && own.toLowerCase() === key);
}

/** The contexts of one cluster: those that we wrote for it, and those of other tools that lead to its API server. */
export function contextsOfCluster(contexts: readonly ContextFacts[], cluster: Cluster): ContextFacts[] {
  return contexts.filter((context) => isKeyOfCluster(clusterKeyOf(context), cluster));
}

/** The host name of an API server's address; undefined where it is none. */
export function hostOf(server: string | undefined): string | undefined {
  if (server === undefined || !URL.canParse(server)) {
    return undefined;
  }
  return new URL(server).hostname;
}
