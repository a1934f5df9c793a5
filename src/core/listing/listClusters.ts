import type { AksEntraError } from '../aksEntraError.ts';
import type { Account } from '../entra/signIn.ts';
import { eachOnce } from '../eachOnce.ts';
import type { Caller, ClusterDirectory, Tenant } from '../clusters/clusterPorts.ts';
import { listsInTurn } from './listsInTurn.ts';
import { listTenant } from './listTenant.ts';
import type { SeenSubscription } from '../clusters/seenCluster.ts';

/** One step of a listing. A tenant or subscription that fails is a result of its own, never the end of the list. */
export type ListingStep =
  | { readonly kind: 'tenantFailed'; readonly failure: TenantFailure }
  /** The query of a tenant; its subscriptions are listed one by one then, which takes nothing away. */
  | { readonly kind: 'queryFailed'; readonly failure: TenantFailure }
  | { readonly kind: 'subscription'; readonly seen: SeenSubscription };

/** A tenant whose subscriptions could not be listed with one account. */
export interface TenantFailure {
  readonly account: Account;
  readonly tenant: Tenant;
  readonly error: AksEntraError;
}

/**
 * Lists what of AKS the account can see: its tenants, and of each its subscriptions with what a query finds in them; by
 * a list for each subscription where the query cannot tell.
 *
 * @param onStep called as results arrive, in no fixed order; for a subscription again where more of it is known
 * @param now the time, in ms
 * @throws AksEntraError when the tenants themselves cannot be listed; an AbortError on cancel
 */
export async function listClusters(
  directory: ClusterDirectory,
  caller: Caller,
  onStep: (step: ListingStep) => void,
  now: () => number,
): Promise<void> {
  const tenants = eachOnce(await directory.tenants(caller), ({ tenantId }) => tenantId.toLowerCase());
  const onSubscription = (seen: SeenSubscription): void => {
    onStep({ kind: 'subscription', seen });
  };
  const listing = { directory, caller, tenants, onSubscription, now, inTurn: listsInTurn() };
  await Promise.all(
    tenants.map(async (tenant) => {
      const failureOf = (error: AksEntraError): TenantFailure => ({ account: caller.account, tenant, error });
      const result = await listTenant(listing, tenant, (error) => {
        onStep({ kind: 'queryFailed', failure: failureOf(error) });
      });
      if (result.kind === 'failed') {
        onStep({ kind: 'tenantFailed', failure: failureOf(result.error) });
      }
    }),
  );
}
