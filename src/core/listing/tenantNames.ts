import type { Tenant } from '../clusters/clusterPorts.ts';
import type { Listing } from './inventory.ts';

/** The names of tenants by id in lower case, as far as a listing came by them. */
export function tenantNames(listing: Listing | undefined): ReadonlyMap<string, string> {
  const { tenants = [], subscriptions = [], tenantFailures = [] } = listing ?? {};
  return namesOfTenants([
    ...subscriptions.flatMap((seen) => [seen.tenants.owner, seen.tenants.lister]),
    ...[...tenants, ...tenantFailures].map(({ tenant }) => tenant),
  ]);
}

/** The same of some tenants. */
export function namesOfTenants(tenants: readonly Tenant[]): ReadonlyMap<string, string> {
  // Of a tenant that is none of the account's, the id stands in the name's place.
  const named = tenants.filter(({ tenantId, displayName }) => displayName !== tenantId);
  return new Map(named.map(({ tenantId, displayName }) => [tenantId.toLowerCase(), displayName]));
}
