import type { AksEntraError } from '../aksEntraError.ts';
import { eachOnce } from '../eachOnce.ts';
import { type Cluster, isBusy } from '../clusters/cluster.ts';
import type {
  BesideClusters,
  Caller,
  ClusterDirectory,
  FoundRows,
  Subscription,
  Tenant,
} from '../clusters/clusterPorts.ts';
import type { InTurn } from './listsInTurn.ts';
import { byName, byText, type SeenSubscription, type SubscriptionTenants } from '../clusters/seenCluster.ts';
import { type Settled, settle } from './settle.ts';
import { type SubscriptionRows, TenantRows } from './tenantRows.ts';

/** The listing that a tenant is part of. */
export interface TenantListing {
  readonly directory: ClusterDirectory;
  readonly caller: Caller;
  /** All of the account's. */
  readonly tenants: readonly Tenant[];
  readonly inTurn: InTurn;
  readonly now: () => number;
  readonly onSubscription: (seen: SeenSubscription) => void;
}

/**
 * Lists a tenant: the names of its subscriptions and what is in them by one query, both at once. Subscriptions of which
 * the query does not tell for sure are listed one by one.
 *
 * @param onQueryFailed told why the subscriptions are listed one by one
 * @returns failed where the subscriptions could not be listed; one of them that fails is a result of its own
 */
export async function listTenant(
  listing: TenantListing,
  tenant: Tenant,
  onQueryFailed: (error: AksEntraError) => void,
): Promise<Settled<undefined>> {
  const { directory, caller } = listing;
  const rows = new TenantRows();
  const told = new Map<string, Outcome>();
  let known: ReadonlyMap<string, Subscription> | undefined;
  const tell = (subscription: Subscription, outcome: Outcome): void => {
    told.set(subscription.subscriptionId.toLowerCase(), outcome);
    listing.onSubscription(seenAs(listing, tenant, subscription, outcome));
  };
  const tellRows = (isEnd: boolean): void => {
    for (const found of known === undefined ? [] : rows.take(isEnd)) {
      const subscription = known?.get(found.subscriptionId.toLowerCase()) ?? unlisted(found, tenant);
      if (subscription.state !== 'Deleted' && isToldByQuery(directory, subscription)) {
        tell(subscription, listed(found.clusters, found));
      }
    }
  };
  const nameSubscriptions = async (): Promise<Settled<Subscription[]>> => {
    const result = await settle(caller, tenant, () => directory.subscriptions(caller, tenant.tenantId));
    if (result.kind === 'done') {
      // ARM pages by offset: what is added or deleted meanwhile makes it repeat rows.
      const each = eachOnce(result.value, ({ subscriptionId }) => subscriptionId.toLowerCase());
      known = new Map(each.map((subscription) => [subscription.subscriptionId.toLowerCase(), subscription]));
      tellRows(false);
    }
    return result;
  };
  const onRows = (found: FoundRows): void => {
    rows.add(found);
    tellRows(false);
  };
  const [named, queried] = await Promise.all([
    nameSubscriptions(),
    settle(caller, tenant, () => directory.query(caller, tenant.tenantId, onRows)),
  ]);
  if (named.kind === 'failed' || known === undefined) {
    return named.kind === 'failed' ? named : { kind: 'done', value: undefined };
  }
  if (queried.kind === 'done') {
    tellRows(true);
  } else {
    onQueryFailed(queried.error);
  }
  const toList: Subscription[] = [];
  for (const [key, subscription] of known) {
    const outcome = told.get(key);
    if (subscription.state === 'Deleted') {
      continue;
    }
    if (outcome === undefined && queried.kind === 'done' && isToldByQuery(directory, subscription)) {
      tell(subscription, listed([], { namespaces: [], fleets: [] }));
    } else if (outcome === undefined || hasBusyCluster(outcome)) {
      toList.push(subscription);
    }
  }
  await Promise.all(
    toList.map(async (subscription) => {
      const before = told.get(subscription.subscriptionId.toLowerCase());
      await listSubscription(listing, tenant, subscription, before, (outcome) => {
        tell(subscription, outcome);
      });
    }),
  );
  return { kind: 'done', value: undefined };
}

type Outcome = SeenSubscription['outcome'];

/**
 * Clusters first, and then what stands beside them: until that is known, it is as it was.
 *
 * @param before what the query told, which is better than a failure
 */
async function listSubscription(
  { directory, caller, inTurn }: TenantListing,
  tenant: Tenant,
  subscription: Subscription,
  before: Outcome | undefined,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const clusters = await inTurn(() => settle(caller, tenant, () => directory.clusters(caller, subscription)));
  if (before?.kind === 'listed') {
    if (clusters.kind === 'done') {
      tell({ ...before, clusters: clusters.value.toSorted(byName) });
    }
    return;
  }
  tell(clusters.kind === 'failed' ? clusters : listed(clusters.value));
  if (clusters.kind === 'failed') {
    return;
  }
  const beside = await inTurn(() => settle(caller, tenant, () => directory.besideClusters(caller, subscription)));
  tell(
    beside.kind === 'done'
      ? listed(clusters.value, beside.value)
      : { ...listed(clusters.value), placesError: beside.error },
  );
}

/** A subscription's outcome. @param beside absent where nobody looked */
function listed(clusters: readonly Cluster[], beside?: BesideClusters): Extract<Outcome, { kind: 'listed' }> {
  return {
    kind: 'listed',
    clusters: clusters.toSorted(byName),
    ...(beside === undefined ? {} : { namespaces: byId(beside.namespaces), fleets: byId(beside.fleets) }),
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => byText(a.id.toLowerCase(), b.id.toLowerCase()));
}

/** Azure’s index lacks what is in a disabled subscription, and follows a change by minutes. */
function isToldByQuery(directory: ClusterDirectory, subscription: Subscription): boolean {
  return subscription.state !== 'Disabled' && !directory.isAheadOfQuery(subscription);
}

/** What is being changed, here or elsewhere, may be over by now. */
function hasBusyCluster(outcome: Outcome): boolean {
  return outcome.kind === 'listed' && outcome.clusters.some(isBusy);
}

/** A subscription with rows that the list of subscriptions does not have: a role in it may be newer than the list. */
function unlisted({ subscriptionId, ownerTenantId }: SubscriptionRows, { tenantId }: Tenant): Subscription {
  const owner = ownerTenantId.toLowerCase() === tenantId.toLowerCase() ? {} : { ownerTenantId };
  return { subscriptionId, displayName: subscriptionId, tenantId, state: 'Enabled', ...owner };
}

function seenAs(
  { caller: { account }, tenants, now }: TenantListing,
  tenant: Tenant,
  subscription: Subscription,
  outcome: Outcome,
): SeenSubscription {
  return { account, tenants: tenantsOf(subscription, tenant, tenants), subscription, outcome, at: now() };
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
