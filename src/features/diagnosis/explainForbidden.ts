import * as vscode from 'vscode';
import { unlessAborted } from '../../core/cancellation.ts';
import { accountOf, tokenTarget } from '../../core/entra/tokenTarget.ts';
import { currentContextOf } from '../../core/kubeconfig/currentContext.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import { quotedName } from '../../core/quotedNames.ts';
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
  const { signIn, groupNames, armScope, currentContext } = ports;
  const isOwnTerminal = terminalKubeconfig !== undefined;
  const text = terminalKubeconfig === undefined ? undefined : await kubeconfigs.read(terminalKubeconfig);
  const context = text === undefined ? await currentContext() : currentContextOf(readContexts([text]));
  const target = tokenTarget(context, armScope());
  const { purpose, tenantId, scope } = target;
  if (scope === armScope()) {
    const what =
      context === undefined
        ? 'kubectl has no current context.'
        : `kubectl’s current context ${quotedName(context.contextName)} does not sign in with managed Microsoft Entra ID.`;
    void vscode.window.showInformationMessage(
      `${what} No token that VS Code could renew decides here: look at the user that kubectl’s message names, ` +
        'and at its roles in the cluster.',
    );
    return;
  }
  const account = await accountOf(signIn, target);
  const refresh = 'Refresh Token Now';
  if (account === undefined) {
    await refreshTokenFor(ports, target);
    return;
  }
  const sentence = await withProgress(`Reading the token for ${purpose}`, async (signal) => {
    const token = await unlessAborted(signal, () => signIn.token({ account, tenantId, scope, interaction: 'allowed' }));
    return tokenSentence(groupNames, account, token.tenantId ?? tenantId, token);
  });
  const chosen = await vscode.window.showWarningMessage(
    `${isOwnTerminal ? '' : 'kubectl’s current context is '}${purpose}, for ${account.label}. The token ${sentence}. ` +
      'If you joined a group or activated a role after that, refresh the token; else ask for a role or a binding.',
    refresh,
  );
  if (chosen === refresh) {
    await refreshTokenFor(ports, target);
  }
}
