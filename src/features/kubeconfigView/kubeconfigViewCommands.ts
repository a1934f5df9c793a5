import type * as vscode from 'vscode';
import type { Room } from '../../ui/commandRegistry.ts';
import type { ConvertLoginPorts } from '../login/convertContexts.ts';
import { KubeconfigRow, rowsFor } from './kubeconfigNodes.ts';
import type { KubeconfigTree, KubeconfigTreePorts } from './kubeconfigTree.ts';
import type { RemovalPorts } from './removeFromKubeconfig.ts';
import type { SetNamespacePorts } from './setNamespace.ts';

type KubeconfigViewCommands =
  | 'aksEntra.useContext'
  | 'aksEntra.setNamespace'
  | 'aksEntra.renameContext'
  | 'aksEntra.removeFromKubeconfig'
  | 'aksEntra.openContext'
  | 'aksEntra.changeLoginMode';

/** The view of what the kubeconfig files hold, and the commands on its rows that no other room has. */
export function kubeconfigViewCommands(
  ports: KubeconfigTreePorts & ConvertLoginPorts & SetNamespacePorts & RemovalPorts,
): Room<KubeconfigViewCommands> & {
  readonly tree: (view: vscode.TreeView<KubeconfigRow>) => Promise<KubeconfigTree>;
} {
  let made: KubeconfigTree | undefined;
  return {
    tree: async (view) => {
      const { KubeconfigTree } = await import('./kubeconfigTree.ts');
      made = new KubeconfigTree(ports, view);
      return made;
    },
    commands: {
      'aksEntra.useContext': async (argument) => {
        const { useContext } = await import('./useContext.ts');
        await useContext(ports, argument);
      },
      'aksEntra.setNamespace': async (argument) => {
        const { setNamespace } = await import('./setNamespace.ts');
        await setNamespace(ports, argument);
      },
      'aksEntra.renameContext': async (argument) => {
        if (!isOtherRow(argument)) {
          const { renameContext } = await import('./renameContext.ts');
          const newName = await renameContext(ports, argument);
          if (argument instanceof KubeconfigRow) {
            await made?.focusContext(newName);
          }
        }
      },
      'aksEntra.removeFromKubeconfig': async (argument, selected) => {
        const rows = rowsFor(argument, selected, made?.selection ?? []);
        if (!rows.every(isOtherRow)) {
          const { removeFromKubeconfig } = await import('./removeFromKubeconfig.ts');
          await removeFromKubeconfig(ports, argument, rows);
        }
      },
      'aksEntra.openContext': async (argument) => {
        const { openContext } = await import('./openContext.ts');
        await openContext(ports, argument);
      },
      'aksEntra.changeLoginMode': async (argument, selected) => {
        const { changeLoginMode } = await import('./changeLoginMode.ts');
        await changeLoginMode(ports, argument, selected);
      },
    },
    disposables: [{ dispose: () => made?.dispose() }],
  };
}

/** Whether it is a row that is no context which kubectl finds: a key is pressed there too, and no menu has the command. */
function isOtherRow(argument: unknown): boolean {
  return argument instanceof KubeconfigRow && argument.contextName === undefined;
}
