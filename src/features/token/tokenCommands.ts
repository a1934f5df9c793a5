import type * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { CurrentContext } from '../../core/entra/tokenTarget.ts';
import type { CurrentSignIn } from '../../core/kubeconfig/currentContext.ts';
import type { CertificateValidity } from '../../core/login/certificateValidity.ts';
import type { Logger } from '../../core/logger.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { TokenPorts } from './refreshToken.ts';
import { TokenStatusBar } from './tokenStatusBar.ts';

interface TokenRoomPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  readonly groupNames: () => Promise<GroupNames>;
  readonly certificateValidity: (data: string) => Promise<CertificateValidity | undefined>;
  readonly kubeconfig: {
    currentContext(): Promise<CurrentContext | undefined>;
    currentSignIn(): Promise<CurrentSignIn>;
    vscodeContext(cluster: Cluster): Promise<CurrentContext | undefined>;
    readonly onDidChangeFiles: vscode.Event<unknown>;
  };
  /** A kubectl that was refused for want of a sign-in may ask again after one. */
  readonly kubectlSignIn: { forgetFailures(): Promise<void> };
  readonly contextList: {
    isListed(contextName: string): Promise<boolean>;
    readonly onDidChange: vscode.Event<unknown>;
  };
  readonly logger: Logger;
}

/** kubectl's current context: what it signs in with, how long that lasts, and how to get a new token. */
export function tokenCommands(ports: TokenRoomPorts): Room<'aksEntra.refreshToken' | 'aksEntra.showTokenActions'> & {
  readonly openPorts: () => Promise<TokenPorts>;
} {
  const { kubeconfig, onDidChangeAccount } = ports;
  const shared = {
    signIn: ports.signIn,
    currentContext: () => kubeconfig.currentContext(),
    logger: ports.logger,
  };
  const { cloud, certificateValidity } = ports;
  const currentSignIn = (): Promise<CurrentSignIn> => kubeconfig.currentSignIn();
  const { contextList } = ports;
  const isContextListed = (contextName: string): Promise<boolean> => contextList.isListed(contextName);
  const tokenStatusBar = new TokenStatusBar({ ...shared, currentSignIn, isContextListed, cloud, certificateValidity });
  const openPorts = async (): Promise<TokenPorts> => ({
    ...shared,
    vscodeContext: (cluster) => kubeconfig.vscodeContext(cluster),
    groupNames: await ports.groupNames(),
    isContextListed,
    tokenStatusBar,
    forgetFailures: () => ports.kubectlSignIn.forgetFailures(),
  });
  void tokenStatusBar.refresh();
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
      tokenStatusBar,
      ...[onDidChangeAccount, kubeconfig.onDidChangeFiles, contextList.onDidChange].map((onDidChange) =>
        onDidChange(() => {
          void tokenStatusBar.refresh();
        }),
      ),
    ],
  };
}
