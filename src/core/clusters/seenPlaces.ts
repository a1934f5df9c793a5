import { eachOnce } from '../eachOnce.ts';
import type { Fleet } from './fleet.ts';
import type { ManagedNamespace } from './managedNamespace.ts';
import {
  byText,
  type SeenCluster,
  seenClusters,
  type SeenFleet,
  type SeenNamespace,
  type SeenSubscription,
} from './seenCluster.ts';

/** The managed namespaces of one cluster that the account itself does not see. */
export interface HiddenCluster {
  readonly seen: SeenSubscription;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroup: string;
  readonly namespaces: readonly SeenNamespace[];
}

/** What one listing of a subscription has beside its clusters. */
export function placesOf({ outcome: { namespaces, fleets } }: SeenSubscription): {
  readonly namespaces?: readonly ManagedNamespace[];
  readonly fleets?: readonly Fleet[];
} {
  return { ...(namespaces === undefined ? {} : { namespaces }), ...(fleets === undefined ? {} : { fleets }) };
}

/** The managed namespaces of a subscription, each once and by name, with the tenants that lead to it. */
export function seenNamespaces(seen: SeenSubscription): SeenNamespace[] {
  const all = listings(seen).flatMap(({ account, tenants, subscription, outcome }) =>
    (outcome.namespaces ?? []).map((namespace) => ({ namespace, account, tenants, subscription })),
  );
  return inOrder(all, ({ namespace }) => namespace);
}

/** The same of fleets. */
export function seenFleets(seen: SeenSubscription): SeenFleet[] {
  const all = listings(seen).flatMap(({ account, tenants, subscription, outcome }) =>
    (outcome.fleets ?? []).map((fleet) => ({ fleet, account, tenants, subscription })),
  );
  return inOrder(all, ({ fleet }) => fleet);
}

/** The managed namespaces of a cluster that is seen. */
export function namespacesOf(listed: SeenSubscription | undefined, { cluster }: SeenCluster): SeenNamespace[] {
  const all = listed === undefined ? [] : seenNamespaces(listed);
  return all.filter(({ namespace }) => isSameId(namespace.clusterId, cluster.id));
}

/** The clusters of which nothing but managed namespaces is seen, by name. */
export function hiddenClusters(seen: SeenSubscription): HiddenCluster[] {
  const namespaces = seenNamespaces(seen);
  if (namespaces.length === 0) {
    // So it is in most of hundreds of subscriptions.
    return [];
  }
  const visible = new Set(seenClusters(seen).map(({ cluster }) => cluster.id.toLowerCase()));
  const left = namespaces.filter(({ namespace }) => !visible.has(namespace.clusterId.toLowerCase()));
  const byCluster = Map.groupBy(left, ({ namespace }) => namespace.clusterId.toLowerCase());
  const hidden = [...byCluster.values()].flatMap((namespaces): HiddenCluster[] => {
    const [first] = namespaces;
    if (first === undefined) {
      return [];
    }
    const { clusterId, clusterName, resourceGroup } = first.namespace;
    return [{ seen, clusterId, clusterName, resourceGroup, namespaces }];
  });
  return inOrder(hidden, ({ clusterName, clusterId }) => ({ name: clusterName, id: clusterId }));
}

function listings(seen: SeenSubscription): readonly SeenSubscription[] {
  return [seen, ...(seen.otherListings ?? [])];
}

function inOrder<T>(items: readonly T[], of: (item: T) => { readonly id: string; readonly name: string }): T[] {
  const once = eachOnce(items, (item) => of(item).id.toLowerCase());
  return once.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)];
    return a.name.toLowerCase().localeCompare(b.name.toLowerCase()) || byText(a.id.toLowerCase(), b.id.toLowerCase());
  });
}

function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
