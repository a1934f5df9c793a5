import { AksEntraError } from '../aksEntraError.ts';
import { eachOnce } from '../eachOnce.ts';
import { l10n } from '../l10n.ts';
import { limitConcurrency } from '../limitConcurrency.ts';
import { isCancellation } from '../cancellation.ts';
import type { Caller, ClusterDirectory, Subscription, Tenant } from './clusterPorts.ts';
import type { Account } from '../entra/signIn.ts';
import { byName, type SeenSubscription, type SubscriptionTenants } from './seenCluster.ts';

/** One step of a listing. A tenant or subscription that fails is a result of its own, never the end of the list. */
export type ListingStep =
  | { readonly kind: 'tenantFailed'; readonly failure: TenantFailure }
  | { readonly kind: 'subscription'; readonly seen: SeenSubscription };

/** A tenant whose subscriptions could not be listed with one account. */
export interface TenantFailure {
  readonly account: Account;
  readonly tenant: Tenant;
  readonly error: AksEntraError;
}

/** ARM allows 25 reads a second per principal and subscription; a few at a time stays far below and is quick enough. */
const requestsAtOnce = 4;

/**
 * Lists every AKS cluster that the account can see: its tenants, their subscriptions, their clusters.
 *
 * @param onStep called as results arrive, in no fixed order
 * @param now the time, in ms
 * @throws AksEntraError when the tenants themselves cannot be listed; an AbortError on cancel
 */
export async function listClusters(
  directory: ClusterDirectory,
  caller: Caller,
  onStep: (step: ListingStep) => void,
  now: () => number,
): Promise<void> {
  const { account } = caller;
  const tenants = eachOnce(await directory.tenants(caller), ({ tenantId }) => tenantId.toLowerCase());
  const inTurn = limitConcurrency(requestsAtOnce);
  const listSubscription = async (tenant: Tenant, subscription: Subscription): Promise<void> => {
    const result = await inTurn(() => settle(caller, tenant, () => directory.clusters(caller, subscription)));
    const outcome =
      result.kind === 'failed' ? result : { kind: 'listed' as const, clusters: result.value.toSorted(byName) };
    onStep({
      kind: 'subscription',
      seen: { account, tenants: tenantsOf(subscription, tenant, tenants), subscription, outcome, at: now() },
    });
  };
  const listTenant = async (tenant: Tenant): Promise<void> => {
    const result = await inTurn(() => settle(caller, tenant, () => directory.subscriptions(caller, tenant.tenantId)));
    if (result.kind === 'failed') {
      onStep({ kind: 'tenantFailed', failure: { account, tenant, error: result.error } });
      return;
    }
    // ARM pages by offset: what is added or deleted meanwhile makes it repeat rows.
    const each = eachOnce(result.value, ({ subscriptionId }) => subscriptionId.toLowerCase());
    const listable = each.filter((subscription) => subscription.state !== 'Deleted');
    await Promise.all(listable.map((subscription) => listSubscription(tenant, subscription)));
  };
  await Promise.all(tenants.map(listTenant));
}

/** @param known the account's tenants: any other has no name here */
function tenantsOf({ ownerTenantId }: Subscription, lister: Tenant, known: readonly Tenant[]): SubscriptionTenants {
  if (ownerTenantId === undefined) {
    return { owner: lister, lister };
  }
  const owner = known.find(({ tenantId }) => tenantId.toLowerCase() === ownerTenantId.toLowerCase());
  return owner === undefined
    ? { owner: { tenantId: ownerTenantId, displayName: ownerTenantId }, lister, isOwnerForeign: true }
    : { owner, lister };
}

type Settled<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly error: AksEntraError };

async function settle<T>(caller: Caller, tenant: Tenant, work: () => Promise<T>): Promise<Settled<T>> {
  caller.signal.throwIfAborted();
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    if (error instanceof AksEntraError) {
      return { kind: 'failed', error };
    }
    // The user closed one tenant's sign-in window; that cancels this tenant, not the list.
    if (isCancellation(error) && !caller.signal.aborted) {
      const message = l10n`The sign-in to ${tenant.displayName} was cancelled. Sign in to list its clusters.`;
      return { kind: 'failed', error: new AksEntraError('signedOut', message) };
    }
    throw error;
  }
}
