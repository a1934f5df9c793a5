import * as vscode from 'vscode';
import { onFirstUse } from '../core/onFirstUse.ts';
import type { CommandHandlers } from './commandRegistry.ts';

/** The commands of the rooms that load when one of them is first run: nothing of theirs happens before. */
const lateCommandNames = [
  'getCredentials',
  'getCredentialsWith',
  'createPipelineKubeconfig',
  'grantAccess',
  'revokeAccess',
  'showWhereGiven',
  'refreshAccess',
  'activateRole',
  'createCluster',
  'showPosture',
  'exportPosture',
  'mendRisk',
  'showCheck',
  'mendCheck',
  'repeatChecks',
  'stopChecks',
  'closeChecks',
  'showCheckReport',
  'explainForbidden',
  'installTool',
  'verifyAccess',
  'checkSetup',
  'reachCluster',
  'openBastionTerminal',
  'runCommand',
  'breakGlass',
  'endBreakGlass',
  'openGroup',
  'showTokenClaims',
  'showAccount',
  'chooseAccounts',
  'chooseTenants',
  'addTenant',
  'signOut',
  'filterClusters',
  'clearFilter',
  'groupClusters',
  'sortClusters',
  'toggleFavourite',
  'useContext',
  'setNamespace',
  'renameContext',
  'removeFromKubeconfig',
  'openContext',
  'changeLoginMode',
  'copyId',
  'copyValue',
  'useContextHere',
  'stopContextHere',
  'acceptChange',
  'keepBoth',
  'overwrite',
  'discardChange',
  'showFailures',
] as const;

/** Each is one of the contributed ones, or `LateCommands` does not compile. */
type LateCommandId = `aksEntra.${(typeof lateCommandNames)[number]}`;
export type LateCommands = Pick<CommandHandlers, LateCommandId>;

/** @param load loads their rooms, once */
export function lateCommands(load: () => Promise<{ readonly commands: LateCommands }>): LateCommands {
  return Object.fromEntries(
    lateCommandNames.map((name) => {
      const id = `aksEntra.${name}` as const;
      return [
        id,
        async (argument: unknown, selected: unknown) => {
          const { commands } = await load();
          await commands[id](argument, selected);
        },
      ];
    }),
  ) as LateCommands;
}

/** What the rows of a view come from, once it is loaded. */
type LateTree<Row> = Required<
  Pick<vscode.TreeDataProvider<Row>, 'onDidChangeTreeData' | 'getTreeItem' | 'getChildren' | 'getParent'>
>;

/**
 * The view of the kubeconfig, whose rows load when they are first to be seen.
 *
 * @param load gets what makes them; that gets the view, for the message above them, its selection and its focus
 */
export function lateView<Row>(
  id: string,
  load: () => Promise<{ kubeconfigTree(view: vscode.TreeView<Row>): Promise<LateTree<Row>> }>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<Row | Row[] | null | undefined>();
  const loaded = onFirstUse(async () => {
    const tree = await (await load()).kubeconfigTree(view);
    tree.onDidChangeTreeData((rows) => {
      changed.fire(rows ?? undefined);
    });
    return tree;
  });
  const view = vscode.window.createTreeView<Row>(id, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: async (row: Row) => (await loaded()).getTreeItem(row),
      getChildren: async (row?: Row) => (await loaded()).getChildren(row),
      getParent: async (row: Row) => (await loaded()).getParent(row),
    },
  });
  return vscode.Disposable.from(view, changed);
}

/** The profile "AKS: choose cluster…" of VS Code's terminals, and the command in them: both load when they are wanted. */
export function lateTerminals(
  load: () => Promise<{ terminalProfile(): Promise<vscode.TerminalOptions | undefined> }>,
): vscode.Disposable {
  const loadForCommand = (): void => {
    // Whoever runs a command next is told why its rooms do not load.
    load().catch(() => undefined);
  };
  if (vscode.workspace.getConfiguration('aksEntra').get('terminalCommand') === true) {
    loadForCommand();
  }
  return vscode.Disposable.from(
    vscode.window.registerTerminalProfileProvider('aksEntra.cluster', {
      provideTerminalProfile: async () => {
        const options = await (await load()).terminalProfile();
        if (options === undefined) {
          // Whoever closes the picker wants no terminal. VS Code tells an error whatever comes in its place, but for one
          // without a text (1.139).
          throw new Error('');
        }
        return new vscode.TerminalProfile(options);
      },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('aksEntra.terminalCommand')) {
        loadForCommand();
      }
    }),
  );
}
