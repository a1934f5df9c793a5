import type { Account, Interaction } from '../entra/signIn.ts';
import type { Cluster } from './cluster.ts';

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

/** What of Azure an account can see. Every call throws AksEntraError or an AbortError. */
export interface ClusterDirectory {
  tenants(caller: Caller): Promise<Tenant[]>;
  subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]>;
  clusters(caller: Caller, subscription: Subscription): Promise<Cluster[]>;
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
