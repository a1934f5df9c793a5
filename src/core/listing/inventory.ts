import type { Account } from '../entra/signIn.ts';
import type { AccountFailure } from './listAccounts.ts';
import type { TenantFailure } from './listClusters.ts';
import type { SeenSubscription } from '../clusters/seenCluster.ts';
import type { KnownTenant } from './tenantChoices.ts';

/** What a listing has brought so far: of each account each subscription once, and each tenant that failed. */
export interface Listing {
  /** Those that are listed. */
  readonly accounts: readonly Account[];
  /** VS Code has them too, and no token is asked for them. */
  readonly otherAccounts?: readonly Account[];
  /** Accounts of which Azure did not name the tenants, beside other accounts or tenants that were chosen. */
  readonly accountFailures?: readonly AccountFailure[];
  /** What is known of the accounts' tenants, the ones that are left out among them. */
  readonly tenants?: readonly KnownTenant[];
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

/** True once a listing has something to show: subscriptions without clusters are hidden. */
export function hasRows({ subscriptions, tenantFailures, accountFailures = [], otherAccounts = [] }: Listing): boolean {
  return (
    [tenantFailures, accountFailures, otherAccounts].some(({ length }) => length > 0) || subscriptions.some(isShown)
  );
}

/** Whether a subscription has a row: it has clusters or what stands beside them, or could not be listed. */
export function isShown({ outcome, otherListings = [] }: SeenSubscription): boolean {
  return (
    outcome.kind === 'failed' ||
    outcome.placesError !== undefined ||
    outcome.clusters.length > 0 ||
    [{ outcome }, ...otherListings].some(
      ({ outcome: { namespaces = [], fleets = [] } }) => namespaces.length + fleets.length > 0,
    )
  );
}
