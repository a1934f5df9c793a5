import type { SeenSubscription } from '../../core/clusters/seenCluster.ts';
import type { ClusterNode, ClusterRow } from './clusterNodes.ts';

/**
 * The id by which VS Code knows a row, and keeps it open and selected when the tree is built anew. It holds the ids of
 * the rows above, and no two rows of the view may have the same: VS Code tells no error then, and a click on one row
 * acts on another, so on the wrong cluster. Which tenant listed something is no part of it: that may change; nor is the
 * group that a cluster stands in, so that it stays open when the clusters are grouped otherwise.
 */
export function clusterRowId({ node, isInFavourites }: ClusterRow): string {
  // As JSON, in which no text can look like the end of another.
  return JSON.stringify(isInFavourites ? ['favourites', ...pathTo(node)] : pathTo(node));
}

function pathTo(node: ClusterNode): string[] {
  switch (node.kind) {
    case 'action':
      return [...(node.below === undefined ? [] : pathTo(node.below)), 'action', node.action.remedy.kind];
    case 'clearFilter':
    case 'favourites':
      return [node.kind];
    case 'account':
      // VS Code leaves a row closed that it first drew with nothing below: once there is something, it is another one.
      return ['account', node.account.id, ...(node.below.length === 0 ? ['empty'] : [])];
    case 'otherAccount':
      return ['otherAccount', node.account.id];
    case 'accountFailure':
      // In the place of the account, which stays open.
      return ['account', node.failure.account.id];
    case 'tenant':
      return ['tenant', node.account.id, node.tenant.tenantId.toLowerCase()];
    case 'group':
      return ['group', node.by, node.key];
    case 'listingFailure':
      return ['listing'];
    case 'tenantFailure': {
      const { account, tenant } = node.failure;
      return ['tenant', account.id, tenant.tenantId.toLowerCase()];
    }
    case 'subscription':
      return pathToSubscription(node.seen);
    case 'subscriptionError':
      return [...pathToSubscription(node.seen), 'error'];
    case 'cluster':
      return [...pathToSubscription(node.seen), 'cluster', node.seen.cluster.id.toLowerCase()];
    case 'connectedAs':
    case 'nodes':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), node.kind];
    case 'node':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), 'nodes', 'node', node.state.name];
    case 'fact':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), 'fact', node.fact.id];
    case 'adminGroups':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), 'adminGroups'];
    case 'adminGroup':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), 'adminGroup', node.groupObjectId.toLowerCase()];
    case 'access':
      return [...pathTo({ kind: 'cluster', seen: node.seen }), 'access'];
    case 'grant':
      return [...pathTo({ kind: 'access', seen: node.seen }), 'grant', node.grant.id];
    case 'grantFailure':
      return [...pathTo({ kind: 'access', seen: node.seen }), 'failure', node.failure.part];
    case 'grantRetry':
      return [...pathTo({ kind: 'access', seen: node.seen }), 'retry'];
    case 'noGrants':
      return [...pathTo({ kind: 'access', seen: node.seen }), 'none'];
    case 'otherRoles':
      return [...pathTo({ kind: 'access', seen: node.seen }), 'otherRoles'];
    case 'hiddenCluster':
      return [...pathToSubscription(node.hidden.seen), 'hiddenCluster', node.hidden.clusterId.toLowerCase()];
    case 'namespace':
      return [...pathToSubscription(node.seen), 'namespace', node.seen.namespace.id.toLowerCase()];
    case 'fleet':
      return [...pathToSubscription(node.seen), 'fleet', node.seen.fleet.id.toLowerCase()];
    case 'fleetMember':
      return [...pathTo({ kind: 'fleet', seen: node.seen }), 'member', node.member.clusterId.toLowerCase()];
    case 'fleetNote':
      return [...pathTo({ kind: 'fleet', seen: node.seen }), 'note'];
  }
}

function pathToSubscription({ account, subscription }: Pick<SeenSubscription, 'account' | 'subscription'>): string[] {
  return ['subscription', account.id, subscription.subscriptionId.toLowerCase()];
}
