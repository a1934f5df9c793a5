import * as vscode from 'vscode';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { clusterTokenTarget } from '../../core/clusters/clusterTokenTarget.ts';
import { cancellation, unlessAborted } from '../../core/cancellation.ts';
import { freshToken } from '../../core/entra/freshToken.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { accountOf, tokenTarget, type CurrentContext, type TokenTarget } from '../../core/entra/tokenTarget.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { tokenSentence } from './tokenSentence.ts';
import type { TokenStatusBar } from './tokenStatusBar.ts';
import { withProgress } from '../../ui/withProgress.ts';

export interface TokenPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly groupNames: GroupNames;
  readonly currentContext: () => Promise<CurrentContext | undefined>;
  readonly armScope: () => string;
  readonly tokenStatusBar: Pick<TokenStatusBar, 'refresh'>;
  /** Lets a kubectl that was refused for want of a sign-in ask again. */
  readonly forgetFailures: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Gets a newly issued token for a cluster of the tree, else for the current context, and tells what it says: groups and
 * activated roles travel in the token, so an older one knows nothing of them.
 */
export async function refreshToken(ports: TokenPorts, argument: unknown): Promise<void> {
  await refreshTokenFor(ports, targetOf(argument) ?? tokenTarget(await ports.currentContext(), ports.armScope()));
}

export async function refreshTokenFor(ports: TokenPorts, target: TokenTarget): Promise<void> {
  const { signIn, groupNames, tokenStatusBar, forgetFailures, logger } = ports;
  const { purpose, tenantId, scope } = target;
  const account = (await accountOf(signIn, target)) ?? (await signIn.chooseAccount());
  if (account === undefined) {
    throw cancellation();
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
  void vscode.window.showInformationMessage(l10n`The new token for ${purpose} ${sentence}.`);
}

function targetOf(argument: unknown): TokenTarget | undefined {
  const seen = clusterFrom(argument);
  return seen === undefined ? undefined : clusterTokenTarget(seen);
}
