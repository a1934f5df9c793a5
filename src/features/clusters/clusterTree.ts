import * as vscode from 'vscode';
import { isSameCluster } from '../../core/clusters/cluster.ts';
import type { KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { SilentGroupsPorts } from '../../core/access/silentOwnGroups.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { hasRows, type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import type { readClusterView } from '../../core/clusterView/clusterView.ts';
import { l10n } from '../../core/l10n.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import type { ChosenView } from './chosenView.ts';
import type { ClusterChanges } from './clusterChanges.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import type { ClusterOnMachine, ClusterRow, PlaceInKubeconfig } from './clusterNodes.ts';
import type { ListGrants, ListMembers, rowsBelow, VerifiedOf } from './clusterRows.ts';
import type { clusterTreeItem } from './clusterTreeItem.ts';
import { viewMessage, viewState } from './clusterViewState.ts';

const clusterViewId = 'aksEntra.clusters';

/** What the rows tell of the user's kubeconfig. */
interface ClustersInKubeconfig {
  /** The answers of `placeOf` may have changed. */
  readonly onDidChange: vscode.Event<unknown>;
  placeOf(cluster: KeyedCluster): PlaceInKubeconfig;
  isCurrent(cluster: KeyedCluster): boolean;
}

/** What the rows tell of programs that name no cluster. */
interface AllowedClusters {
  /** The answers of `isAllowed` may have changed. */
  readonly onDidChange: vscode.Event<unknown>;
  isAllowed(cluster: KeyedCluster): boolean;
}

/** What this machine has of the clusters: it changes while their rows are shown. */
export interface MachinePorts {
  readonly kubeconfig: ClustersInKubeconfig;
  readonly allowedClusters: AllowedClusters;
  readonly changes: Pick<ClusterChanges, 'onDidChange' | 'of' | 'onDidChangeAccess' | 'verifiedOf'>;
}

/** What the rows below a cluster look up when they are opened. */
export interface LookUpPorts extends SilentGroupsPorts {
  readonly groupNames: () => Promise<GroupNames>;
  readonly listGrants: ListGrants;
  readonly listMembers: ListMembers;
}

/** The tree "AKS clusters": subscription → cluster → facts, admin groups and who has access. What its rows are loads with the first one. */
class ClusterTree implements vscode.TreeDataProvider<ClusterRow> {
  readonly #inventory: ClusterInventory;
  readonly #view: ChosenView;
  readonly #lookUp: LookUpPorts;
  readonly #machine: MachinePorts;
  #loaded: Rows | undefined;
  /** The rows that VS Code has of what may have contexts, and what each told of this machine when it was drawn. */
  readonly #drawn = new Map<ClusterRow, ClusterOnMachine & { readonly cluster: KeyedCluster }>();
  readonly onDidChangeTreeData: vscode.Event<ClusterRow[] | undefined>;

  constructor(inventory: ClusterInventory, view: ChosenView, lookUp: LookUpPorts, machine: MachinePorts) {
    this.#inventory = inventory;
    this.#view = view;
    this.#lookUp = lookUp;
    this.#machine = machine;
    const wholeTree = atMostTenTimesASecond(inventory.onDidChange, view.onDidChange);
    this.onDidChangeTreeData = (listener, thisArgs: unknown, disposables) => {
      const drawChanged = (): void => {
        // These rows alone: VS Code forgets all rows while it draws the whole tree, and a menu that is open then acts on none.
        const rows = this.#rowsToldOtherwise();
        if (rows.length > 0) {
          listener.call(thisArgs, rows);
        }
      };
      const subscription = vscode.Disposable.from(
        wholeTree(listener, thisArgs),
        machine.kubeconfig.onDidChange(drawChanged),
        machine.allowedClusters.onDidChange(drawChanged),
        machine.changes.onDidChange(drawChanged),
        machine.changes.onDidChangeAccess((cluster) => {
          // Who has access stands below them, where that is open.
          const rows = [...this.#drawn.keys()].filter(
            ({ node }) => node.kind === 'cluster' && isSameCluster(node.seen.cluster, cluster),
          );
          if (rows.length > 0) {
            listener.call(thisArgs, rows);
          }
        }),
      );
      disposables?.push(subscription);
      return subscription;
    };
  }

  getTreeItem(row: ClusterRow): vscode.TreeItem {
    if (this.#loaded === undefined) {
      throw new TypeError('A row is drawn before there are rows.');
    }
    return this.#loaded.clusterTreeItem(row, (cluster) => {
      const onMachine = this.#onMachine(cluster);
      this.#drawn.set(row, { cluster, ...onMachine });
      return onMachine;
    });
  }

  async getChildren(row?: ClusterRow): Promise<ClusterRow[]> {
    if (row === undefined) {
      // What follows is drawn anew, from other rows.
      this.#drawn.clear();
    }
    if (this.#inventory.state.kind === 'starting') {
      void this.#inventory.ensureListed();
    }
    // Once only: each `import()` in an extension host takes milliseconds, and a menu that is open has no row meanwhile.
    this.#loaded ??= await loadRows();
    const { groupNames, listGrants, listMembers } = this.#lookUp;
    const verifiedOf: VerifiedOf = (cluster) => this.#machine.changes.verifiedOf(cluster);
    const { rowsBelow, readClusterView } = this.#loaded;
    const view = readClusterView(this.#view.kept, this.#view.favourites);
    const { state } = this.#inventory;
    return rowsBelow(row, state, groupNames, listGrants, verifiedOf, listMembers, this.#lookUp, view);
  }

  #rowsToldOtherwise(): ClusterRow[] {
    return [...this.#drawn].flatMap(([row, told]) => {
      const now = this.#onMachine(told.cluster);
      const isSame = (['place', 'isCurrent', 'isForOtherPrograms', 'change'] as const).every(
        (key) => now[key] === told[key],
      );
      return isSame ? [] : [row];
    });
  }

  #onMachine(cluster: KeyedCluster): ClusterOnMachine {
    const { kubeconfig, allowedClusters, changes } = this.#machine;
    return {
      place: kubeconfig.placeOf(cluster),
      isCurrent: kubeconfig.isCurrent(cluster),
      isForOtherPrograms: allowedClusters.isAllowed(cluster),
      change: changes.of(cluster),
    };
  }
}

interface Rows {
  readonly readClusterView: typeof readClusterView;
  readonly clusterTreeItem: typeof clusterTreeItem;
  readonly rowsBelow: typeof rowsBelow;
}

async function loadRows(): Promise<Rows> {
  const [{ clusterTreeItem }, { rowsBelow }, { readClusterView }] = await Promise.all([
    import('./clusterTreeItem.ts'),
    import('./clusterRows.ts'),
    import('../../core/clusterView/clusterView.ts'),
  ]);
  return { clusterTreeItem, rowsBelow, readClusterView };
}

/** Creates the view and keeps its welcome text, message and progress in step with the inventory. */
export function createClusterView(
  inventory: ClusterInventory,
  chosen: ChosenView,
  lookUp: LookUpPorts,
  machine: MachinePorts,
): vscode.Disposable {
  const tree = new ClusterTree(inventory, chosen, lookUp, machine);
  const view = vscode.window.createTreeView(clusterViewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  let wasLoading = false;
  let message: string | undefined;
  /** Of a filter too; its words load where there is one, and those of a listing with it. */
  const tell = async (): Promise<void> => {
    const isKnown = inventory.state.kind === 'failed' || listingOf(inventory.state) !== undefined;
    const marks = isKnown ? await import('../../core/diagnosis/listingMarks.ts') : undefined;
    const texts = chosen.kept === undefined ? undefined : await import('../../core/clusterView/filterTexts.ts');
    const told = texts?.filterTold(chosen.kept, listingOf(inventory.state));
    setContextKey('aksEntra.clusterFilter', told === undefined ? 'off' : 'on');
    view.description = [told?.words, marks?.viewAccount(inventory.state)].filter(Boolean).join(' · ');
    if (inventory.state.kind !== 'loading') {
      view.badge = marks?.viewBadge(inventory.state);
    }
    view.message = [told?.message, message].filter((part) => part !== undefined).join(' · ');
  };
  const show = (state: InventoryState): void => {
    setContextKey('aksEntra.clusters', viewState(state));
    const isLoading = state.kind === 'loading';
    // What it says of the rows holds as long as they are shown.
    if (!isLoading || !hasRows(state)) {
      message = viewMessage(state);
      void tell();
    } else if (chosen.kept !== undefined) {
      // How many of how many changes while they arrive.
      void tell();
    }
    const starts = isLoading && !wasLoading;
    wasLoading = isLoading;
    if (starts) {
      void vscode.window.withProgress({ location: { viewId: clusterViewId } }, () => untilNotLoading(inventory));
    }
  };
  show(inventory.state);
  const marks = vscode.window.registerFileDecorationProvider({ provideFileDecoration: markOf });
  return vscode.Disposable.from(view, marks, inventory.onDidChange(show), chosen.onDidChange(tell));
}

/** What a row’s URI says of the kubeconfig, by the circles that the contexts have there. */
function markOf({ scheme, path }: vscode.Uri): vscode.FileDecoration | undefined {
  if (scheme !== 'aks-entra-mark') {
    return undefined;
  }
  return path === '/current'
    ? new vscode.FileDecoration('●', l10n`Current context`)
    : new vscode.FileDecoration('○', l10n`In your kubeconfig`);
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

/** VS Code asks for all rows anew each time. */
function atMostTenTimesASecond(...events: readonly vscode.Event<unknown>[]): vscode.Event<undefined> {
  return (listener, thisArgs: unknown, disposables) => {
    const throttle = atMostEvery(100);
    const subscription = vscode.Disposable.from(
      throttle,
      ...events.map((event) =>
        event(() => {
          void throttle.run(() => {
            listener.call(thisArgs, undefined);
          });
        }),
      ),
    );
    disposables?.push(subscription);
    return subscription;
  };
}
