import type { GrantListing } from '../../core/access/existingGrants.ts';
import { heldOwnGroups, type SilentGroupsPorts, silentOwnGroups } from '../../core/access/silentOwnGroups.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { type Cluster, signInTenant } from '../../core/clusters/cluster.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import type { Fleet, FleetMember } from '../../core/clusters/fleet.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import { tenantNames } from '../../core/listing/tenantNames.ts';
import { isLeftOut } from '../../core/listing/tenantChoices.ts';
import type { OwnGroups } from '../../core/directory/ownGroups.ts';
import { failureIn, placesFailureIn, type SeenCluster, type SeenFleet } from '../../core/clusters/seenCluster.ts';
import { namespacesOf } from '../../core/clusters/seenPlaces.ts';
import { type ClusterView, plainView } from '../../core/clusterView/clusterView.ts';
import { LookedUp } from '../../core/lookedUp.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import type { VerifiedAccess } from '../../core/verifyAccess/verifySteps.ts';
import { type ClusterNode, ClusterRow, remedyNodes, rootNodes } from './clusterNodes.ts';

/** Who has access to a cluster; it never prompts. */
export type ListGrants = (seen: SeenCluster) => Promise<GrantListing>;

/** What verifying the access to a cluster last found out in this session. */
export type VerifiedOf = (cluster: Cluster) => VerifiedAccess | undefined;

/** Which clusters are in a fleet; it never prompts. */
export type ListMembers = (seen: SeenFleet) => Promise<readonly FleetMember[]>;

const membersOf = new LookedUp<Fleet, readonly FleetMember[]>();
const grantsOf = new LookedUp<Cluster, GrantListing>();
const ownGroupsOf = new LookedUp<Cluster, OwnGroups>();

/**
 * The rows below a row of the tree, or the first level.
 *
 * @param groupNames loads what looks up the names of admin groups
 * @param listGrants who has access to a cluster
 * @param verifiedOf the nodes of a cluster, and who one is there: they are never fetched for the tree
 * @param ownGroups what tells whether the account is in an admin group
 * @param view how the user wants the clusters shown
 */
export async function rowsBelow(
  row: ClusterRow | undefined,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
  verifiedOf: VerifiedOf,
  listMembers: ListMembers,
  ownGroups: SilentGroupsPorts,
  view: ClusterView = plainView,
): Promise<ClusterRow[]> {
  const nodes =
    row === undefined
      ? rootNodes(state, view)
      : ((await placeNodesBelow(row.node, state, listMembers)) ??
        (await nodesBelow(row.node, state, groupNames, listGrants, verifiedOf, ownGroups)));
  const isInFavourites = row !== undefined && (row.isInFavourites || row.node.kind === 'favourites');
  return nodes.map((node) => new ClusterRow(node, isInFavourites));
}

/** The rows below those of what is no cluster; undefined for all others. */
async function placeNodesBelow(
  node: ClusterNode,
  state: InventoryState,
  listMembers: ListMembers,
): Promise<ClusterNode[] | undefined> {
  if (node.kind === 'hiddenCluster') {
    return node.hidden.namespaces.map((seen): ClusterNode => ({ kind: 'namespace', seen }));
  }
  return node.kind === 'fleet' ? memberNodes(node.seen, state, listMembers) : undefined;
}

async function memberNodes(seen: SeenFleet, state: InventoryState, listMembers: ListMembers): Promise<ClusterNode[]> {
  let members: readonly FleetMember[];
  try {
    members = await membersOf.of(seen.fleet, true, () => listMembers(seen));
  } catch (error) {
    if (state.kind !== 'loading') {
      membersOf.forget(seen.fleet);
    }
    return [{ kind: 'fleetNote', seen, error }];
  }
  const own = clustersIn(state).filter(({ account }) => account.id === seen.account.id);
  const byId = new Map(own.map((each) => [each.cluster.id.toLowerCase(), each]));
  const nodes = eachOnce(members, ({ clusterId }) => clusterId.toLowerCase()).map((member): ClusterNode => {
    const cluster = byId.get(member.clusterId.toLowerCase());
    return { kind: 'fleetMember', seen, member, ...(cluster === undefined ? {} : { cluster }) };
  });
  return nodes.length === 0 ? [{ kind: 'fleetNote', seen }] : nodes;
}

/** The managed namespaces of a cluster. */
function namespaceNodes(cluster: SeenCluster, state: InventoryState): ClusterNode[] {
  const listed = listingOf(state)?.subscriptions.find(
    ({ account, subscription }) =>
      account.id === cluster.account.id && subscription.subscriptionId === cluster.subscription.subscriptionId,
  );
  return namespacesOf(listed, cluster).map((seen): ClusterNode => ({ kind: 'namespace', seen, cluster }));
}

async function nodesBelow(
  node: ClusterNode,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
  verifiedOf: VerifiedOf,
  ownGroups: SilentGroupsPorts,
): Promise<ClusterNode[]> {
  switch (node.kind) {
    case 'subscription': {
      const error = failureIn(node.seen) ?? placesFailureIn(node.seen);
      const failure: ClusterNode[] =
        error === undefined
          ? []
          : [{ kind: 'subscriptionError', seen: node.seen, message: error.message }, ...remedyNodes(node)];
      return [
        ...failure,
        ...node.clusters.map((seen): ClusterNode => ({ kind: 'cluster', seen })),
        ...node.hidden.map((hidden): ClusterNode => ({ kind: 'hiddenCluster', hidden })),
        ...node.fleets.map((seen): ClusterNode => ({ kind: 'fleet', seen })),
      ];
    }
    case 'account':
    case 'tenant':
      return [...node.below];
    case 'favourites':
      return node.clusters.map((seen) => ({ kind: 'cluster', seen, isApart: true, ...accountToName(state) }));
    case 'group':
      // A resource group's own row names the subscription.
      return node.clusters.map((seen) => ({
        kind: 'cluster',
        seen,
        ...(node.by === 'resourceGroup' ? {} : { isApart: true }),
        ...accountToName(state),
      }));
    case 'listingFailure':
      return remedyNodes(node);
    case 'accountFailure':
    case 'tenantFailure':
      return [...remedyNodes(node), ...(node.below ?? [])];
    case 'cluster':
      return [
        ...verifiedNodes(node.seen, verifiedOf(node.seen.cluster)),
        ...namespaceNodes(node.seen, state),
        ...clusterChildren(node.seen, state, ownGroups),
      ];
    case 'adminGroups':
      // What only a token of a tenant that the user left out could tell stays untold.
      return isSignInLeftOut(node.seen, state)
        ? node.groupObjectIds.map((groupObjectId) => ({ kind: 'adminGroup', seen: node.seen, groupObjectId }))
        : adminGroups(node.seen, node.groupObjectIds, await groupNames(), ownGroups, state.kind === 'loading');
    case 'nodes':
      return (node.access.nodes ?? []).map((state): ClusterNode => ({ kind: 'node', seen: node.seen, state }));
    case 'access':
      return grantNodes(
        node.seen,
        await grantsOf.of(node.seen.cluster, state.kind === 'loading', () => listGrants(node.seen)),
      );
    case 'action':
    case 'clearFilter':
    case 'otherAccount':
    case 'connectedAs':
    case 'node':
    case 'subscriptionError':
    case 'fact':
    case 'adminGroup':
    case 'grant':
    case 'grantFailure':
    case 'grantRetry':
    case 'noGrants':
    case 'otherRoles':
    case 'hiddenCluster':
    case 'namespace':
    case 'fleet':
    case 'fleetMember':
    case 'fleetNote':
      return [];
  }
}

function accountToName(state: InventoryState): { readonly namesAccount?: true } {
  return (listingOf(state)?.accounts.length ?? 0) > 1 ? { namesAccount: true } : {};
}

function verifiedNodes(seen: SeenCluster, access: VerifiedAccess | undefined): ClusterNode[] {
  if (access === undefined) {
    return [];
  }
  return [
    ...(access.userName === '' ? [] : [{ kind: 'connectedAs' as const, seen, access }]),
    ...(access.nodes === undefined ? [] : [{ kind: 'nodes' as const, seen, access }]),
  ];
}

function clusterChildren(seen: SeenCluster, state: InventoryState, { signIn }: SilentGroupsPorts): ClusterNode[] {
  const { entra } = seen.cluster;
  const facts = clusterFacts(seen.cluster, tenantNames(listingOf(state))).map((fact): ClusterNode => ({
    kind: 'fact',
    seen,
    fact,
  }));
  if (entra.kind === 'none') {
    return facts;
  }
  const groupObjectIds = eachOnce(entra.adminGroupObjectIds, (id) => id.toLowerCase());
  // What a token tells that is there already: for the tree alone, none is asked for.
  const own = entra.kind === 'managed' ? heldOwnGroups(signIn, seen.account, seen.cluster) : unknownGroups;
  const groups: ClusterNode = { kind: 'adminGroups', seen, groupObjectIds, ...memberOf(own, groupObjectIds) };
  // Access is given to people where the integration is AKS’ own.
  const access: ClusterNode[] = entra.kind === 'managed' ? [{ kind: 'access', seen }] : [];
  return [...facts.slice(0, 2), groups, ...access, ...facts.slice(2)];
}

function grantNodes(seen: SeenCluster, { grants, failures, others = 0 }: GrantListing): ClusterNode[] {
  const rows = [
    ...failures.map((failure): ClusterNode => ({ kind: 'grantFailure', seen, failure })),
    ...(failures.length === 0 ? [] : [{ kind: 'grantRetry' as const, seen }]),
    ...eachOnce(grants, ({ id }) => id).map((grant): ClusterNode => ({ kind: 'grant', seen, grant })),
    ...(others === 0 ? [] : [{ kind: 'otherRoles' as const, seen, count: others }]),
  ];
  return rows.length === 0 ? [{ kind: 'noGrants', seen }] : rows;
}

async function adminGroups(
  seen: SeenCluster,
  groupObjectIds: readonly string[],
  groups: GroupNames,
  ownGroups: SilentGroupsPorts,
  isGrowing: boolean,
): Promise<ClusterNode[]> {
  const { account, cluster } = seen;
  const [names, own] = await Promise.all([
    groups.groupNames(account, signInTenant(cluster), groupObjectIds),
    // A legacy cluster gets tokens of another application.
    cluster.entra.kind === 'managed'
      ? ownGroupsOf.of(cluster, isGrowing, () => silentOwnGroups(ownGroups, account, cluster, groupObjectIds))
      : unknownGroups,
  ]);
  return groupObjectIds.map((groupObjectId) => {
    const name = names.get(groupObjectId.toLowerCase());
    const named = name === undefined ? {} : { name };
    return { kind: 'adminGroup', seen, groupObjectId, ...named, ...memberOf(own, [groupObjectId]) };
  });
}

function isSignInLeftOut({ account, cluster }: SeenCluster, state: InventoryState): boolean {
  const tenants = listingOf(state)?.tenants?.filter((known) => known.account.id === account.id) ?? [];
  return isLeftOut(
    tenants.map(({ tenant, isDeselected = false }) => ({ ...tenant, isDeselected })),
    signInTenant(cluster),
  );
}

const unknownGroups: OwnGroups = { kind: 'unknown', why: 'noToken' };

function memberOf(own: OwnGroups, groupObjectIds: readonly string[]): { readonly isMember?: boolean } {
  return own.kind === 'known' ? { isMember: groupObjectIds.some((id) => own.ids.has(id.toLowerCase())) } : {};
}
