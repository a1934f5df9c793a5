import type { AksEntraError } from '../aksEntraError.ts';
import { eachOnce } from '../eachOnce.ts';
import type { Account } from '../entra/signIn.ts';
import type { Cluster } from './cluster.ts';
import type { Subscription, Tenant } from './clusterPorts.ts';
import type { Fleet } from './fleet.ts';
import type { ManagedNamespace } from './managedNamespace.ts';

/** The tenants that a subscription has to do with: one, or with Azure Lighthouse two. */
export interface SubscriptionTenants {
  /** To which it belongs, as ARM says. It is what people are shown, and it issues the tokens for the clusters. */
  readonly owner: Tenant;
  /** Whose token listed it: ARM's answers about it come in this tenant. */
  readonly lister: Tenant;
  /** The owner is none of the account's tenants: its id is all that is known of it. */
  readonly isOwnerForeign?: boolean;
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
  /** When it was listed, in ms, where it was not listed anew since. */
  readonly asOf?: number;
  /** When Azure was asked for this very cluster, in ms, where it was: see `seenNow`. */
  readonly readAt?: number;
}

/** A managed namespace, whose cluster the account may not see. */
export interface SeenNamespace extends Seen {
  readonly namespace: ManagedNamespace;
}

export interface SeenFleet extends Seen {
  readonly fleet: Fleet;
}

/** A subscription as one account sees it. */
export interface SeenSubscription extends Seen {
  /** When its clusters were listed, in ms; of one that never was: when that failed. */
  readonly at: number;
  /** The clusters, by name; or why they could not be listed, with those that it had when it last could. */
  readonly outcome:
    | {
        readonly kind: 'listed';
        readonly clusters: readonly Cluster[];
        /** Absent where nobody looked for them, or there are none. */
        readonly namespaces?: readonly ManagedNamespace[];
        readonly fleets?: readonly Fleet[];
        /** Why it is not known what stands beside the clusters. */
        readonly placesError?: AksEntraError;
        /** They are of a former listing: a newer one did not get here. */
        readonly isKept?: boolean;
      }
    | {
        readonly kind: 'failed';
        readonly error: AksEntraError;
        readonly kept?: readonly Cluster[];
        readonly namespaces?: readonly ManagedNamespace[];
        readonly fleets?: readonly Fleet[];
      };
  /** The same subscription as the account's other tenants list it (Azure Lighthouse), the one to prefer first. */
  readonly otherListings?: readonly SeenSubscription[];
}

/**
 * The clusters of a subscription, each once and in its order; where they could not be listed, those that it had before.
 * Tenants may list different ones, by the roles that the account has there: each comes with the tenants that lead to it.
 */
export function seenClusters(seen: SeenSubscription): SeenCluster[] {
  const { otherListings = [] } = seen;
  const clusters = eachOnce([seen, ...otherListings].flatMap(ownClusters), ({ cluster }) => cluster.id.toLowerCase());
  return otherListings.length === 0 ? clusters : clusters.toSorted((a, b) => byName(a.cluster, b.cluster));
}

/** How many clusters these are: several accounts may see one. */
export function countClusters(clusters: readonly SeenCluster[]): number {
  return new Set(clusters.map(({ cluster }) => cluster.id.toLowerCase())).size;
}

/** By name, and where that is the same by id: an order that hangs neither on which answer came first nor on its case. */
export function byName(a: Cluster, b: Cluster): number {
  const names = a.name.toLowerCase().localeCompare(b.name.toLowerCase());
  return names || byText(a.id.toLowerCase(), b.id.toLowerCase());
}

/** By the characters themselves: 0 for equal texts only. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What one listing of a subscription has, be it of a former time; undefined: it was never listed. */
export function lastClusters({ outcome }: SeenSubscription): readonly Cluster[] | undefined {
  return outcome.kind === 'listed' ? outcome.clusters : outcome.kept;
}

/** When the clusters of one listing of a subscription were listed; undefined where they are those that are there now. */
export function asOf({ outcome, at }: SeenSubscription): number | undefined {
  const isOld = outcome.kind === 'listed' ? outcome.isKept === true : outcome.kept !== undefined;
  return isOld ? at : undefined;
}

/** Why nothing is known of what stands beside the clusters of a subscription that could be listed. */
export function placesFailureIn({ outcome }: SeenSubscription): AksEntraError | undefined {
  return outcome.kind === 'listed' ? outcome.placesError : undefined;
}

/** Why a subscription, or some of its clusters, could not be listed anew; undefined where nothing failed there. */
export function failureIn({ outcome, otherListings = [] }: SeenSubscription): AksEntraError | undefined {
  if (outcome.kind === 'failed') {
    return outcome.error;
  }
  // What another tenant tells counts where its old clusters are shown; else the log has it.
  return otherListings
    .map((other) => other.outcome)
    .filter((other) => other.kind === 'failed')
    .find(({ kept = [] }) => kept.length > 0)?.error;
}

function ownClusters(seen: SeenSubscription): SeenCluster[] {
  const { account, tenants, subscription } = seen;
  const old = asOf(seen);
  return (lastClusters(seen) ?? []).map((cluster) => ({
    cluster,
    account,
    tenants,
    subscription,
    ...(old === undefined ? {} : { asOf: old }),
  }));
}
