import type { SubscriptionTenants } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';

/** The tenant that a subscription is shown under: its owner, or where the account has no part in that, who lists it. */
export function shownTenant({ owner, lister, isOwnerForeign }: SubscriptionTenants): string {
  return isOwnerForeign === true ? lister.displayName : owner.displayName;
}

/** Whose it is, where that is none of the account's tenants. */
export function foreignOwner({ owner, isOwnerForeign }: SubscriptionTenants): string | undefined {
  return isOwnerForeign === true ? l10n`of ${owner.displayName}` : undefined;
}
