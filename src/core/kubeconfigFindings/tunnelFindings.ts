import { extensionName } from '../kubeconfig/contextMetadata.ts';
import { asDnsName, isLoopback } from '../kubeconfig/tunnelAddress.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { KubeconfigFinding, KnownServer } from './kubeconfigFinding.ts';
import type { PlacedMap } from './kubeconfigNodes.ts';

/** Names of a port of this machine: no API server is known by them. */
const loopbackNames = /^(?:localhost|127\.0\.0\.1|\[?::1\]?)$/i;

/** Whether what is found depends on the servers that are known; asking for them is not done for every text. */
export function dependsOnKnownServers(text: string): boolean {
  return text.includes('tls-server-name') && /localhost|127\.0\.0\.1|::1/i.test(text);
}

/**
 * Tunnels that name their own end as who has to answer: `az aks bastion` takes the TLS name from the server of the context,
 * which is a port of this machine where it ran before.
 */
export function findTunnelsToNobody(root: PlacedMap, knownServers: readonly KnownServer[]): KubeconfigFinding[] {
  return root.maps('clusters').flatMap((entry): KubeconfigFinding[] => {
    const cluster = entry.map('cluster');
    const name = cluster?.scalar('tls-server-name');
    const server = cluster?.scalar('server')?.value ?? '';
    if (cluster === undefined || name === undefined || !isLoopback(server) || !loopbackNames.test(name.value)) {
      return [];
    }
    const host = hostBehind(cluster, clusterIdsOf(root, entry.scalar('name')?.value), knownServers);
    const again = host === undefined ? ` ${l10n`Get the credentials of the cluster again, then open the tunnel.`}` : '';
    return [
      {
        start: name.start,
        end: name.end,
        code: 'tunnelToNobody',
        severity: 'warning',
        message:
          l10n`This has to be the host of the cluster’s API server. With ${printable(name.value)} nothing tells which cluster is behind this port of your machine, so AKS Entra gives out no token for it. ` +
          l10n`“az aks bastion” writes it where it runs on a context that has a tunnel already.` +
          again,
        fix:
          host === undefined
            ? { kind: 'getCredentials', title: l10n`Get AKS credentials again` }
            : {
                kind: 'edit',
                title: l10n`Set it to ${host}`,
                edits: [{ start: name.start, end: name.end, text: host }],
              },
      },
    ];
  });
}

/** By the authority, which no other cluster has; else by the id that we wrote. */
function hostBehind(
  cluster: PlacedMap,
  clusterIds: readonly string[],
  knownServers: readonly KnownServer[],
): string | undefined {
  const authority = (cluster.scalar('certificate-authority-data')?.value ?? '').replaceAll(/\s/g, '');
  const known =
    knownServers.find((each) => authority !== '' && each.authority === authority) ??
    knownServers.find(({ clusterId }) => clusterId !== undefined && clusterIds.includes(clusterId.toLowerCase()));
  return asDnsName(known?.host);
}

/** In lower case. */
function clusterIdsOf(root: PlacedMap, clusterName: string | undefined): string[] {
  return root.maps('contexts').flatMap((entry) => {
    const context = entry.map('context');
    if (clusterName === undefined || context?.scalar('cluster')?.value !== clusterName) {
      return [];
    }
    return context
      .maps('extensions')
      .filter((extension) => extension.scalar('name')?.value === extensionName)
      .flatMap((extension) => extension.map('extension')?.scalar('clusterId')?.value.toLowerCase() ?? []);
  });
}
