import type { ExistingGrant, GrantFailure } from '../../core/access/existingGrants.ts';
import type { ClusterFact } from '../../core/clusters/clusterFact.ts';
import type { FleetMember } from '../../core/clusters/fleet.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import {
  failureIn,
  type SeenCluster,
  type SeenFleet,
  type SeenNamespace,
  type SeenSubscription,
} from '../../core/clusters/seenCluster.ts';
import type { HiddenCluster } from '../../core/clusters/seenPlaces.ts';
import { type ClusterLevel, clusterLevels } from '../../core/clusterView/clusterGrouping.ts';
import { type ClusterView, plainView } from '../../core/clusterView/clusterView.ts';
import { needsSignIn, type Remedy } from '../../core/diagnosis/remedy.ts';
import type { KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { VerifiedAccess } from '../../core/verifyAccess/verifySteps.ts';
import type { ClusterNodeState } from '../../core/verifyAccess/verifyPorts.ts';
import { ClusterArgument } from '../../ui/clusterArgument.ts';

/** What the kubeconfig has of a cluster: the menu of its row offers more by it. */
export type PlaceInKubeconfig = 'none' | 'context' | 'vscodeSignIn';

/** What a cluster's row tells of this machine. */
export interface ClusterOnMachine {
  readonly place: PlaceInKubeconfig;
  /** kubectl’s current context leads to it. */
  readonly isCurrent: boolean;
  /** Programs that name no cluster get tokens for it, too. */
  readonly isForOtherPrograms: boolean;
  /** What is being done to it from here, with how long: “enabling Entra… 2m”. */
  readonly change?: string | undefined;
}

/** What a row that acts does about a failed listing. `signInHere`: what failed says where, or with which account. */
interface RowAction {
  readonly remedy: Remedy | { readonly kind: 'signInHere'; readonly title: string };
  readonly icon: string;
}

/** One row of the cluster tree. */
export type ClusterNode =
  /** `below`: the row of what failed; undefined: where everything did, and there are no other rows. */
  | { readonly kind: 'action'; readonly action: RowAction; readonly below?: FailureNode }
  | { readonly kind: 'listingFailure'; readonly error: unknown }
  /** Where the filter leaves nothing. */
  | { readonly kind: 'clearFilter' }
  | ClusterLevel
  | { readonly kind: 'subscriptionError'; readonly seen: SeenSubscription; readonly message: string }
  /** Who one is there, and its nodes: as access was last verified in this session. */
  | { readonly kind: 'connectedAs' | 'nodes'; readonly seen: SeenCluster; readonly access: VerifiedAccess }
  | { readonly kind: 'node'; readonly seen: SeenCluster; readonly state: ClusterNodeState }
  | { readonly kind: 'fact'; readonly seen: SeenCluster; readonly fact: ClusterFact }
  /** `isMember`: the account is in one of them, in this one, or not; undefined where that is not known. */
  | {
      readonly kind: 'adminGroups';
      readonly seen: SeenCluster;
      readonly groupObjectIds: readonly string[];
      readonly isMember?: boolean;
    }
  | {
      readonly kind: 'adminGroup';
      readonly seen: SeenCluster;
      readonly groupObjectId: string;
      readonly name?: string;
      readonly isMember?: boolean;
    }
  /** Who has access: read when it is opened. */
  | { readonly kind: 'access'; readonly seen: SeenCluster }
  | { readonly kind: 'grant'; readonly seen: SeenCluster; readonly grant: ExistingGrant }
  | { readonly kind: 'grantFailure'; readonly seen: SeenCluster; readonly failure: GrantFailure }
  /** Reads once more who has access. */
  | { readonly kind: 'grantRetry'; readonly seen: SeenCluster }
  | { readonly kind: 'noGrants'; readonly seen: SeenCluster }
  /** Assignments of roles that are not known here. */
  | { readonly kind: 'otherRoles'; readonly seen: SeenCluster; readonly count: number }
  /** A cluster of which nothing but managed namespaces is seen. */
  | { readonly kind: 'hiddenCluster'; readonly hidden: HiddenCluster }
  /** `cluster`: the one that it is in, where that is seen. */
  | { readonly kind: 'namespace'; readonly seen: SeenNamespace; readonly cluster?: SeenCluster }
  | { readonly kind: 'fleet'; readonly seen: SeenFleet }
  | {
      readonly kind: 'fleetMember';
      readonly seen: SeenFleet;
      readonly member: FleetMember;
      readonly cluster?: SeenCluster;
    }
  /** That a fleet has no members, or why they could not be listed. */
  | { readonly kind: 'fleetNote'; readonly seen: SeenFleet; readonly error?: unknown };

/** A row that tells a failure and has its remedies below it. */
type FailureNode = Extract<
  ClusterNode,
  { kind: 'listingFailure' | 'accountFailure' | 'tenantFailure' | 'subscription' }
>;

const retry: RowAction = { remedy: { kind: 'refreshClusters', title: l10n`Retry` }, icon: 'refresh' };
const tryAgain: RowAction = { remedy: { kind: 'refreshClusters', title: l10n`Try Again` }, icon: 'refresh' };
const signIn: RowAction = { remedy: { kind: 'signIn', title: l10n`Sign In to Azure` }, icon: 'account' };
const signInThere: RowAction = {
  remedy: { kind: 'signInHere', title: l10n`Sign In to This Tenant` },
  icon: 'account',
};
const signInWithIt: RowAction = {
  remedy: { kind: 'signInHere', title: l10n`Sign In with This Account` },
  icon: 'account',
};
const showLog: RowAction = { remedy: { kind: 'showLog', title: l10n`Show Log` }, icon: 'output' };

/**
 * The first level, as the user wants it (`clusterLevels`). A listing that failed as a
 * whole has its remedies as rows: VS Code shows no welcome buttons beside a message, and the message tells the reason.
 * Where there are rows of a former listing, they stay below one that tells it too and has the remedies.
 */
export function rootNodes(state: InventoryState, view: ClusterView = plainView): ClusterNode[] {
  const failure: ClusterNode[] =
    state.kind !== 'failed'
      ? []
      : state.kept === undefined
        ? remediesOfListing(state.error).map((action) => ({ kind: 'action', action }))
        : [{ kind: 'listingFailure', error: state.error }];
  const listing = listingOf(state);
  if (listing === undefined) {
    return failure;
  }
  const { levels, isNothingLeft } = clusterLevels(listing, view);
  return [...failure, ...(isNothingLeft ? [{ kind: 'clearFilter' as const }] : []), ...levels];
}

/** What helps where a row tells that a listing failed, as rows below it. */
export function remedyNodes(below: FailureNode): ClusterNode[] {
  const actions = below.kind === 'listingFailure' ? remediesOfListing(below.error) : [...signInsFor(below), retry];
  return actions.map((action) => ({ kind: 'action', action, below }));
}

function signInsFor(failed: Exclude<FailureNode, { kind: 'listingFailure' }>): RowAction[] {
  if (!needsSignIn(failed.kind === 'subscription' ? failureIn(failed.seen) : failed.failure.error)) {
    return [];
  }
  const signsIn = { subscription: signIn, tenantFailure: signInThere, accountFailure: signInWithIt };
  return [signsIn[failed.kind]];
}

function remediesOfListing(error: unknown): RowAction[] {
  return needsSignIn(error) ? [signIn, tryAgain, showLog] : [tryAgain, signIn, showLog];
}

/** What “Copy ID” or “Copy Value” puts on the clipboard for a row; undefined where there is neither. */
export function copiedOf(node: ClusterNode): string | undefined {
  switch (node.kind) {
    case 'subscription':
      return node.seen.subscription.subscriptionId;
    case 'tenantFailure':
      return node.failure.tenant.tenantId;
    case 'tenant':
      return node.tenant.tenantId;
    case 'cluster':
      return node.seen.cluster.id;
    case 'adminGroup':
      return node.groupObjectId;
    case 'fact':
      return node.fact.namedId ?? node.fact.value;
    case 'grant':
      return node.grant.who.id;
    case 'connectedAs':
      return node.access.userName;
    case 'node':
      return node.state.name;
    case 'hiddenCluster':
      return node.hidden.clusterId;
    case 'namespace':
      return node.seen.namespace.id;
    case 'fleet':
      return node.seen.fleet.id;
    case 'fleetMember':
      return node.member.clusterId;
    case 'action':
    case 'clearFilter':
    case 'favourites':
    case 'account':
    case 'group':
    case 'accountFailure':
    case 'otherAccount':
    case 'listingFailure':
    case 'subscriptionError':
    case 'adminGroups':
    case 'nodes':
    case 'access':
    case 'grantFailure':
    case 'grantRetry':
    case 'noGrants':
    case 'otherRoles':
    case 'fleetNote':
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
    case 'fleetMember':
      return node.cluster;
    case 'action':
    case 'clearFilter':
    case 'favourites':
    case 'account':
    case 'tenant':
    case 'group':
    case 'accountFailure':
    case 'otherAccount':
    case 'listingFailure':
    case 'subscription':
    case 'subscriptionError':
    case 'tenantFailure':
    case 'hiddenCluster':
    case 'namespace':
    case 'fleet':
    case 'fleetNote':
    case undefined:
      return undefined;
  }
}

/** What of Azure a row stands for whose contexts a command is asked about; undefined where it is no such row. */
export function contextOwner(argument: unknown): (KeyedCluster & { readonly name: string }) | undefined {
  const node = asClusterNode(argument);
  if (node?.kind === 'namespace') {
    return node.seen.namespace;
  }
  return node?.kind === 'fleet' ? node.seen.fleet : clusterFrom(argument)?.cluster;
}

/** VS Code hands a command whatever its menu or caller had: only our own rows count. */
export function asClusterNode(argument: unknown): ClusterNode | undefined {
  return argument instanceof ClusterRow ? argument.node : undefined;
}

/** The tree's element: a class of its own, so that a command can tell our rows from anything else it is given. */
export class ClusterRow {
  readonly node: ClusterNode;
  /** It stands below “Favourites”, and once more where it belongs. */
  readonly isInFavourites: boolean;

  constructor(node: ClusterNode, isInFavourites = false) {
    this.node = node;
    this.isInFavourites = isInFavourites;
  }
}
