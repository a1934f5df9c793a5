import type { ExistingGrant, GrantFailure } from '../../core/access/existingGrants.ts';
import type { ClusterFact } from '../../core/clusters/clusterFact.ts';
import { type InventoryState, isShown, listingOf } from '../../core/clusters/inventory.ts';
import type { TenantFailure } from '../../core/clusters/listClusters.ts';
import type { SeenCluster, SeenSubscription } from '../../core/clusters/seenCluster.ts';
import { needsSignIn, type Remedy } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import type { VerifiedAccess } from '../../core/verifyAccess/verifySteps.ts';
import type { ClusterNodeState } from '../../core/verifyAccess/verifyPorts.ts';
import { ClusterArgument } from '../../ui/clusterArgument.ts';

/** What the kubeconfig has of a cluster: the menu of its row offers more by it. */
export type PlaceInKubeconfig = 'none' | 'context' | 'vscodeSignIn';

/** What a cluster's row tells of this machine. */
export interface ClusterOnMachine {
  readonly place: PlaceInKubeconfig;
  /** Programs that name no cluster get tokens for it, too. */
  readonly isForOtherPrograms: boolean;
  /** What is being done to it from here, with how long: “enabling Entra… 2m”. */
  readonly change?: string | undefined;
}

/** What a row that acts does about a failed listing. */
interface RowAction {
  readonly remedy: Remedy;
  readonly icon: string;
}

/** One row of the cluster tree. */
export type ClusterNode =
  /** `below`: the row of what failed; undefined: where everything did, and there are no other rows. */
  | { readonly kind: 'action'; readonly action: RowAction; readonly below?: FailureNode }
  | { readonly kind: 'listingFailure'; readonly error: unknown }
  | { readonly kind: 'subscription'; readonly seen: SeenSubscription }
  | { readonly kind: 'tenantFailure'; readonly failure: TenantFailure }
  | { readonly kind: 'subscriptionError'; readonly seen: SeenSubscription; readonly message: string }
  | { readonly kind: 'cluster'; readonly seen: SeenCluster }
  /** Who one is there, and its nodes: as access was last verified in this session. */
  | { readonly kind: 'connectedAs' | 'nodes'; readonly seen: SeenCluster; readonly access: VerifiedAccess }
  | { readonly kind: 'node'; readonly seen: SeenCluster; readonly state: ClusterNodeState }
  | { readonly kind: 'fact'; readonly seen: SeenCluster; readonly fact: ClusterFact }
  | { readonly kind: 'adminGroups'; readonly seen: SeenCluster; readonly groupObjectIds: readonly string[] }
  | { readonly kind: 'adminGroup'; readonly seen: SeenCluster; readonly groupObjectId: string; readonly name?: string }
  /** Who has access: read when it is opened. */
  | { readonly kind: 'access'; readonly seen: SeenCluster }
  | { readonly kind: 'grant'; readonly seen: SeenCluster; readonly grant: ExistingGrant }
  | { readonly kind: 'grantFailure'; readonly seen: SeenCluster; readonly failure: GrantFailure }
  /** Reads once more who has access. */
  | { readonly kind: 'grantRetry'; readonly seen: SeenCluster }
  | { readonly kind: 'noGrants'; readonly seen: SeenCluster }
  /** Assignments of roles that are not known here. */
  | { readonly kind: 'otherRoles'; readonly seen: SeenCluster; readonly count: number };

/** A row that tells a failure and has its remedies below it. */
type FailureNode = Extract<ClusterNode, { kind: 'listingFailure' | 'tenantFailure' | 'subscription' }>;

const retry: RowAction = { remedy: { kind: 'refreshClusters', title: l10n`Retry` }, icon: 'refresh' };
const tryAgain: RowAction = { remedy: { kind: 'refreshClusters', title: l10n`Try Again` }, icon: 'refresh' };
const signIn: RowAction = { remedy: { kind: 'signIn', title: l10n`Sign In to Azure` }, icon: 'account' };
const showLog: RowAction = { remedy: { kind: 'showLog', title: l10n`Show Log` }, icon: 'output' };

/**
 * The first level: subscriptions that have clusters or failed, then tenants that failed. A listing that failed as a
 * whole has its remedies as rows: VS Code shows no welcome buttons beside a message, and the message tells the reason.
 * Where there are rows of a former listing, they stay below one that tells it too and has the remedies.
 */
export function rootNodes(state: InventoryState): ClusterNode[] {
  const failure: ClusterNode[] =
    state.kind !== 'failed'
      ? []
      : state.kept === undefined
        ? remediesOfListing(state.error).map((action) => ({ kind: 'action', action }))
        : [{ kind: 'listingFailure', error: state.error }];
  const { subscriptions, tenantFailures } = listingOf(state) ?? { subscriptions: [], tenantFailures: [] };
  return [
    ...failure,
    ...subscriptions.filter(isShown).map((seen): ClusterNode => ({ kind: 'subscription', seen })),
    ...tenantFailures.map((failure): ClusterNode => ({ kind: 'tenantFailure', failure })),
  ];
}

/** What helps where a row tells that a listing failed, as rows below it. */
export function remedyNodes(below: FailureNode): ClusterNode[] {
  const actions = below.kind === 'listingFailure' ? remediesOfListing(below.error) : [retry];
  return actions.map((action) => ({ kind: 'action', action, below }));
}

function remediesOfListing(error: unknown): RowAction[] {
  return needsSignIn(error) ? [signIn, tryAgain, showLog] : [tryAgain, signIn, showLog];
}

/** What "Copy ID" puts on the clipboard for a row; undefined where it has no id. */
export function idOf(node: ClusterNode): string | undefined {
  switch (node.kind) {
    case 'subscription':
      return node.seen.subscription.subscriptionId;
    case 'tenantFailure':
      return node.failure.tenant.tenantId;
    case 'cluster':
      return node.seen.cluster.id;
    case 'adminGroup':
      return node.groupObjectId;
    case 'fact':
      return node.fact.value;
    case 'grant':
      return node.grant.who.id;
    case 'connectedAs':
      return node.access.userName;
    case 'node':
      return node.state.name;
    case 'action':
    case 'listingFailure':
    case 'subscriptionError':
    case 'adminGroups':
    case 'nodes':
    case 'access':
    case 'grantFailure':
    case 'grantRetry':
    case 'noGrants':
    case 'otherRoles':
      return undefined;
  }
}

/** The cluster of the row, or of our own button, that a command was asked from; undefined where it was not asked from a cluster's row. */
export function clusterFrom(argument: unknown): SeenCluster | undefined {
  if (argument instanceof ClusterArgument) {
    return argument.seen;
  }
  const node = asClusterNode(argument);
  switch (node?.kind) {
    case 'cluster':
    case 'connectedAs':
    case 'nodes':
    case 'node':
    case 'fact':
    case 'adminGroups':
    case 'adminGroup':
    case 'access':
    case 'grant':
    case 'grantFailure':
    case 'grantRetry':
    case 'noGrants':
    case 'otherRoles':
      return node.seen;
    case 'action':
    case 'listingFailure':
    case 'subscription':
    case 'subscriptionError':
    case 'tenantFailure':
    case undefined:
      return undefined;
  }
}

/** VS Code hands a command whatever its menu or caller had: only our own rows count. */
export function asClusterNode(argument: unknown): ClusterNode | undefined {
  return argument instanceof ClusterRow ? argument.node : undefined;
}

/** The tree's element: a class of its own, so that a command can tell our rows from anything else it is given. */
export class ClusterRow {
  readonly node: ClusterNode;

  constructor(node: ClusterNode) {
    this.node = node;
  }
}
