import type * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { CurrentContext } from '../../core/entra/tokenTarget.ts';
import type { CurrentSignIn } from '../../core/kubeconfig/currentContext.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { TokenPorts } from './refreshToken.ts';
import type { TokenStatusBar, TokenStatusBarPorts } from './tokenStatusBar.ts';

interface TokenRoomPorts extends Omit<TokenStatusBarPorts, 'currentSignIn' | 'isContextListed'> {
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly groupNames: () => Promise<GroupNames>;
  readonly kubeconfig: {
    currentContext(): Promise<CurrentContext | undefined>;
    currentSignIn(): Promise<CurrentSignIn>;
    vscodeContext(cluster: Cluster): Promise<CurrentContext | undefined>;
    contextNamed(contextName: string): Promise<CurrentContext | undefined>;
    readonly onDidChangeFiles: vscode.Event<unknown>;
  };
  /** A kubectl that was refused for want of a sign-in may ask again after one. */
  readonly kubectlSignIn: { forgetFailures(): Promise<void> };
  readonly contextList: {
    isListed(contextName: string): Promise<boolean>;
    readonly onDidChange: vscode.Event<unknown>;
  };
}

/** kubectl's current context: what it signs in with, how long that lasts, and how to get a new token. */
export function tokenCommands(ports: TokenRoomPorts): Room<'aksEntra.refreshToken' | 'aksEntra.showTokenActions'> & {
  readonly openPorts: () => Promise<TokenPorts>;
} {
  const { kubeconfig, onDidChangeAccount, contextList, logger } = ports;
  const isContextListed = (contextName: string): Promise<boolean> => contextList.isListed(contextName);
  let item: TokenStatusBar | undefined;
  let isOver = false;
  /** Never throws. The item loads with the first state that there is to show. */
  const refresh = async (): Promise<void> => {
    try {
      const { TokenStatusBar } = await import('./tokenStatusBar.ts');
      if (!isOver) {
        item ??= new TokenStatusBar({ ...ports, currentSignIn: () => kubeconfig.currentSignIn(), isContextListed });
        await item.refresh();
      }
    } catch (error) {
      logger.error(`Token status: ${messageOf(error)}`);
    }
  };
  const openPorts = async (): Promise<TokenPorts> => ({
    signIn: ports.signIn,
    currentContext: () => kubeconfig.currentContext(),
    logger,
    vscodeContext: (cluster) => kubeconfig.vscodeContext(cluster),
    contextNamed: (contextName) => kubeconfig.contextNamed(contextName),
    groupNames: await ports.groupNames(),
    isContextListed,
    tokenStatusBar: { refresh },
    forgetFailures: () => ports.kubectlSignIn.forgetFailures(),
  });
  void refresh();
  return {
    openPorts,
    commands: {
      'aksEntra.refreshToken': async (argument) => {
        const { refreshToken } = await import('./refreshToken.ts');
        await refreshToken(await openPorts(), argument);
      },
      'aksEntra.showTokenActions': async (argument) => {
        const { showTokenActions } = await import('./showTokenActions.ts');
        await showTokenActions(argument);
      },
    },
    disposables: [
      {
        dispose: () => {
          isOver = true;
          item?.dispose();
        },
      },
      ...[onDidChangeAccount, kubeconfig.onDidChangeFiles, contextList.onDidChange].map((onDidChange) =>
        onDidChange(() => {
          void refresh();
        }),
      ),
    ],
  };
}
