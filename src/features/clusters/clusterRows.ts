import type { GrantListing } from '../../core/access/existingGrants.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import type { InventoryState } from '../../core/clusters/inventory.ts';
import { failureIn, type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import { type ClusterNode, ClusterRow, remedyNodes, rootNodes } from './clusterNodes.ts';

/** Who has access to a cluster; it never prompts. */
export type ListGrants = (seen: SeenCluster) => Promise<GrantListing>;

/**
 * The rows below a row of the tree, or the first level.
 *
 * @param groupNames loads what looks up the names of admin groups
 * @param listGrants who has access to a cluster
 */
export async function rowsBelow(
  row: ClusterRow | undefined,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
): Promise<ClusterRow[]> {
  const nodes = row === undefined ? rootNodes(state) : await nodesBelow(row.node, groupNames, listGrants);
  return nodes.map((node) => new ClusterRow(node));
}

async function nodesBelow(
  node: ClusterNode,
  groupNames: () => Promise<GroupNames>,
  listGrants: ListGrants,
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
      return clusterChildren(node.seen);
    case 'adminGroups':
      return adminGroups(node.seen, node.groupObjectIds, await groupNames());
    case 'access':
      return grantNodes(node.seen, await listGrants(node.seen));
    case 'action':
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
