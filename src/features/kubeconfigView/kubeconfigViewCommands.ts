import type { Room } from '../../ui/commandRegistry.ts';
import type { ConvertLoginPorts } from '../login/convertContexts.ts';
import type { KubeconfigTree, KubeconfigTreePorts } from './kubeconfigTree.ts';
import type { SetNamespacePorts } from './setNamespace.ts';

type KubeconfigViewCommands =
  | 'aksEntra.useContext'
  | 'aksEntra.setNamespace'
  | 'aksEntra.renameContext'
  | 'aksEntra.openContext'
  | 'aksEntra.changeLoginMode';

/** The view of what the kubeconfig files hold, and the commands on its rows that no other room has. */
export function kubeconfigViewCommands(
  ports: KubeconfigTreePorts & ConvertLoginPorts & SetNamespacePorts,
): Room<KubeconfigViewCommands> & { readonly tree: (tell: (message: string) => void) => Promise<KubeconfigTree> } {
  let made: KubeconfigTree | undefined;
  return {
    tree: async (tell) => {
      const { KubeconfigTree } = await import('./kubeconfigTree.ts');
      made = new KubeconfigTree(ports, tell);
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
        const { renameContext } = await import('./renameContext.ts');
        await renameContext(ports, argument);
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
