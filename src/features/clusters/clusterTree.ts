import * as vscode from 'vscode';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { signInTenant, type Cluster } from '../../core/clusters/cluster.ts';
import { clusterFacts } from '../../core/clusters/describeCluster.ts';
import { hasRows, type ClusterInventory, type InventoryState } from './clusterInventory.ts';
import { ClusterRow, rootNodes, type ClusterNode } from './clusterNodes.ts';
import { clusterTreeItem } from './clusterTreeItem.ts';
import type { ClusterViewState } from '../../ui/contextKeys.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { errorMessage } from '../../ui/errorNotification.ts';

const clusterViewId = 'aksEntra.clusters';

/** What the rows tell of the user's kubeconfig. */
interface ClustersInKubeconfig {
  /** The answers of `hasCluster` may have changed. */
  readonly onDidChange: vscode.Event<unknown>;
  hasCluster(cluster: Cluster): boolean;
}

/** The tree "AKS clusters": subscription → cluster → facts and admin groups. */
class ClusterTree implements vscode.TreeDataProvider<ClusterRow> {
  readonly #inventory: ClusterInventory;
  readonly #groups: GroupNames;
  readonly #kubeconfig: ClustersInKubeconfig;
  readonly onDidChangeTreeData: vscode.Event<ClusterRow | undefined>;

  constructor(inventory: ClusterInventory, groups: GroupNames, kubeconfig: ClustersInKubeconfig) {
    this.#inventory = inventory;
    this.#groups = groups;
    this.#kubeconfig = kubeconfig;
    // A listing reports often; rows are rebuilt a few times a second at most.
    this.onDidChangeTreeData = coalesced([inventory.onDidChange, kubeconfig.onDidChange], 150);
  }

  getTreeItem(row: ClusterRow): vscode.TreeItem {
    return clusterTreeItem(row.node, (cluster) => this.#kubeconfig.hasCluster(cluster));
  }

  async getChildren(row?: ClusterRow): Promise<ClusterRow[]> {
    const nodes = row === undefined ? this.#roots() : await this.#children(row.node);
    return nodes.map((node) => new ClusterRow(node));
  }

  #roots(): ClusterNode[] {
    if (this.#inventory.state.kind === 'starting') {
      void this.#inventory.ensureListed();
    }
    return rootNodes(this.#inventory.state);
  }

  async #children(node: ClusterNode): Promise<ClusterNode[]> {
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
        return this.#adminGroups(node.cluster, node.groupObjectIds);
      case 'action':
      case 'tenantFailure':
      case 'subscriptionError':
      case 'fact':
      case 'adminGroup':
        return [];
    }
  }

  async #adminGroups(cluster: Cluster, groupObjectIds: readonly string[]): Promise<ClusterNode[]> {
    const { state } = this.#inventory;
    const names =
      'account' in state
        ? await this.#groups.groupNames(state.account, signInTenant(cluster), groupObjectIds)
        : new Map<string, string>();
    return groupObjectIds.map((groupObjectId) => {
      const name = names.get(groupObjectId.toLowerCase());
      return { kind: 'adminGroup', cluster, groupObjectId, ...(name === undefined ? {} : { name }) };
    });
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

/** Creates the view and keeps its welcome text, message and progress in step with the inventory. */
export function createClusterView(
  inventory: ClusterInventory,
  groups: GroupNames,
  kubeconfig: ClustersInKubeconfig,
): vscode.Disposable {
  const tree = new ClusterTree(inventory, groups, kubeconfig);
  const view = vscode.window.createTreeView(clusterViewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  let wasLoading = false;
  const show = (state: InventoryState): void => {
    setContextKey('aksEntra.clusters', viewState(state));
    const isLoading = state.kind === 'loading';
    // What it says of the rows holds as long as they are shown.
    if (!isLoading || !hasRows(state)) {
      view.message = viewMessage(state) ?? '';
    }
    const starts = isLoading && !wasLoading;
    wasLoading = isLoading;
    if (starts) {
      void vscode.window.withProgress({ location: { viewId: clusterViewId } }, () => untilNotLoading(inventory));
    }
  };
  show(inventory.state);
  return vscode.Disposable.from(view, inventory.onDidChange(show));
}

function viewState(state: InventoryState): ClusterViewState {
  if (state.kind === 'failed') {
    // It has rows: the ways out.
    return 'listed';
  }
  if (state.kind !== 'listed') {
    return state.kind;
  }
  return rootNodes(state).length === 0 ? 'empty' : 'listed';
}

function viewMessage(state: InventoryState): string | undefined {
  if (state.kind === 'failed') {
    return errorMessage(state.error);
  }
  if (state.kind !== 'listed' || rootNodes(state).length === 0) {
    return undefined;
  }
  if (state.isIncomplete === true) {
    return 'Listing was stopped: clusters may be missing. Refresh to list them all.';
  }
  const hidden = state.subscriptions.filter(
    ({ outcome }) => outcome.kind === 'listed' && outcome.clusters.length === 0,
  ).length;
  return hidden === 0 ? undefined : `${hidden} subscription${hidden === 1 ? '' : 's'} without clusters not shown`;
}

async function untilNotLoading(inventory: ClusterInventory): Promise<void> {
  if (inventory.state.kind !== 'loading') {
    return;
  }
  await new Promise<void>((resolve) => {
    const subscription = inventory.onDidChange((state) => {
      if (state.kind !== 'loading') {
        subscription.dispose();
        resolve();
      }
    });
  });
}

function coalesced(events: readonly vscode.Event<unknown>[], ms: number): vscode.Event<undefined> {
  return (listener, thisArgs: unknown, disposables) => {
    let timer: NodeJS.Timeout | undefined;
    const fire = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        listener.call(thisArgs, undefined);
      }, ms);
    };
    const subscriptions = events.map((event) => event(fire));
    const subscription = vscode.Disposable.from(...subscriptions, {
      dispose: () => {
        clearTimeout(timer);
      },
    });
    disposables?.push(subscription);
    return subscription;
  };
}
