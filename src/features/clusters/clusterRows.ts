import type { GrantListing } from '../../core/access/existingGrants.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { type Cluster, signInTenant } from '../../core/clusters/cluster.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import type { InventoryState } from '../../core/clusters/inventory.ts';
import { failureIn, type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import type { VerifiedAccess } from '../../core/verifyAccess/verifySteps.ts';
import { type ClusterNode, ClusterRow, remedyNodes, rootNodes } from './clusterNodes.ts';

/** Who has access to a cluster; it never prompts. */
export type ListGrants = (seen: SeenCluster) => Promise<GrantListing>;

/** What verifying the access to a cluster last found out in this session. */
export type VerifiedOf = (cluster: Cluster) => VerifiedAccess | undefined;

/**
 * The rows below a row of the tree, or the first level.
 *
 * @param groupNames loads what looks up the names of admin groups
 * @param listGrants who has access to a cluster
 * @param verifiedOf the nodes of a cluster, and who one is there: they are never fetched for the tree
 */
export async function rowsBelow(
  row: ClusterRow | undefined,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
  verifiedOf: VerifiedOf,
): Promise<ClusterRow[]> {
  const nodes = row === undefined ? rootNodes(state) : await nodesBelow(row.node, groupNames, listGrants, verifiedOf);
  return nodes.map((node) => new ClusterRow(node));
}

async function nodesBelow(
  node: ClusterNode,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
  verifiedOf: VerifiedOf,
): Promise<ClusterNode[]> {
  switch (node.kind) {
    case 'subscription': {
      const error = failureIn(node.seen);
      const failure: ClusterNode[] =
        error === undefined
          ? []
          : [{ kind: 'subscriptionError', seen: node.seen, message: error.message }, ...remedyNodes(node)];
      return [...failure, ...seenClusters(node.seen).map((seen): ClusterNode => ({ kind: 'cluster', seen }))];
    }
    case 'listingFailure':
    case 'tenantFailure':
      return remedyNodes(node);
    case 'cluster':
      return [...verifiedNodes(node.seen, verifiedOf(node.seen.cluster)), ...clusterChildren(node.seen)];
    case 'adminGroups':
      return adminGroups(node.seen, node.groupObjectIds, await groupNames());
    case 'nodes':
      return (node.access.nodes ?? []).map((state): ClusterNode => ({ kind: 'node', seen: node.seen, state }));
    case 'access':
      return grantNodes(node.seen, await listGrants(node.seen));
    case 'action':
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
      return [];
  }
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

function clusterChildren(seen: SeenCluster): ClusterNode[] {
  const { entra } = seen.cluster;
  const facts = clusterFacts(seen.cluster).map((fact): ClusterNode => ({ kind: 'fact', seen, fact }));
  if (entra.kind === 'none') {
    return facts;
  }
  const groupObjectIds = eachOnce(entra.adminGroupObjectIds, (id) => id.toLowerCase());
  const groups: ClusterNode = { kind: 'adminGroups', seen, groupObjectIds };
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
): Promise<ClusterNode[]> {
  const names = await groups.groupNames(seen.account, signInTenant(seen.cluster), groupObjectIds);
  return groupObjectIds.map((groupObjectId) => {
    const name = names.get(groupObjectId.toLowerCase());
    return { kind: 'adminGroup', seen, groupObjectId, ...(name === undefined ? {} : { name }) };
  });
}
