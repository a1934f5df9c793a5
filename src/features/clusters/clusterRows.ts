import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import type { InventoryState } from '../../core/clusters/inventory.ts';
import { failureIn, type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import { type ClusterNode, ClusterRow, remedyNodes, rootNodes } from './clusterNodes.ts';

/**
 * The rows below a row of the tree, or the first level.
 *
 * @param groupNames loads what looks up the names of admin groups
 */
export async function rowsBelow(
  row: ClusterRow | undefined,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
): Promise<ClusterRow[]> {
  const nodes = row === undefined ? rootNodes(state) : await nodesBelow(row.node, groupNames);
  return nodes.map((node) => new ClusterRow(node));
}

async function nodesBelow(node: ClusterNode, groupNames: () => Promise<GroupNames>): Promise<ClusterNode[]> {
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
    case 'action':
    case 'subscriptionError':
    case 'fact':
    case 'adminGroup':
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
  return [...facts.slice(0, 2), groups, ...facts.slice(2)];
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
