import type { Cluster } from '../clusters/cluster.ts';
import type { ClusterFilter, EntraState } from './clusterView.ts';
import { type SeenCluster, seenClusters, type SeenFleet, type SeenSubscription } from '../clusters/seenCluster.ts';
import { type HiddenCluster, hiddenClusters, seenFleets, seenNamespaces } from '../clusters/seenPlaces.ts';
import type { TenantFailure } from '../listing/listClusters.ts';

/** What a filter lets through. */
interface FilterTests {
  tenantFailure(failure: TenantFailure): boolean;
  /**
   * Of a subscription; undefined: nothing, not even why it failed.
   *
   * @param all that it has
   */
  subscription(seen: SeenSubscription, all: SubscriptionRows): SubscriptionRows | undefined;
}

/** What stands below a subscription. */
export interface SubscriptionRows {
  readonly clusters: readonly SeenCluster[];
  readonly hidden: readonly HiddenCluster[];
  readonly fleets: readonly SeenFleet[];
}

export function rowsOfSubscription(seen: SeenSubscription): SubscriptionRows {
  return { clusters: seenClusters(seen), hidden: hiddenClusters(seen), fleets: seenFleets(seen) };
}

export function filterTests({ text, tenantIds, subscriptionIds, entra }: ClusterFilter): FilterTests {
  const words = text === undefined ? [] : text.toLowerCase().split(/\s+/).filter(Boolean);
  const [tenants, subscriptions] = [among(tenantIds), among(subscriptionIds)];
  const hasWords = (texts: readonly string[]): boolean => {
    const all = texts.join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return {
    tenantFailure: ({ tenant }) => tenants(tenant.tenantId),
    subscription: (seen, all) => {
      const { displayName, subscriptionId } = seen.subscription;
      if (!tenants(seen.tenants.lister.tenantId) || !subscriptions(subscriptionId)) {
        return undefined;
      }
      if (words.length === 0 && entra === undefined) {
        return all;
      }
      const namespaces = namespacesByCluster(seen);
      // What is no cluster that can be seen has no Entra state.
      const { hidden, fleets } = entra === undefined ? all : { hidden: [], fleets: [] };
      return {
        clusters: all.clusters.filter(
          ({ cluster }) =>
            (entra === undefined || isInState(cluster, entra)) &&
            hasWords([
              ...[cluster.name, cluster.resourceGroup, cluster.location, cluster.kubernetesVersion, displayName],
              ...(namespaces.get(cluster.id.toLowerCase()) ?? []),
            ]),
        ),
        hidden: hidden.filter(({ clusterName, resourceGroup, namespaces: below }) =>
          hasWords([
            ...[clusterName, resourceGroup, displayName],
            ...below.flatMap(({ namespace: { name, location } }) => [name, location]),
          ]),
        ),
        fleets: fleets.filter(({ fleet }) => hasWords([fleet.name, fleet.resourceGroup, fleet.location, displayName])),
      };
    },
  };
}

/** The names, by the cluster's id in lower case. */
function namespacesByCluster(seen: SeenSubscription): ReadonlyMap<string, readonly string[]> {
  const byCluster = Map.groupBy(seenNamespaces(seen), ({ namespace }) => namespace.clusterId.toLowerCase());
  return new Map([...byCluster].map(([id, all]) => [id, all.map(({ namespace }) => namespace.name)]));
}

/** One of the chosen integrations, where any is chosen; and local accounts that are on, where that is. */
function isInState({ entra, hasLocalAccounts }: Cluster, states: readonly EntraState[]): boolean {
  const kinds = states.filter((state) => state !== 'localAccounts');
  return (kinds.length === 0 || kinds.includes(entra.kind)) && (hasLocalAccounts || kinds.length === states.length);
}

function among(ids: readonly string[] | undefined): (id: string) => boolean {
  const wanted = new Set(ids);
  return (id) => ids === undefined || wanted.has(id.toLowerCase());
}
