import type { AksEntraError } from '../aksEntraError.ts';
import type { Account } from '../entra/signIn.ts';
import type { Cluster } from './cluster.ts';
import type { Subscription, Tenant } from './clusterPorts.ts';

/** The tenants that a subscription has to do with: one, or with Azure Lighthouse two. */
interface SubscriptionTenants {
  /** To which it belongs, as ARM says. It is what people are shown, and it issues the tokens for the clusters. */
  readonly owner: Tenant;
  /** Whose token listed it: ARM's answers about it come in this tenant. */
  readonly lister: Tenant;
}

/** Where something was seen: in whose name and in which subscription. */
interface Seen {
  readonly account: Account;
  readonly tenants: SubscriptionTenants;
  readonly subscription: Subscription;
}

/** A cluster with all that a command about it needs: who sees it, where it is, and which tenants have a say. */
export interface SeenCluster extends Seen {
  readonly cluster: Cluster;
}

/** A subscription as one account sees it. */
export interface SeenSubscription extends Seen {
  /** The clusters, by name; or why they could not be listed. */
  readonly outcome:
    | { readonly kind: 'listed'; readonly clusters: readonly Cluster[] }
    | { readonly kind: 'failed'; readonly error: AksEntraError };
}

/** The clusters of a subscription, in its order; none where they could not be listed. */
export function seenClusters({ account, tenants, subscription, outcome }: SeenSubscription): SeenCluster[] {
  const clusters = outcome.kind === 'listed' ? outcome.clusters : [];
  return clusters.map((cluster) => ({ cluster, account, tenants, subscription }));
}
