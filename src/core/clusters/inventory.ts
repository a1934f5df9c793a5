import type { Account } from '../entra/signIn.ts';
import type { Tenant } from './clusterPorts.ts';
import type { ListingStep, TenantFailure } from './listClusters.ts';
import { byText, lastClusters, type SeenCluster, seenClusters, type SeenSubscription } from './seenCluster.ts';
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
  /** `kept`: what was listed before. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly kept?: Listing };

/** How far a listing has come: what it has not reached may still come, or could not be asked for, or is not there. */
type Progress = 'running' | 'stopped' | 'ended';

/** A listing in which nothing has arrived yet. */
export function emptyListing(accounts: readonly Account[]): Listing {
  return { accounts, subscriptions: [], tenantFailures: [] };
}

/**
 * The listing, as far as the state has one, be it a former one; undefined where nobody is signed in or nothing could
 * ever be listed.
 */
export function listingOf(state: InventoryState): Listing | undefined {
  if (state.kind === 'failed') {
    return state.kept;
  }
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
 * A listing together with what it has not listed anew of the one before: the failure of a tenant or a subscription, or
 * of everything, takes nothing away, and neither does a listing that still runs. What was listed replaces what was
 * there, and what an answer does not name any more goes; so does what belongs to an account that is not listed now.
 */
export function withRowsBefore(listing: Listing, before: Listing, progress: Progress = 'running'): Listing {
  const isListed = ({ account }: { account: Account }): boolean => listing.accounts.some(({ id }) => id === account.id);
  const former = new Map(
    before.subscriptions
      .flatMap(listingsOf)
      .filter(isListed)
      .map((seen) => [keyOfListing(seen), seen]),
  );
  const arrived = listing.subscriptions.flatMap(listingsOf);
  const failed = new Set(listing.tenantFailures.map(keyOfFailure));
  const answered = new Set([...arrived.map(keyOfLister), ...failed]);
  const reached = new Set(arrived.map(keyOfListing));
  const notReached = [...former]
    .filter(([key]) => !reached.has(key))
    .flatMap(([, seen]) => {
      if (progress === 'stopped' || failed.has(keyOfLister(seen))) {
        return [kept(seen)];
      }
      return progress === 'running' ? [seen] : [];
    });
  const stillFailed = before.tenantFailures.filter(
    (failure) => progress !== 'ended' && isListed(failure) && !answered.has(keyOfFailure(failure)),
  );
  const current = arrived.map((seen) => withFormerClusters(seen, former.get(keyOfListing(seen))));
  return {
    ...listing,
    subscriptions: eachSubscriptionOnce([...current, ...notReached]),
    tenantFailures: [...listing.tenantFailures, ...stillFailed],
  };
}

/** What stays of what was told where nothing at all could be listed anew; undefined where there was nothing. */
export function keptListing(state: InventoryState): Listing | undefined {
  const before = listingOf(state);
  return before === undefined ? undefined : withRowsBefore(emptyListing(before.accounts), before, 'stopped');
}

/** @param left of the listings before */
export function failedListing(error: unknown, left: Listing | undefined): InventoryState {
  return left !== undefined && hasRows(left) ? { kind: 'failed', error, kept: left } : { kind: 'failed', error };
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

/** A listing of a subscription that a newer one did not get to. */
function kept(seen: SeenSubscription): SeenSubscription {
  const { outcome } = seen;
  return outcome.kind === 'listed' ? { ...seen, outcome: { ...outcome, isKept: true } } : seen;
}

/** A subscription that failed has the clusters of when it was last listed, and says as of when. */
function withFormerClusters(seen: SeenSubscription, before: SeenSubscription | undefined): SeenSubscription {
  const clusters = before === undefined ? undefined : lastClusters(before);
  return seen.outcome.kind === 'listed' || before === undefined || clusters === undefined
    ? seen
    : { ...seen, at: before.at, outcome: { ...seen.outcome, kept: clusters } };
}

function keyOfFailure({ account, tenant }: TenantFailure): string {
  return keyOfTenant(account, tenant);
}

function keyOfLister({ account, tenants }: SeenSubscription): string {
  return keyOfTenant(account, tenants.lister);
}

function keyOfTenant(account: Account, { tenantId }: Tenant): string {
  return JSON.stringify([account.id, tenantId.toLowerCase()]);
}
