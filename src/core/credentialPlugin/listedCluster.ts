import { AksEntraError } from '../aksEntraError.ts';
import { isLoopback } from '../kubeconfig/tunnelAddress.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { ClusterAccess } from './trustedCluster.ts';
import type { PluginContext } from './trustedContexts.ts';
import { tlsNameOf, withoutTunnel } from './tunnel.ts';

/**
 * What the list says of a context's cluster: the address of its API server, also where the context takes a tunnel to it.
 * A port of this machine never stands there, since anything may be behind it tomorrow.
 *
 * @throws AksEntraError clusterNotTrusted where nothing in the context tells which cluster is behind such a port
 */
export function listedCluster({ contextName, cluster }: PluginContext): ClusterAccess {
  const listed = withoutTunnel(cluster);
  if (!canBeListed(cluster)) {
    throw new AksEntraError(
      'clusterNotTrusted',
      l10n`${quotedName(contextName)} goes to a port of this machine, ${printable(listed.server)}, and does not say which cluster has to answer there: its tls-server-name is not the host of an API server, or it has no certificate authority, or a proxy. ` +
        l10n`Get the credentials of the cluster again, then open the tunnel.`,
    );
  }
  return listed;
}

/** Whether somebody may be asked about it at all: see `listedCluster`. */
export function canBeListed(cluster: ClusterAccess): boolean {
  return !isLoopback(withoutTunnel(cluster).server);
}

/**
 * What stays of a list that a version before keys wrote. That one took proxies and TLS names unasked, and ports of this
 * machine: whoever wants those is asked now.
 */
export function stillListed<Cluster extends ClusterAccess>(former: readonly Cluster[]): readonly Cluster[] {
  return former
    .filter(canBeListed)
    .map((cluster) => withoutTunnel(cluster))
    .filter((cluster) => cluster.proxyUrl === undefined && tlsNameOf(cluster) === '');
}
