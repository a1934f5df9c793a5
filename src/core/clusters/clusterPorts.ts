import type { Account, Interaction } from '../entra/signIn.ts';
import type { Cluster } from './cluster.ts';
import type { Fleet } from './fleet.ts';
import type { ManagedNamespace } from './managedNamespace.ts';

/** A directory that the account can sign in to. */
export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  /** The tenant whose token reads this subscription. */
  readonly tenantId: string;
  /** The tenant that it belongs to, as ARM says, where that is another one: Azure Lighthouse. */
  readonly ownerTenantId?: string;
  /** ARM's word: Enabled, Warned, PastDue, Disabled, Deleted. */
  readonly state: string;
}

/** How a call to Azure is made. */
export interface CallOptions {
  readonly interaction: Interaction;
  readonly signal: AbortSignal;
}

/** In whose name, and how. */
export interface Caller extends CallOptions {
  readonly account: Account;
}

/** What stands beside the clusters. */
export interface BesideClusters {
  readonly namespaces: readonly ManagedNamespace[];
  readonly fleets: readonly Fleet[];
}

/** Some of what a query found, as Azure's index has it. */
export interface FoundRows extends BesideClusters {
  readonly clusters: readonly Cluster[];
}

/** What of Azure an account can see. Every call throws AksEntraError or an AbortError. */
export interface ClusterDirectory {
  tenants(caller: Caller): Promise<Tenant[]>;
  subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]>;
  clusters(caller: Caller, subscription: Subscription): Promise<Cluster[]>;
  /** What stands beside the clusters of a subscription. */
  besideClusters(caller: Caller, subscription: Subscription): Promise<BesideClusters>;
  /**
   * Everything in a tenant by one query, which Azure answers from an index that lags behind: in the order of the ids,
   * and each once. It does not know what is in disabled subscriptions.
   *
   * @param onRows called for some at a time
   * @throws where it may be less than everything, too
   */
  query(caller: Caller, tenantId: string, onRows: (rows: FoundRows) => void): Promise<void>;
  /** Whether the query may not know yet what is in a subscription: it was changed from here, or found to be another. */
  isAheadOfQuery(subscription: Subscription): boolean;
}

/** The directory for who may find that what it told is not so any more. */
export interface CorrectedDirectory extends ClusterDirectory {
  /** Something in a subscription is not as the query has it: for some time it is not asked there. */
  noteAheadOfQuery(subscriptionId: string): void;
}

/** The last known tree of the current cloud, as a text that outlives the window. Every call may throw. */
export interface SavedListings {
  /** @param limit in bytes: what is longer is as if it were not there */
  read(limit: number): Promise<string | undefined>;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Names of directory groups. Optional everywhere: Graph is mostly not consented for VS Code's own client. */
export interface GroupNames {
  /** Display names by group object id; groups that cannot be read are absent. Never prompts, never throws. */
  groupNames(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
}
