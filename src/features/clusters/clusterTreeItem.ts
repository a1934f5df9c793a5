import * as vscode from 'vscode';
import { isBusy, type Cluster } from '../../core/clusters/cluster.ts';
import { clusterFacts, describeCluster } from '../../core/clusters/describeCluster.ts';
import type { SeenSubscription } from '../../core/clusters/seenCluster.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { remedyCommand } from '../../ui/remedyCommand.ts';
import type { ClusterNode } from './clusterNodes.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/**
 * How a row looks and what a screen reader says of it.
 *
 * @param isInKubeconfig whether a cluster has a context in the kubeconfig: its menu offers more then
 */
export function clusterTreeItem(node: ClusterNode, isInKubeconfig: (cluster: Cluster) => boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'action': {
      const { remedy, icon } = node.action;
      const item = row(remedy.title, None, 'action', new vscode.ThemeIcon(icon));
      item.command = remedyCommand(remedy);
      item.accessibilityInformation = { label: remedy.title };
      return item;
    }
    case 'subscription':
      return subscriptionItem(node.seen);
    case 'tenantFailure': {
      const { tenant, error } = node.failure;
      const lacksSignIn = needsSignIn(error);
      const item = row(
        tenant.displayName,
        None,
        lacksSignIn ? 'tenantNeedsSignIn' : 'tenantFailure',
        new vscode.ThemeIcon('account'),
      );
      item.description = lacksSignIn ? 'needs sign-in' : 'could not be listed';
      item.tooltip = error.message;
      item.accessibilityInformation = { label: `Tenant ${tenant.displayName}, ${item.description}. ${error.message}` };
      return item;
    }
    case 'subscriptionError': {
      const item = row(node.message, None, 'subscriptionError', errorIcon());
      item.tooltip = node.message;
      return item;
    }
    case 'cluster':
      return clusterItem(node.seen.cluster, isInKubeconfig(node.seen.cluster));
    case 'fact': {
      const { label, value, explanation } = node.fact;
      const item = row(label, None, 'fact', new vscode.ThemeIcon('symbol-property'));
      item.description = value;
      item.tooltip = explanation;
      item.accessibilityInformation = { label: `${label}: ${value}. ${explanation}` };
      return item;
    }
    case 'adminGroups': {
      const count = node.groupObjectIds.length;
      const item = row(
        'Admin groups',
        count === 0 ? None : Collapsed,
        'adminGroups',
        new vscode.ThemeIcon('organization'),
      );
      item.description = count === 0 ? 'none' : String(count);
      item.tooltip =
        count === 0
          ? 'No Entra group is cluster admin through this setting.'
          : 'Members of these Entra groups are cluster admins.';
      item.accessibilityInformation = { label: `Admin groups: ${item.description}. ${item.tooltip}` };
      return item;
    }
    case 'adminGroup': {
      const item = row(node.name ?? node.groupObjectId, None, 'adminGroup', new vscode.ThemeIcon('person'));
      if (node.name === undefined) {
        item.tooltip = `Group ${node.groupObjectId}. Its name is not readable with this sign-in.`;
      } else {
        item.description = node.groupObjectId;
        item.tooltip = `${node.name} (${node.groupObjectId})`;
      }
      item.accessibilityInformation = { label: `Admin group ${node.name ?? node.groupObjectId}` };
      return item;
    }
  }
}

function subscriptionItem({ subscription, tenants, outcome }: SeenSubscription): vscode.TreeItem {
  const failed = outcome.kind === 'failed';
  const item = row(
    subscription.displayName,
    Expanded,
    'subscription',
    failed ? errorIcon() : new vscode.ThemeIcon('key'),
  );
  item.id = `subscription:${tenants.lister.tenantId}:${subscription.subscriptionId}`;
  const state = subscription.state === 'Enabled' ? undefined : subscription.state.toLowerCase();
  const counted = failed ? 'could not be listed' : clusterCount(outcome.clusters.length);
  item.description = [tenants.owner.displayName, counted, state].filter((part) => part !== undefined).join(' · ');
  item.tooltip = `${subscription.displayName}\nSubscription ${subscription.subscriptionId}\nTenant ${tenants.owner.displayName} (${tenants.owner.tenantId})`;
  item.accessibilityInformation = { label: `Subscription ${subscription.displayName}, ${item.description}` };
  return item;
}

function clusterCount(count: number): string {
  return l10n`${count} cluster${count === 1 ? '' : 's'}`;
}

/** Only managed Entra has tokens to renew and lets pipelines in; what is in the kubeconfig can leave it. */
type ClusterKind = 'cluster' | 'clusterInKubeconfig' | 'managedCluster' | 'managedClusterInKubeconfig';

function clusterKind(cluster: Cluster, isInKubeconfig: boolean): ClusterKind {
  const kind = cluster.entra.kind === 'managed' ? 'managedCluster' : 'cluster';
  return isInKubeconfig ? `${kind}InKubeconfig` : kind;
}

function clusterItem(cluster: Cluster, isInKubeconfig: boolean): vscode.TreeItem {
  const item = row(cluster.name, Collapsed, clusterKind(cluster, isInKubeconfig), clusterIcon(cluster));
  item.id = `cluster:${cluster.id.toLowerCase()}`;
  item.description = describeCluster(cluster);
  item.tooltip = clusterTooltip(cluster);
  item.accessibilityInformation = {
    label: `Cluster ${cluster.name}, ${describeCluster(cluster).replaceAll(' · ', ', ')}`,
  };
  return item;
}

/** Shape tells the Entra integration, colour whether the cluster can be used now. */
function clusterIcon(cluster: Cluster): vscode.ThemeIcon {
  const shape = { managed: 'shield', legacy: 'warning', none: 'unlock' }[cluster.entra.kind];
  if (isBusy(cluster)) {
    return new vscode.ThemeIcon('sync');
  }
  const color =
    cluster.power === 'Stopped'
      ? 'disabledForeground'
      : { managed: 'charts.green', legacy: 'charts.orange', none: 'charts.yellow' }[cluster.entra.kind];
  return new vscode.ThemeIcon(shape, new vscode.ThemeColor(color));
}

function clusterTooltip(cluster: Cluster): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(cluster.name).appendMarkdown('**\n\n');
  for (const { label, value } of clusterFacts(cluster)) {
    tooltip.appendMarkdown('- ').appendText(`${label}: ${value}`).appendMarkdown('\n');
  }
  return tooltip;
}

function row(
  label: string,
  state: vscode.TreeItemCollapsibleState,
  contextValue: ClusterNode['kind'] | 'tenantNeedsSignIn' | ClusterKind,
  icon: vscode.ThemeIcon,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.contextValue = contextValue;
  item.iconPath = icon;
  return item;
}

function errorIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
}
