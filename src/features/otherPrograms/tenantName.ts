import { type InventoryState, listingOf } from '../../core/clusters/inventory.ts';

/** The name of a tenant, as far as the clusters that were listed tell it. */
export function tenantNameIn(state: InventoryState, tenantId: string): string | undefined {
  const { subscriptions, tenantFailures } = listingOf(state) ?? { subscriptions: [], tenantFailures: [] };
  const tenants = [
    ...subscriptions.flatMap((seen) => [seen.tenants.owner, seen.tenants.lister]),
    ...tenantFailures.map(({ tenant }) => tenant),
  ];
  // Of a tenant that is none of the account's, the id stands in the name's place.
  const named = tenants.filter((each) => each.displayName !== each.tenantId);
  return named.find((each) => each.tenantId.toLowerCase() === tenantId.toLowerCase())?.displayName;
}
