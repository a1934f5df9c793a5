import { asOf, byText, lastClusters, type SeenSubscription } from '../clusters/seenCluster.ts';

/**
 * Each subscription once for each account, though several tenants may list it and pages may repeat it. Of two listings
 * in one tenant the later counts.
 */
export function eachSubscriptionOnce(listings: readonly SeenSubscription[]): SeenSubscription[] {
  const bySubscription = Map.groupBy(listings.flatMap(listingsOf), keyOfSubscription);
  return [...bySubscription.values()].map(joined);
}

/** The same for one more listing; it comes for each subscription, of which there may be thousands. */
export function withSubscription(known: readonly SeenSubscription[], listing: SeenSubscription): SeenSubscription[] {
  const wanted = listing.subscription.subscriptionId.toLowerCase();
  const at = known.findIndex(
    ({ account, subscription }) =>
      account.id === listing.account.id && subscription.subscriptionId.toLowerCase() === wanted,
  );
  const same = known[at];
  return same === undefined ? [...known, listing] : known.with(at, joined([...listingsOf(same), listing]));
}

/** A subscription as each tenant lists it. */
export function listingsOf({ otherListings = [], ...own }: SeenSubscription): SeenSubscription[] {
  return [own, ...otherListings];
}

/** The same for all listings of one subscription; ARM is not consistent about the case of ids. */
export function keyOfSubscription({ account, subscription }: SeenSubscription): string {
  return JSON.stringify([account.id, subscription.subscriptionId.toLowerCase()]);
}

/** The same for what one tenant tells one account of a subscription. */
export function keyOfListing(listing: SeenSubscription): string {
  return JSON.stringify([keyOfSubscription(listing), listerOf(listing)]);
}

function joined(listings: readonly SeenSubscription[]): SeenSubscription {
  const ofTenants = new Map(listings.map((listing) => [listerOf(listing), listing]));
  const [best, ...others] = [...ofTenants.values()].toSorted(byPreference);
  if (best === undefined) {
    throw new TypeError('A subscription that nobody lists.');
  }
  return others.length === 0 ? best : { ...best, otherListings: others };
}

/**
 * What has clusters comes before what failed, and that before what has none: no cluster gets lost, and a failure is
 * shown where there are no clusters (the log has it anyway). Clusters that are there now come before those of a former
 * listing. Then the owner's own listing, whose token for ARM is the plainest way.
 */
function byPreference(a: SeenSubscription, b: SeenSubscription): number {
  return worth(b) - worth(a) || Number(isOwners(b)) - Number(isOwners(a)) || byText(listerOf(a), listerOf(b));
}

function worth(listing: SeenSubscription): number {
  if ((lastClusters(listing) ?? []).length > 0) {
    return asOf(listing) === undefined ? 3 : 2;
  }
  return listing.outcome.kind === 'failed' ? 1 : 0;
}

function isOwners(listing: SeenSubscription): boolean {
  return listing.tenants.owner.tenantId.toLowerCase() === listerOf(listing);
}

function listerOf({ tenants }: SeenSubscription): string {
  return tenants.lister.tenantId.toLowerCase();
}
