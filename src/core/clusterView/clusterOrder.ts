import type { Cluster } from '../clusters/cluster.ts';
import type { ClusterGrouping, ClusterOrder } from './clusterView.ts';
import { byName, byText, type SeenCluster } from '../clusters/seenCluster.ts';

const versions = new Intl.Collator('en', { numeric: true });

type Compare = (a: SeenCluster, b: SeenCluster) => number;

const orders: Readonly<Record<ClusterOrder, (a: Cluster, b: Cluster) => number>> = {
  name: () => 0,
  location: (a, b) => byText(a.location.toLowerCase(), b.location.toLowerCase()),
  // The oldest first: it is the one to upgrade.
  version: (a, b) => versions.compare(a.kubernetesVersion, b.kubernetesVersion),
  entra: (a, b) => entraRank(a) - entraRank(b),
};

/** Where the order leaves it open, names decide, then ids, and last who sees the cluster. */
export function byOrder(order: ClusterOrder): Compare {
  const compare = orders[order];
  return (a, b) => compare(a.cluster, b.cluster) || byName(a.cluster, b.cluster) || byText(a.account.id, b.account.id);
}

/** Clusters with something in common, the groups in their order; their clusters as they came. */
export function clusterGroups(
  by: Exclude<ClusterGrouping, 'subscription'>,
  clusters: readonly SeenCluster[],
): { readonly key: string; readonly clusters: readonly [SeenCluster, ...SeenCluster[]] }[] {
  const { keyOf, compare } = groupings[by];
  return [...Map.groupBy(clusters, ({ cluster }) => keyOf(cluster))]
    .flatMap(([key, [first, ...others]]) =>
      first === undefined ? [] : [{ key, clusters: [first, ...others] as const }],
    )
    .toSorted((a, b) => compare(a.clusters[0].cluster, b.clusters[0].cluster) || byText(a.key, b.key));
}

const groupings = {
  resourceGroup: {
    keyOf: ({ subscriptionId, resourceGroup }: Cluster) => `${subscriptionId}/${resourceGroup}`.toLowerCase(),
    compare: (a: Cluster, b: Cluster) => byText(a.resourceGroup.toLowerCase(), b.resourceGroup.toLowerCase()),
  },
  location: { keyOf: ({ location }: Cluster) => location.toLowerCase(), compare: orders.location },
  entra: { keyOf: ({ entra }: Cluster) => entra.kind, compare: orders.entra },
};

/** What needs something done comes first: none, legacy, managed with local accounts, managed without. */
function entraRank({ entra, hasLocalAccounts }: Cluster): number {
  return { none: 0, legacy: 1, managed: hasLocalAccounts ? 2 : 3 }[entra.kind];
}
