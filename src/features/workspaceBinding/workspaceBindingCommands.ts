import { Disposable, type TerminalOptions } from 'vscode';
import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { ClusterTerminals } from '../terminals/clusterTerminals.ts';
import type { CommandOnPathPorts } from './commandOnPath.ts';
import type { WorkspaceContextPorts } from './workspaceContext.ts';

interface WorkspaceBindingPorts extends WorkspaceContextPorts, CommandOnPathPorts {
  readonly clusterTerminals: () => Promise<ClusterTerminals>;
}

/** Which context VS Code's own terminals start with. */
export function workspaceBindingCommands(ports: WorkspaceBindingPorts): Room<
  'aksEntra.useContextHere' | 'aksEntra.stopContextHere'
> & {
  /** Of the profile "AKS: choose cluster…". */
  readonly terminalProfile: () => Promise<TerminalOptions | undefined>;
} {
  let made: Disposable | undefined;
  const workspace = onFirstUse(async () => {
    const { WorkspaceContext } = await import('./workspaceContext.ts');
    const { commandOnPath } = await import('./commandOnPath.ts');
    const context = new WorkspaceContext(ports);
    made = Disposable.from(context, commandOnPath(ports));
    return context;
  });
  // It also clears up behind one that was used.
  void runAndReport(ports.logger, 'The context of the workspace', async () => {
    await workspace();
  });
  return {
    terminalProfile: async () => {
      const { chooseTerminal } = await import('./chooseTerminal.ts');
      return chooseTerminal(ports.kubeconfigs, await ports.clusterTerminals());
    },
    commands: {
      'aksEntra.useContextHere': async (argument) => {
        const { useContextHere } = await import('./useContextHere.ts');
        await useContextHere({ kubeconfigs: ports.kubeconfigs, workspace: await workspace() }, argument);
      },
      'aksEntra.stopContextHere': async () => {
        const { stopContextHere } = await import('./stopContextHere.ts');
        await stopContextHere({ workspace: await workspace() });
      },
    },
    disposables: [
      {
        dispose: () => {
          made?.dispose();
        },
      },
    ],
  };
}
