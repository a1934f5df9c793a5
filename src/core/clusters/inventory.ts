import type { Account } from '../entra/signIn.ts';
import type { Tenant } from './clusterPorts.ts';
import type { ListingStep, TenantFailure } from './listClusters.ts';
import { byText, type SeenCluster, seenClusters, type SeenSubscription } from './seenCluster.ts';
import {
  eachSubscriptionOnce,
  keyOfListing,
  keyOfSubscription,
  listingsOf,
  withSubscription,
} from './subscriptionListings.ts';

/** What a listing has brought so far: of each account each subscription once, and each tenant that failed. */
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
  if (step.kind === 'subscription') {
    return { ...listing, subscriptions: withSubscription(listing.subscriptions, step.seen) };
  }
  const key = keyOfFailure(step.failure);
  const others = listing.tenantFailures.filter((failure) => keyOfFailure(failure) !== key);
  return { ...listing, tenantFailures: [...others, step.failure] };
}

/**
 * A listing that still runs, together with the rows of the one before that it has not reached yet, so that a refresh
 * does not empty the tree. Rows of an account that is not listed any more are left out.
 */
export function withRowsBefore(listing: Listing, before: Listing): Listing {
  const isListed = ({ account }: { account: Account }): boolean => listing.accounts.some(({ id }) => id === account.id);
  const listings = listing.subscriptions.flatMap(listingsOf);
  const arrived = new Set(listings.map(keyOfListing));
  const pending = before.subscriptions
    .flatMap(listingsOf)
    .filter((seen) => isListed(seen) && !arrived.has(keyOfListing(seen)));
  const answered = new Set([
    ...listings.map(({ account, tenants }) => keyOfTenant(account, tenants.lister)),
    ...listing.tenantFailures.map(keyOfFailure),
  ]);
  const stillFailed = before.tenantFailures.filter(
    (failure) => isListed(failure) && !answered.has(keyOfFailure(failure)),
  );
  return {
    ...listing,
    subscriptions: eachSubscriptionOnce([...listings, ...pending]),
    tenantFailures: [...listing.tenantFailures, ...stillFailed],
  };
}

/** The same listing in the order in which it is shown, however it arrived: subscriptions and failed tenants by name. */
export function sortedListing(listing: Listing): Listing {
  return {
    ...listing,
    subscriptions: inOrder(listing.subscriptions, ({ subscription }) => subscription.displayName, keyOfSubscription),
    tenantFailures: inOrder(listing.tenantFailures, ({ tenant }) => tenant.displayName, keyOfFailure),
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

/** Where names are the same, the keys decide. */
function inOrder<T>(items: readonly T[], nameOf: (item: T) => string, keyOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)) || byText(keyOf(a), keyOf(b)));
}

function keyOfFailure({ account, tenant }: TenantFailure): string {
  return keyOfTenant(account, tenant);
}

function keyOfTenant(account: Account, { tenantId }: Tenant): string {
  return JSON.stringify([account.id, tenantId.toLowerCase()]);
}
