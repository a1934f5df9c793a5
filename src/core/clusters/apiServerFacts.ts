import { l10n } from '../l10n.ts';
import type { Cluster } from './cluster.ts';
import type { ClusterFact } from './clusterFact.ts';

/** How AKS writes "no address but the cluster's own": its documentation of authorised IP ranges. */
const nobodyElse = '0.0.0.0/32';

/** Where a cluster's API server is and who reaches it: a row, and another one where only some addresses do. */
export function apiServerFacts(cluster: Cluster): ClusterFact[] {
  const address = cluster.apiServerHost ?? l10n`no address`;
  const server: ClusterFact = {
    id: 'apiServer',
    label: l10n`API server`,
    value: cluster.isPrivate ? l10n`${address} (private)` : address,
    explanation: reach(cluster),
  };
  const ranges = cluster.authorizedIpRanges ?? [];
  if (ranges.length === 0) {
    return [server];
  }
  return [
    server,
    {
      id: 'ipRanges',
      label: l10n`Authorised IP ranges (${ranges.length})`,
      value: ranges.join(', '),
      explanation: admitsNobodyElse(ranges)
        ? l10n`Only the cluster’s own outbound address is let in: kubectl reaches the API server from the cluster’s nodes and from nowhere else.`
        : l10n`kubectl reaches the API server from these addresses and from the cluster’s own outbound address only.`,
      items: ranges,
    },
  ];
}

function reach(cluster: Cluster): string {
  if (cluster.power === 'Stopped') {
    return l10n`Not reachable while the cluster is stopped.`;
  }
  if (cluster.isPrivate) {
    return l10n`Reachable from its virtual network only, through a VPN or a jump host.`;
  }
  if (cluster.apiServerHost === undefined) {
    return l10n`Azure names no address for it.`;
  }
  const ranges = cluster.authorizedIpRanges ?? [];
  if (ranges.length === 0) {
    return l10n`Reachable over the internet from every address: no IP ranges are authorised.`;
  }
  return admitsNobodyElse(ranges)
    ? l10n`Reachable from the cluster’s own nodes only: its authorised IP ranges let nobody else in.`
    : l10n`Reachable over the internet from its authorised IP ranges only.`;
}

/**
 * Whether a private cluster has a public name too: `<prefix>.hcp.<region>.azmk8s.io`, while private ones are in a private DNS
 * zone. It leads to the private address all the same.
 */
export function hasPublicName({ isPrivate, apiServerHost }: Pick<Cluster, 'isPrivate' | 'apiServerHost'>): boolean {
  return isPrivate && apiServerHost?.includes('.hcp.') === true;
}

/** Whether authorised IP ranges let in nobody but the cluster itself. */
export function admitsNobodyElse(ranges: readonly string[]): boolean {
  return ranges.length > 0 && ranges.every((range) => range === nobodyElse);
}
