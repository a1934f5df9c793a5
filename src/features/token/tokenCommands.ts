import type * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { CurrentContext } from '../../core/entra/tokenTarget.ts';
import type { Logger } from '../../core/logger.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { TokenPorts } from './refreshToken.ts';
import { TokenStatusBar } from './tokenStatusBar.ts';

interface TokenRoomPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  readonly groupNames: () => Promise<GroupNames>;
  readonly kubeconfig: {
    currentContext(): Promise<CurrentContext | undefined>;
    readonly onDidChangeFiles: vscode.Event<unknown>;
  };
  /** A kubectl that was refused for want of a sign-in may ask again after one. */
  readonly kubectlSignIn: { forgetFailures(): Promise<void> };
  readonly logger: Logger;
}

/** The token that kubectl's current context uses: how long it lasts, and how to get a new one. */
export function tokenCommands(ports: TokenRoomPorts): Room<'aksEntra.refreshToken' | 'aksEntra.showTokenActions'> & {
  readonly openPorts: () => Promise<TokenPorts>;
} {
  const { kubeconfig, onDidChangeAccount } = ports;
  const shared = {
    signIn: ports.signIn,
    currentContext: () => kubeconfig.currentContext(),
    armScope: () => ports.cloud().armScope,
    logger: ports.logger,
  };
  const tokenStatusBar = new TokenStatusBar(shared);
  const openPorts = async (): Promise<TokenPorts> => ({
    ...shared,
    groupNames: await ports.groupNames(),
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
      onDidChangeAccount(() => {
        void tokenStatusBar.refresh();
      }),
      kubeconfig.onDidChangeFiles(() => {
        void tokenStatusBar.refresh();
      }),
    ],
  };
}
