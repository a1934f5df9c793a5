import { readProperty, readString, readStrings } from '../azure/readProperty.ts';

/** By what the clusters stand together. */
export const clusterGroupings = ['subscription', 'resourceGroup', 'location', 'entra'] as const;
export type ClusterGrouping = (typeof clusterGroupings)[number];

/** In which order they stand there. */
export const clusterOrders = ['name', 'location', 'version', 'entra'] as const;
export type ClusterOrder = (typeof clusterOrders)[number];

/** The Entra states that can be filtered by: the first three exclude each other, the last narrows them further. */
export const entraStates = ['managed', 'legacy', 'none', 'localAccounts'] as const;
export type EntraState = (typeof entraStates)[number];

/** Which clusters are shown; what is absent leaves nothing out. Ids are in lower case. */
export interface ClusterFilter {
  /** Each of its words stands somewhere in what the cluster is called, or where it is. */
  readonly text?: string;
  readonly tenantIds?: readonly string[];
  readonly subscriptionIds?: readonly string[];
  readonly entra?: readonly EntraState[];
}

/** How the user wants the clusters shown. */
export interface ClusterView {
  readonly filter: ClusterFilter;
  readonly grouping: ClusterGrouping;
  readonly order: ClusterOrder;
  /** ARM ids in lower case. */
  readonly favourites: readonly string[];
}

/** Everything, as long as nobody wants it otherwise. */
export const plainView: ClusterView = { filter: {}, grouping: 'subscription', order: 'name', favourites: [] };

/** @param kept by `keptClusterView`, maybe by another version; undefined: nothing was ever chosen */
export function readClusterView(kept: string | undefined, favourites: readonly string[] | undefined): ClusterView {
  const stored = parsed(kept);
  const filter = readProperty(stored, 'filter');
  const text = readString(filter, 'text');
  return {
    filter: {
      ...(text === undefined ? {} : { text }),
      ...idsIn(filter, 'tenantIds'),
      ...idsIn(filter, 'subscriptionIds'),
      ...entraIn(filter),
    },
    grouping: oneOf(clusterGroupings, readString(stored, 'grouping')) ?? plainView.grouping,
    order: oneOf(clusterOrders, readString(stored, 'order')) ?? plainView.order,
    favourites: favourites ?? [],
  };
}

/** What is kept of it besides the favourites; undefined where that is nothing. */
export function keptClusterView({ filter, grouping, order }: ClusterView): string | undefined {
  const isPlain = !isFiltered(filter) && grouping === plainView.grouping && order === plainView.order;
  return isPlain ? undefined : JSON.stringify({ filter, grouping, order });
}

export function isFiltered({ text, tenantIds, subscriptionIds, entra }: ClusterFilter): boolean {
  return [text, tenantIds, subscriptionIds, entra].some((part) => part !== undefined);
}

function parsed(kept: string | undefined): unknown {
  try {
    return kept === undefined ? undefined : JSON.parse(kept);
  } catch {
    return undefined;
  }
}

function idsIn(filter: unknown, key: 'tenantIds' | 'subscriptionIds'): ClusterFilter {
  const ids = readStrings(filter, key);
  return ids.length === 0 ? {} : { [key]: ids };
}

function entraIn(filter: unknown): Pick<ClusterFilter, 'entra'> {
  const entra = readStrings(filter, 'entra').flatMap((state) => oneOf(entraStates, state) ?? []);
  return entra.length === 0 ? {} : { entra };
}

function oneOf<T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return known.find((one) => one === value);
}
