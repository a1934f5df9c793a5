import { eachOnce } from '../eachOnce.ts';
import type { Account } from '../entra/signIn.ts';
import { filterTests, rowsOfSubscription, type SubscriptionRows } from './clusterFilter.ts';
import { byOrder, clusterGroups } from './clusterOrder.ts';
import type { Tenant } from '../clusters/clusterPorts.ts';
import type { ClusterGrouping, ClusterView } from './clusterView.ts';
import type { Listing } from '../listing/inventory.ts';
import type { AccountFailure } from '../listing/listAccounts.ts';
import type { TenantFailure } from '../listing/listClusters.ts';
import {
  asOf,
  byText,
  countClusters,
  failureIn,
  placesFailureIn,
  type SeenCluster,
  type SeenSubscription,
} from '../clusters/seenCluster.ts';

/** A row of the tree above the clusters' own, with what stands below it. */
export type ClusterLevel =
  | { readonly kind: 'favourites'; readonly clusters: readonly SeenCluster[] }
  | { readonly kind: 'account'; readonly account: Account; readonly below: readonly ClusterLevel[] }
  | {
      readonly kind: 'tenant';
      readonly account: Account;
      readonly tenant: Tenant;
      readonly below: readonly ClusterLevel[];
    }
  | ClusterGroupLevel
  /**
   * With what is shown of it, in its order; the rest is filtered out, or stands elsewhere.
   * `isBelowTenant`: the row above it names the tenant that lists it. `isBesideGroups`: its clusters stand in groups.
   * `namesAccount`: several accounts are listed, and no row above it names the one that sees it.
   */
  | (SubscriptionRows & {
      readonly kind: 'subscription';
      readonly seen: SeenSubscription;
      readonly isBelowTenant?: true;
      readonly isBesideGroups?: true;
      readonly namesAccount?: true;
    })
  /**
   * `isApart`: no row above it names its subscription. `namesAccount`: nor which of several accounts sees it. Here those of
   * a subscription that is the only one (`foldedAway`).
   */
  | { readonly kind: 'cluster'; readonly seen: SeenCluster; readonly isApart?: true; readonly namesAccount?: true }
  /** In the place of the tenant or account; `below`: what it had before. */
  | {
      readonly kind: 'tenantFailure';
      readonly failure: TenantFailure;
      readonly below?: readonly ClusterLevel[];
      readonly namesAccount?: true;
    }
  | { readonly kind: 'accountFailure'; readonly failure: AccountFailure; readonly below?: readonly ClusterLevel[] }
  /** One that is not listed: no token is asked for it. */
  | { readonly kind: 'otherAccount'; readonly account: Account };

/** Clusters of any subscription that have something in common. */
export interface ClusterGroupLevel {
  readonly kind: 'group';
  readonly by: Exclude<ClusterGrouping, 'subscription'>;
  /** The same for the same group of any listing. */
  readonly key: string;
  readonly clusters: readonly [SeenCluster, ...SeenCluster[]];
}

/** What is there to group. */
type Grouped = Pick<Listing, 'accounts' | 'subscriptions' | 'tenantFailures'> & {
  readonly otherAccounts?: readonly Account[];
  readonly accountFailures?: readonly AccountFailure[];
};

export type SubscriptionLevel = Extract<ClusterLevel, { kind: 'subscription' }>;

/**
 * The first rows of the tree with all levels below them down to the clusters, and how many clusters are shown of how
 * many. A level of accounts is there where several are listed, one of tenants where subscriptions of several are shown.
 * What failed stays in sight whatever the clusters are filtered by, since some of them may be missing.
 */
export function clusterLevels(
  listing: Grouped,
  { filter, grouping, order, favourites }: ClusterView,
): {
  readonly levels: readonly ClusterLevel[];
  readonly shown: number;
  readonly total: number;
  /** The filter leaves out all that there is. */
  readonly isNothingLeft: boolean;
} {
  const tests = filterTests(filter);
  const compare = byOrder(order);
  const all = listing.subscriptions.map((seen) => ({ seen, rows: rowsOfSubscription(seen) }));
  const subscriptions = all.flatMap(({ seen, rows }): SubscriptionLevel[] => {
    const fitting = tests.subscription(seen, rows);
    if (fitting === undefined || !(hasRows(fitting) || hasFailure(seen))) {
      return [];
    }
    const clusters = order === 'name' ? fitting.clusters : fitting.clusters.toSorted(compare);
    return [{ kind: 'subscription', seen, ...fitting, clusters }];
  });
  const shown = subscriptions.flatMap(({ clusters }) => clusters);
  const wanted = new Set(favourites);
  const preferred = shown.filter(({ cluster }) => wanted.has(cluster.id.toLowerCase())).toSorted(compare);
  const failures = {
    tenantFailures: listing.tenantFailures.filter((failure) => tests.tenantFailure(failure)),
    accountFailures: listing.accountFailures ?? [],
  };
  const named = listing.accounts.length > 1 ? { namesAccount: true as const } : {};
  const groups =
    grouping === 'subscription'
      ? accountLevels(listing.accounts, subscriptions, failures)
      : [
          ...clusterGroups(grouping, shown).map(({ key, clusters: [first, ...others] }): ClusterLevel => {
            const sorted = [first, ...others].toSorted(compare);
            return { kind: 'group', by: grouping, key, clusters: [sorted[0] ?? first, ...sorted.slice(1)] };
          }),
          // What these have beside clusters, why they failed among it, has no other place.
          ...subscriptions
            .map((level) => ({ ...level, clusters: [], isBesideGroups: true as const, ...named }))
            .filter((level) => hasRows(level) || hasFailure(level.seen)),
          ...failures.tenantFailures.map((failure): ClusterLevel => ({ kind: 'tenantFailure', failure, ...named })),
          ...failures.accountFailures.map((failure): ClusterLevel => ({ kind: 'accountFailure', failure })),
        ];
  return {
    levels: [
      ...(preferred.length === 0 ? [] : [{ kind: 'favourites' as const, clusters: preferred }]),
      ...groups,
      ...(listing.otherAccounts ?? []).map((account): ClusterLevel => ({ kind: 'otherAccount', account })),
    ],
    shown: countClusters(shown),
    total: countClusters(all.flatMap(({ rows }) => rows.clusters)),
    isNothingLeft: all.some(({ rows }) => hasRows(rows)) && !subscriptions.some(hasRows),
  };
}

/** What failed stays in sight. */
function hasFailure(seen: SeenSubscription): boolean {
  return failureIn(seen) !== undefined || placesFailureIn(seen) !== undefined;
}

function hasRows({ clusters, hidden, fleets }: SubscriptionRows): boolean {
  return [clusters, hidden, fleets].some(({ length }) => length > 0);
}

function accountLevels(
  listed: readonly Account[],
  subscriptions: readonly SubscriptionLevel[],
  failures: { readonly tenantFailures: readonly TenantFailure[]; readonly accountFailures: readonly AccountFailure[] },
): readonly ClusterLevel[] {
  const named = [...subscriptions.map(({ seen }) => seen), ...failures.tenantFailures, ...failures.accountFailures];
  const accounts = eachOnce([...listed, ...named.map(({ account }) => account)], ({ id }) => id);
  const ofAccount = {
    subscriptions: Map.groupBy(subscriptions, ({ seen }) => seen.account.id),
    tenantFailures: Map.groupBy(failures.tenantFailures, ({ account }) => account.id),
    accountFailures: Map.groupBy(failures.accountFailures, ({ account }) => account.id),
  };
  const levels = accounts.map((account): ClusterLevel => {
    const [failure] = ofAccount.accountFailures.get(account.id) ?? [];
    const below = foldedAway(
      tenantLevels(ofAccount.subscriptions.get(account.id) ?? [], ofAccount.tenantFailures.get(account.id) ?? []),
    );
    if (failure === undefined) {
      return { kind: 'account', account, below };
    }
    return { kind: 'accountFailure', failure, ...(below.length === 0 ? {} : { below }) };
  });
  const [only, ...others] = levels;
  return only?.kind === 'account' && others.length === 0 ? only.below : levels;
}

/** Of one account; a tenant that failed has the subscriptions of before below it. */
function tenantLevels(
  subscriptions: readonly SubscriptionLevel[],
  tenantFailures: readonly TenantFailure[],
): ClusterLevel[] {
  const byTenant = Map.groupBy(subscriptions, ({ seen }) => seen.tenants.lister.tenantId.toLowerCase());
  const failureLevel = (failure: TenantFailure): ClusterLevel => ({ kind: 'tenantFailure', failure });
  if (byTenant.size < 2) {
    return [...subscriptions, ...tenantFailures.map(failureLevel)];
  }
  const failed = new Map(tenantFailures.map((failure) => [failure.tenant.tenantId.toLowerCase(), failure]));
  const levels = [...byTenant].flatMap(([key, subscriptionsOfIt]) => {
    const below = subscriptionsOfIt.map((level) => ({ ...level, isBelowTenant: true as const }));
    const [first] = below;
    if (first === undefined) {
      return [];
    }
    const { account, tenants } = first.seen;
    const failure = failed.get(key);
    const level: ClusterLevel =
      failure === undefined
        ? { kind: 'tenant', account, tenant: tenants.lister, below: foldedAway(below) }
        : { kind: 'tenantFailure', failure, below };
    return [{ name: tenants.lister.displayName, key, level }];
  });
  return [
    ...levels.toSorted((a, b) => a.name.localeCompare(b.name) || byText(a.key, b.key)).map(({ level }) => level),
    ...tenantFailures.filter(({ tenant }) => !byTenant.has(tenant.tenantId.toLowerCase())).map(failureLevel),
  ];
}

/**
 * The clusters of a subscription that is the only row, each of which then names it. One that has more to tell than its
 * name stays: that it failed, of when it is, its state, what it has beside clusters.
 */
function foldedAway(levels: readonly ClusterLevel[]): readonly ClusterLevel[] {
  const [only, ...others] = levels;
  if (only?.kind !== 'subscription' || others.length > 0) {
    return levels;
  }
  const { seen, clusters, hidden, fleets } = only;
  const tellsMore = hasFailure(seen) || asOf(seen) !== undefined || seen.subscription.state !== 'Enabled';
  return tellsMore || hidden.length + fleets.length > 0
    ? levels
    : clusters.map((one): ClusterLevel => ({ kind: 'cluster', seen: one, isApart: true }));
}
