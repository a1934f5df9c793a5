import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation, unlessAborted } from '../../core/cancellation.ts';
import { freshToken } from '../../core/entra/freshToken.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { accountOf, tokenTarget, type CurrentContext, type TokenTarget } from '../../core/entra/tokenTarget.ts';
import { noTokenToRenew, noTokenToRenewFor } from '../../core/diagnosis/noTokenToRenew.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { contextNameOf } from '../kubeconfig/pickContext.ts';
import { tokenSentence } from './tokenSentence.ts';
import type { TokenStatusBar } from './tokenStatusBar.ts';
import { withProgress } from '../../ui/withProgress.ts';

export interface TokenPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly groupNames: GroupNames;
  readonly currentContext: () => Promise<CurrentContext | undefined>;
  /** The context through which kubectl gets VS Code's token for a cluster. */
  readonly vscodeContext: (cluster: Cluster) => Promise<CurrentContext | undefined>;
  readonly contextNamed: (contextName: string) => Promise<CurrentContext | undefined>;
  /** Whether VS Code gives kubectl a token in a context: see `isListed`. */
  readonly isContextListed: (contextName: string) => Promise<boolean>;
  readonly tokenStatusBar: Pick<TokenStatusBar, 'refresh'>;
  /** Lets a kubectl that was refused for want of a sign-in ask again. */
  readonly forgetFailures: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Gets a newly issued token for a cluster of the tree or a context of the kubeconfig, else for the current one, and tells what it says: groups and
 * activated roles travel in the token, so an older one knows nothing of them.
 */
export async function refreshToken(ports: TokenPorts, argument: unknown): Promise<void> {
  const seen = clusterFrom(argument);
  const name = contextNameOf(argument);
  const context =
    seen !== undefined
      ? await ports.vscodeContext(seen.cluster)
      : await (name === undefined ? ports.currentContext() : ports.contextNamed(name));
  // kubectl's account and tenant for the cluster need not be those that list it.
  const target = tokenTarget(context);
  if (context === undefined || target === undefined || !(await ports.isContextListed(context.contextName))) {
    const of = seen?.cluster.name ?? name;
    void vscode.window.showInformationMessage(
      of === undefined ? noTokenToRenew(context) : noTokenToRenewFor(printable(of)),
    );
    return;
  }
  await refreshTokenFor(ports, target);
}

export async function refreshTokenFor(ports: TokenPorts, target: TokenTarget): Promise<void> {
  const { signIn, groupNames, tokenStatusBar, forgetFailures, logger } = ports;
  const { purpose, tenantId, scope } = target;
  const account = (await accountOf(signIn, target)) ?? (await signIn.chooseAccount());
  if (account === undefined) {
    throw cancellation();
  }
  if (target.accountId !== undefined && account.id !== target.accountId) {
    throw new AksEntraError(
      'signInFailed',
      l10n`kubectl uses another account than ${account.label} for ${purpose}. Sign in with that one.`,
    );
  }
  const sentence = await withProgress(l10n`Refreshing the token for ${purpose}`, async (signal) => {
    try {
      const request = { account, tenantId, scope };
      const token = await unlessAborted(signal, () => freshToken(signIn, request, Date.now(), logger));
      await forgetFailures();
      return await tokenSentence(groupNames, account, token.tenantId ?? tenantId, token);
    } finally {
      await tokenStatusBar.refresh();
    }
  });
  void tell(l10n`The new token for ${purpose} ${sentence}.`);
}

/** With a button: VS Code cuts a message without one off after a line. */
async function tell(message: string): Promise<void> {
  const show = l10n`Show Token Claims`;
  if ((await vscode.window.showInformationMessage(message, show)) === show) {
    await vscode.commands.executeCommand('aksEntra.showTokenClaims');
  }
}
