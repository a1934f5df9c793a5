import { readItems, readProperty, readString } from '../azure/readProperty.ts';
import { parseClusterId } from '../azure/resourceId.ts';
import { eachOnce } from '../eachOnce.ts';
import type { AccountSelection } from '../entra/signIn.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Subscription, Tenant } from '../clusters/clusterPorts.ts';
import type { Fleet } from '../clusters/fleet.ts';
import type { Listing } from '../listing/inventory.ts';
import type { ManagedNamespace } from '../clusters/managedNamespace.ts';
import { placesOf } from '../clusters/seenPlaces.ts';
import { lastClusters, type SeenSubscription, type SubscriptionTenants } from '../clusters/seenCluster.ts';
import { type Fields, isBoolean, isCleanText, isOneOf, isText, isTexts, optional, readRecord } from './savedRecord.ts';
import { eachSubscriptionOnce, listingsOf } from '../listing/subscriptionListings.ts';
import { knownTenant, type TenantChoice, tenantChoicesFrom } from '../listing/tenantChoices.ts';

/** Raise it where what is saved gets another meaning: another version's file is ignored. */
const version = 1;

/** Longer than any listing that was ever seen by far. */
export const savedListingLimit = 32 * 1024 * 1024;

/**
 * What the rows of a listing need, as a text for a file: no token and no credential, which a listing does not have.
 * Subscriptions without clusters have no rows. Undefined where it would be too long to be read again.
 */
export function textOfListing({ accounts, tenants = [], subscriptions }: Listing): string | undefined {
  const saved = subscriptions.flatMap(listingsOf).flatMap((seen) => savedSubscription(seen) ?? []);
  const text = JSON.stringify({
    version,
    accounts: accounts.map(({ id }) => ({
      id,
      tenants: tenants
        .filter(({ account }) => account.id === id)
        .map(({ tenant, isDeselected, isTyped }) => ({ ...tenant, isDeselected, isTyped })),
      subscriptions: saved.filter(({ accountId }) => accountId === id).map(({ seen }) => seen),
    })),
  });
  return text.length > savedListingLimit ? undefined : text;
}

/** What was saved, by account: what of it is shown, VS Code’s accounts decide. */
export type SavedListing = ReadonlyMap<string, SavedAccount>;

interface SavedAccount {
  readonly tenants: readonly TenantChoice[];
  readonly subscriptions: readonly Omit<SeenSubscription, 'account'>[];
}

/** What a text holds. Whatever else it is, it is ignored. */
export function savedListingFrom(text: string): SavedListing {
  const stored = parsed(text);
  const accounts = readProperty(stored, 'version') === version ? readItems(stored, 'accounts') : [];
  return new Map(
    accounts.flatMap((item): [string, SavedAccount][] => {
      const id = readString(item, 'id');
      const subscriptions = readItems(item, 'subscriptions').flatMap((each) => seenFrom(each) ?? []);
      return id === undefined
        ? []
        : [[id, { tenants: tenantChoicesFrom(readProperty(item, 'tenants')), subscriptions }]];
    }),
  );
}

/**
 * The listing that was saved, every row of it marked as of a former time.
 *
 * @param selected of the accounts that VS Code names now: nothing of another one is in it
 */
export function listingFromSaved(saved: SavedListing, { selected, others }: AccountSelection): Listing {
  const found = selected.flatMap((account) => {
    const own = saved.get(account.id);
    return own === undefined ? [] : [{ account, own }];
  });
  return {
    accounts: selected,
    ...(others.length === 0 ? {} : { otherAccounts: others }),
    tenants: found.flatMap(({ account, own }) => own.tenants.map((choice) => knownTenant(account, choice))),
    subscriptions: eachSubscriptionOnce(
      found.flatMap(({ account, own }) => own.subscriptions.map((seen): SeenSubscription => ({ account, ...seen }))),
    ),
    tenantFailures: [],
  };
}

function savedSubscription(seen: SeenSubscription): { accountId: string; seen: object } | undefined {
  const { account, tenants, subscription, at } = seen;
  const clusters = lastClusters(seen) ?? [];
  const { namespaces = [], fleets = [] } = placesOf(seen);
  return clusters.length + namespaces.length + fleets.length === 0
    ? undefined
    : { accountId: account.id, seen: { tenants, subscription, at, clusters, namespaces, fleets } };
}

function seenFrom(item: unknown): Omit<SeenSubscription, 'account'> | undefined {
  const subscription = readRecord<Subscription>(readProperty(item, 'subscription'), subscriptionFields);
  const tenants = tenantsFrom(readProperty(item, 'tenants'));
  const at = readProperty(item, 'at');
  if (subscription === undefined || tenants === undefined || typeof at !== 'number' || !isTime(at)) {
    return undefined;
  }
  const clusters = readItems(item, 'clusters').flatMap((each) => clusterFrom(each) ?? []);
  const namespaces = records<ManagedNamespace>(readItems(item, 'namespaces'), namespaceFields);
  const fleets = records<Fleet>(readItems(item, 'fleets'), fleetFields);
  return {
    tenants,
    subscription,
    at,
    outcome: {
      kind: 'listed',
      clusters: eachOnce(clusters, keyOfId),
      ...(namespaces.length === 0 ? {} : { namespaces }),
      ...(fleets.length === 0 ? {} : { fleets }),
      isKept: true,
    },
  };
}

function tenantsFrom(item: unknown): SubscriptionTenants | undefined {
  const owner = readRecord<Tenant>(readProperty(item, 'owner'), tenantFields);
  const lister = readRecord<Tenant>(readProperty(item, 'lister'), tenantFields);
  return owner === undefined || lister === undefined
    ? undefined
    : { owner, lister, ...(readProperty(item, 'isOwnerForeign') === true ? { isOwnerForeign: true } : {}) };
}

/** Its id and its names are about the same cluster: a command goes by the one, and people by the others. */
function clusterFrom(item: unknown): Cluster | undefined {
  const cluster = readRecord<Cluster>(item, clusterFields);
  const parts = cluster === undefined ? undefined : parseClusterId(cluster.id);
  return parts?.name === cluster?.name &&
    parts?.resourceGroup === cluster?.resourceGroup &&
    parts?.subscriptionId === cluster?.subscriptionId
    ? cluster
    : undefined;
}

function records<T extends { readonly id: string }>(items: readonly unknown[], fields: Fields<T>): T[] {
  return eachOnce(
    items.flatMap((item) => readRecord<T>(item, fields) ?? []),
    keyOfId,
  );
}

function keyOfId({ id }: { readonly id: string }): string {
  return id.toLowerCase();
}

function isTime(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const tenantFields: Fields<Tenant> = { tenantId: isText, displayName: isCleanText };

const subscriptionFields: Fields<Subscription> = {
  subscriptionId: isText,
  displayName: isCleanText,
  tenantId: isText,
  ownerTenantId: optional(isText),
  state: isText,
};

const clusterFields: Fields<Cluster> = {
  id: isText,
  subscriptionId: isText,
  resourceGroup: isCleanText,
  name: isCleanText,
  location: isText,
  tenantId: isText,
  kubernetesVersion: isText,
  entra: isEntra,
  authorization: isOneOf('azureRbac', 'kubernetesRbac', 'none'),
  hasLocalAccounts: isBoolean,
  isPrivate: isBoolean,
  authorizedIpRanges: optional(isTexts),
  isRunCommandOff: optional(isBoolean),
  apiServerHost: optional(isText),
  privateApiServerHost: optional(isText),
  power: isOneOf('Running', 'Stopped', 'unknown'),
  provisioningState: isText,
  tier: optional(isText),
  isAutomatic: isBoolean,
};

const placeFields = {
  id: isText,
  name: isCleanText,
  resourceGroup: isCleanText,
  subscriptionId: isText,
  location: isText,
  tenantId: isText,
} as const;

const namespaceFields: Fields<ManagedNamespace> = {
  ...placeFields,
  clusterId: isText,
  clusterName: isCleanText,
  provisioningState: isText,
};

const fleetFields: Fields<Fleet> = { ...placeFields, hasHub: optional(isBoolean) };

function isEntra(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { kind, adminGroupObjectIds, tenantId, clientAppId, serverAppId } = value as Record<string, unknown>;
  return (
    kind === 'none' ||
    ((kind === 'managed' || kind === 'legacy') &&
      isTexts(adminGroupObjectIds) &&
      [tenantId, clientAppId, serverAppId].every((each) => each === undefined || isText(each)))
  );
}
