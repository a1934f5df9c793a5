import * as vscode from 'vscode';
import { unlessAborted } from '../../core/cancellation.ts';
import { forbiddenWithoutToken, forbiddenWithToken } from '../../core/diagnosis/forbiddenSentences.ts';
import { accountOf, tokenTarget } from '../../core/entra/tokenTarget.ts';
import { currentContextOf } from '../../core/kubeconfig/currentContext.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { tokenSentence } from '../token/tokenSentence.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { refreshTokenFor, type TokenPorts } from '../token/refreshToken.ts';

/**
 * Says what the token knew when a cluster answered Forbidden, and offers a new one.
 *
 * @param terminalKubeconfig of a terminal that knows one context only; others use the current context
 */
export async function explainForbidden(
  ports: TokenPorts,
  terminalKubeconfig: string | undefined,
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
): Promise<void> {
  const { signIn, groupNames, currentContext } = ports;
  const isOwnTerminal = terminalKubeconfig !== undefined;
  const text = terminalKubeconfig === undefined ? undefined : await kubeconfigs.read(terminalKubeconfig);
  const context = text === undefined ? await currentContext() : currentContextOf(readContexts([text]));
  const target = tokenTarget(context);
  if (target === undefined) {
    void vscode.window.showInformationMessage(forbiddenWithoutToken(context));
    return;
  }
  const { purpose, tenantId, scope } = target;
  const account = await accountOf(signIn, target);
  const refresh = l10n`Refresh Token Now`;
  if (account === undefined) {
    await refreshTokenFor(ports, target);
    return;
  }
  const says = await withProgress(l10n`Reading the token for ${purpose}`, async (signal) => {
    const token = await unlessAborted(signal, () => signIn.token({ account, tenantId, scope, interaction: 'allowed' }));
    return tokenSentence(groupNames, account, token.tenantId ?? tenantId, token);
  });
  const chosen = await vscode.window.showWarningMessage(
    forbiddenWithToken({ purpose, accountLabel: account.label, says, isOwnTerminal }),
    refresh,
  );
  if (chosen === refresh) {
    await refreshTokenFor(ports, target);
  }
}
