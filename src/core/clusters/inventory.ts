import type { Account } from '../entra/signIn.ts';
import type { Tenant } from './clusterPorts.ts';
import type { ListingStep, TenantFailure } from './listClusters.ts';
import { type SeenCluster, seenClusters, type SeenSubscription } from './seenCluster.ts';

/** What a listing has brought so far. */
export interface Listing {
  readonly accounts: readonly Account[];
  readonly subscriptions: readonly SeenSubscription[];
  readonly tenantFailures: readonly TenantFailure[];
}

/** What is known of the clusters that somebody can see; the tree and the pickers show it. */
export type InventoryState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signedOut' }
  | (Listing & { readonly kind: 'loading' })
  /** `isIncomplete`: the user stopped the listing. */
  | (Listing & { readonly kind: 'listed'; readonly isIncomplete?: boolean })
  | { readonly kind: 'failed'; readonly error: unknown };

/** A listing in which nothing has arrived yet. */
export function emptyListing(accounts: readonly Account[]): Listing {
  return { accounts, subscriptions: [], tenantFailures: [] };
}

/** The listing, as far as the state has one; undefined where nobody is signed in or nothing could be listed. */
export function listingOf(state: InventoryState): Listing | undefined {
  return state.kind === 'listed' || state.kind === 'loading' ? state : undefined;
}

export function withStep(listing: Listing, step: ListingStep): Listing {
  return step.kind === 'subscription'
    ? { ...listing, subscriptions: [...listing.subscriptions, step.seen] }
    : { ...listing, tenantFailures: [...listing.tenantFailures, step.failure] };
}

/**
 * A listing that still runs, together with the rows of the one before that it has not reached yet, so that a refresh
 * does not empty the tree. Rows of an account that is not listed any more are left out.
 */
export function withRowsBefore(listing: Listing, before: Listing): Listing {
  const isListed = ({ account }: { account: Account }): boolean => listing.accounts.some(({ id }) => id === account.id);
  const arrived = new Set(listing.subscriptions.map(keyOfSubscription));
  const pending = before.subscriptions.filter((seen) => isListed(seen) && !arrived.has(keyOfSubscription(seen)));
  const answered = new Set([
    ...listing.subscriptions.map(({ account, tenants }) => keyOfTenant(account, tenants.lister)),
    ...listing.tenantFailures.map(({ account, tenant }) => keyOfTenant(account, tenant)),
  ]);
  const stillFailed = before.tenantFailures.filter(
    (failure) => isListed(failure) && !answered.has(keyOfTenant(failure.account, failure.tenant)),
  );
  return {
    ...listing,
    subscriptions: [...listing.subscriptions, ...pending],
    tenantFailures: [...listing.tenantFailures, ...stillFailed],
  };
}

/** The same listing in the order in which it is shown: subscriptions by name, failed tenants by theirs. */
export function sortedListing(listing: Listing): Listing {
  return {
    ...listing,
    subscriptions: listing.subscriptions.toSorted((a, b) =>
      a.subscription.displayName.localeCompare(b.subscription.displayName),
    ),
    tenantFailures: listing.tenantFailures.toSorted((a, b) => a.tenant.displayName.localeCompare(b.tenant.displayName)),
  };
}

/** True once a listing has something to show: subscriptions without clusters are hidden. */
export function hasRows({ subscriptions, tenantFailures }: Listing): boolean {
  return tenantFailures.length > 0 || subscriptions.some(isShown);
}

/** Whether a subscription has a row: it has clusters, or could not be listed. */
export function isShown({ outcome }: SeenSubscription): boolean {
  return outcome.kind === 'failed' || outcome.clusters.length > 0;
}

/** Every cluster that is known, in the order of its subscriptions. */
export function clustersIn(state: InventoryState): SeenCluster[] {
  return listingOf(state)?.subscriptions.flatMap(seenClusters) ?? [];
}

function keyOfSubscription({ account, tenants, subscription }: SeenSubscription): string {
  return `${keyOfTenant(account, tenants.lister)}/${subscription.subscriptionId}`;
}

function keyOfTenant(account: Account, { tenantId }: Tenant): string {
  return `${account.id}/${tenantId}`;
}
