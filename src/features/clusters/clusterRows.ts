import { type Cluster, signInTenant } from '../../core/clusters/cluster.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import type { InventoryState } from './clusterInventory.ts';
import { type ClusterNode, ClusterRow, rootNodes } from './clusterNodes.ts';

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
  const nodes = row === undefined ? rootNodes(state) : await nodesBelow(row.node, state, groupNames);
  return nodes.map((node) => new ClusterRow(node));
}

async function nodesBelow(
  node: ClusterNode,
  state: InventoryState,
  groupNames: () => Promise<GroupNames>,
): Promise<ClusterNode[]> {
  switch (node.kind) {
    case 'subscription': {
      const { outcome } = node.result;
      return outcome.kind === 'failed'
        ? [{ kind: 'subscriptionError', result: node.result, message: outcome.error.message }]
        : outcome.clusters.map((cluster) => ({ kind: 'cluster', cluster }));
    }
    case 'cluster':
      return clusterChildren(node.cluster);
    case 'adminGroups':
      return adminGroups(node.cluster, node.groupObjectIds, state, await groupNames());
    case 'action':
    case 'tenantFailure':
    case 'subscriptionError':
    case 'fact':
    case 'adminGroup':
      return [];
  }
}

function clusterChildren(cluster: Cluster): ClusterNode[] {
  const facts = clusterFacts(cluster).map((fact): ClusterNode => ({ kind: 'fact', cluster, fact }));
  if (cluster.entra.kind === 'none') {
    return facts;
  }
  const groups: ClusterNode = { kind: 'adminGroups', cluster, groupObjectIds: cluster.entra.adminGroupObjectIds };
  return [...facts.slice(0, 2), groups, ...facts.slice(2)];
}

async function adminGroups(
  cluster: Cluster,
  groupObjectIds: readonly string[],
  state: InventoryState,
  groups: GroupNames,
): Promise<ClusterNode[]> {
  const names =
    'account' in state
      ? await groups.groupNames(state.account, signInTenant(cluster), groupObjectIds)
      : new Map<string, string>();
  return groupObjectIds.map((groupObjectId) => {
    const name = names.get(groupObjectId.toLowerCase());
    return { kind: 'adminGroup', cluster, groupObjectId, ...(name === undefined ? {} : { name }) };
  });
}
