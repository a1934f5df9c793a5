import type { Account } from '../entra/signIn.ts';
import type { Tenant } from '../clusters/clusterPorts.ts';
import { placesOf } from '../clusters/seenPlaces.ts';
import { hasRows, type InventoryState, type Listing, listingOf } from './inventory.ts';
import type { AccountStep } from './listAccounts.ts';
import type { TenantFailure } from './listClusters.ts';
import { byText, lastClusters, type SeenSubscription } from '../clusters/seenCluster.ts';
import {
  eachSubscriptionOnce,
  keyOfListing,
  keyOfSubscription,
  listingsOf,
  withSubscription,
} from './subscriptionListings.ts';
import type { KnownTenant, TenantChoice } from './tenantChoices.ts';

/** How far a listing has come: what it has not reached may still come, or could not be asked for, or is not there. */
type Progress = 'running' | 'stopped' | 'ended';

/** A listing in which nothing has arrived yet. @param otherAccounts those that are not listed */
export function emptyListing(accounts: readonly Account[], otherAccounts: readonly Account[] = []): Listing {
  return {
    accounts,
    ...(otherAccounts.length === 0 ? {} : { otherAccounts }),
    subscriptions: [],
    tenantFailures: [],
  };
}

export function withStep(listing: Listing, step: AccountStep): Listing {
  switch (step.kind) {
    case 'subscription':
      return { ...listing, subscriptions: withSubscription(listing.subscriptions, step.seen) };
    case 'tenants': {
      const others = (listing.tenants ?? []).filter(({ account }) => account.id !== step.account.id);
      return { ...listing, tenants: [...others, ...step.tenants] };
    }
    case 'queryFailed':
      return listing;
    case 'accountFailed':
      return { ...listing, accountFailures: [...(listing.accountFailures ?? []), step.failure] };
    case 'tenantFailed': {
      const key = keyOfFailure(step.failure);
      const others = listing.tenantFailures.filter((failure) => keyOfFailure(failure) !== key);
      return { ...listing, tenantFailures: [...others, step.failure] };
    }
  }
}

/**
 * A listing together with what it has not listed anew of the one before: the failure of a tenant or a subscription, or
 * of everything, takes nothing away, and neither does a listing that still runs. What was listed replaces what was
 * there, and what an answer does not name any more goes; so does what belongs to an account that is not listed now, or to
 * a tenant that the user has left out.
 */
export function withRowsBefore(listing: Listing, before: Listing, progress: Progress = 'running'): Listing {
  const isListed = ({ account }: { account: Account }): boolean => listing.accounts.some(({ id }) => id === account.id);
  const tenants = tenantsWithBefore(listing, before);
  const leftOut = new Set(tenants.filter(({ isDeselected }) => isDeselected).map(keyOfFailure));
  const former = new Map(
    before.subscriptions
      .flatMap(listingsOf)
      .filter((seen) => isListed(seen) && !leftOut.has(keyOfLister(seen)))
      .map((seen) => [keyOfListing(seen), seen]),
  );
  const arrived = listing.subscriptions.flatMap(listingsOf);
  const failed = new Set(listing.tenantFailures.map(keyOfFailure));
  const failedAccounts = new Set(listing.accountFailures?.map(({ account }) => account.id));
  const answered = new Set([...arrived.map(keyOfLister), ...failed]);
  const reached = new Set(arrived.map(keyOfListing));
  const notReached = [...former]
    .filter(([key]) => !reached.has(key))
    .flatMap(([, seen]) => {
      if (progress === 'stopped' || failedAccounts.has(seen.account.id) || failed.has(keyOfLister(seen))) {
        return [kept(seen)];
      }
      return progress === 'running' ? [seen] : [];
    });
  const isOpen = (failure: { account: Account }): boolean => progress !== 'ended' && isListed(failure);
  const stillFailed = before.tenantFailures.filter(
    (failure) => isOpen(failure) && !answered.has(keyOfFailure(failure)) && !leftOut.has(keyOfFailure(failure)),
  );
  const heard = new Set([...failedAccounts, ...(listing.tenants ?? []).map(({ account }) => account.id)]);
  const accountFailures = [
    ...(listing.accountFailures ?? []),
    ...(before.accountFailures ?? []).filter((failure) => isOpen(failure) && !heard.has(failure.account.id)),
  ];
  const current = arrived.map((seen) => withFormer(seen, former.get(keyOfListing(seen))));
  return {
    ...listing,
    ...(tenants.length === 0 ? {} : { tenants }),
    ...(accountFailures.length === 0 ? {} : { accountFailures }),
    subscriptions: eachSubscriptionOnce([...current, ...notReached]),
    tenantFailures: [...listing.tenantFailures, ...stillFailed],
  };
}

/** A former listing without what the user has left out since, in another window or before the tree was saved. */
export function withoutLeftOut(before: Listing, choicesOf: (account: Account) => readonly TenantChoice[]): Listing {
  const leftOut = new Set(
    before.accounts.flatMap((account) =>
      choicesOf(account)
        .filter(({ isDeselected }) => isDeselected === true)
        .map((tenant) => keyOfTenant(account, tenant)),
    ),
  );
  if (leftOut.size === 0) {
    return before;
  }
  const isWanted = (of: Pick<TenantFailure, 'account' | 'tenant'>): boolean => !leftOut.has(keyOfFailure(of));
  return {
    ...before,
    ...(before.tenants === undefined
      ? {}
      : {
          tenants: before.tenants.map((known) => (isWanted(known) ? known : { ...known, isDeselected: true })),
        }),
    subscriptions: eachSubscriptionOnce(
      before.subscriptions.flatMap(listingsOf).filter((seen) => !leftOut.has(keyOfLister(seen))),
    ),
    tenantFailures: before.tenantFailures.filter(isWanted),
  };
}

/** What is known of the tenants of an account that has not told them anew. */
function tenantsWithBefore({ accounts, tenants = [] }: Listing, before: Listing): readonly KnownTenant[] {
  const told = new Set(tenants.map(({ account }) => account.id));
  const waiting = new Set(accounts.map(({ id }) => id).filter((id) => !told.has(id)));
  return [...tenants, ...(before.tenants ?? []).filter(({ account }) => waiting.has(account.id))];
}

/** What stays of what was told where nothing at all could be listed anew; undefined where there was nothing. */
export function keptListing(state: InventoryState): Listing | undefined {
  const before = listingOf(state);
  return before === undefined
    ? undefined
    : withRowsBefore(emptyListing(before.accounts, before.otherAccounts), before, 'stopped');
}

/** @param left of the listings before */
export function failedListing(error: unknown, left: Listing | undefined): InventoryState {
  return left !== undefined && hasRows(left) ? { kind: 'failed', error, kept: left } : { kind: 'failed', error };
}

/** The same listing in the order in which it is shown, however it arrived: everything by name. */
export function sortedListing(listing: Listing): Listing {
  const { tenants, accountFailures } = listing;
  return {
    ...listing,
    ...(tenants === undefined ? {} : { tenants: inOrder(tenants, ({ tenant }) => tenant.displayName, keyOfFailure) }),
    ...(accountFailures === undefined
      ? {}
      : {
          accountFailures: inOrder(
            accountFailures,
            ({ account }) => account.label,
            ({ account }) => account.id,
          ),
        }),
    subscriptions: inOrder(listing.subscriptions, ({ subscription }) => subscription.displayName, keyOfSubscription),
    tenantFailures: inOrder(listing.tenantFailures, ({ tenant }) => tenant.displayName, keyOfFailure),
  };
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

/**
 * A subscription that failed has the clusters of when it was last listed, and says as of when; where nobody could look
 * at what stands beside clusters, or has not yet, that is as it was.
 */
function withFormer(seen: SeenSubscription, before: SeenSubscription | undefined): SeenSubscription {
  if (before === undefined) {
    return seen;
  }
  const { outcome } = seen;
  const places = { ...placesOf(before), ...placesOf(seen) };
  const clusters = lastClusters(before);
  return outcome.kind === 'listed' || outcome.kept !== undefined || clusters === undefined
    ? { ...seen, outcome: { ...outcome, ...places } }
    : { ...seen, at: before.at, outcome: { ...outcome, ...places, kept: clusters } };
}

function keyOfFailure({ account, tenant }: Pick<TenantFailure, 'account' | 'tenant'>): string {
  return keyOfTenant(account, tenant);
}

function keyOfLister({ account, tenants }: SeenSubscription): string {
  return keyOfTenant(account, tenants.lister);
}

function keyOfTenant(account: Account, { tenantId }: Tenant): string {
  return JSON.stringify([account.id, tenantId.toLowerCase()]);
}
