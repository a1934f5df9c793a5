import type { SubscriptionTenants } from './seenCluster.ts';
import { l10n } from '../l10n.ts';

/**
 * Whose a subscription is, in short: its owner's; or where that is none of the account's tenants, the one that lists
 * it, with the beginning of the owner's id, which is all that is known.
 */
export function tenantLabel({ owner, lister, isOwnerForeign }: SubscriptionTenants): string {
  return isOwnerForeign === true ? l10n`${lister.displayName} · of ${owner.tenantId.slice(0, 8)}…` : owner.displayName;
}

/** The same in full, a line for each tenant that has to do with it. */
export function tenantLines({ owner, lister, isOwnerForeign }: SubscriptionTenants): string[] {
  return [
    isOwnerForeign === true
      ? l10n`Tenant ${owner.tenantId}, which is not one of this account’s`
      : l10n`Tenant ${owner.displayName} (${owner.tenantId})`,
    ...(owner.tenantId === lister.tenantId ? [] : [l10n`Listed in tenant ${lister.displayName} (${lister.tenantId})`]),
    ...(isOwnerForeign === true
      ? [
          l10n`Lent with Azure Lighthouse, which gives rights in Azure, not on the clusters: kubectl signs in at the owner’s tenant, which refuses anyone who is not its guest.`,
        ]
      : []),
  ];
}
