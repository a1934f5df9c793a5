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
  /** ARM's word: Enabled, Warned, PastDue, Disabled, Deleted. */
  readonly state: string;
}

/** In whose name, and how, a call to Azure is made. */
export interface Caller {
  readonly account: Account;
  readonly interaction: Interaction;
  readonly signal: AbortSignal;
}

/** The format of a clusterUser credential: `azure` is the auth-provider that kubectl 1.26 removed. */
export type CredentialFormat = 'exec' | 'azure';

/** Which name of the API server a credential holds: `public` is for a private cluster that has a public one too. */
export type ServerAddress = 'default' | 'public';

/** What of Azure an account can see. Every call throws AksEntraError or an AbortError. */
export interface ClusterDirectory {
  tenants(caller: Caller): Promise<Tenant[]>;
  subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]>;
  clusters(caller: Caller, subscription: Subscription): Promise<Cluster[]>;
  /** The cluster as it is now: lists lag behind. */
  cluster(caller: Caller, cluster: Cluster): Promise<Cluster>;
}

/** The kubeconfigs that Azure gives out for a cluster. Every call throws AksEntraError or an AbortError. */
export interface ClusterCredentials {
  /** The clusterUser kubeconfig as text (YAML). */
  userCredential(caller: Caller, cluster: Cluster, format: CredentialFormat, address?: ServerAddress): Promise<string>;
  /** The clusterAdmin kubeconfig as text (YAML): a static certificate of a local account. */
  adminCredential(caller: Caller, cluster: Cluster, address?: ServerAddress): Promise<string>;
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
