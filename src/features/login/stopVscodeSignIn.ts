import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { l10n } from '../../core/l10n.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { toolsForPickers } from '../kubeconfig/installedTools.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { convertContexts, type Converted, type ConvertLoginPorts } from './convertContexts.ts';
import { pickLoginMode } from './pickLoginMode.ts';
import { removalDetail } from './removalDetail.ts';

/**
 * For who uninstalls the extension or does without VS Code's sign-in: converts the contexts that would break to
 * kubelogin, then removes kubectl's plugin.
 */
export async function stopVscodeSignIn(ports: ConvertLoginPorts): Promise<void> {
  const { kubeconfigs, tell } = await convertToKubelogin(ports, await readKubeconfigs(ports.kubeconfigs));
  const isRemoved = await confirmRemoval(kubeconfigs.facts.contexts.filter(usesPlugin))
    .then(() => ports.kubectlSignIn.remove())
    .catch((error: unknown) => {
      tell();
      throw error;
    });
  // Undo would lead contexts to a plugin that is gone.
  if (!isRemoved) {
    tell();
  }
  ports.logger.info(isRemoved ? 'Removed kubectl’s plugin.' : 'kubectl’s plugin stays: another window uses it.');
  void vscode.window.showInformationMessage(
    isRemoved
      ? l10n`kubectl’s plugin is removed. You can uninstall AKS Entra now.`
      : l10n`kubectl’s plugin stays, since another VS Code window uses it. Close the other windows, then run this again.`,
  );
}

/** Converts those contexts that sign in through VS Code, and that the user picks, to a mode of kubelogin. */
export async function convertToKubelogin(
  ports: ConvertLoginPorts,
  kubeconfigs: KubeconfigSnapshot,
): Promise<Converted> {
  const { contexts: all, currentContext } = kubeconfigs.facts;
  const ours = all.filter(usesPlugin);
  if (ours.length === 0) {
    return { kubeconfigs, tell: () => undefined };
  }
  const tools = toolsForPickers(ports);
  const contexts = await pickSeveral(
    l10n`Stop using VS Code sign-in`,
    l10n`Which contexts should sign in through kubelogin instead?`,
    ours.map((context) => ({
      ...contextChoice(context, context.contextName === currentContext),
      picked: true,
    })),
  );
  const mode = await pickLoginMode(contexts, tools, (offered) => offered !== 'vscode');
  return convertContexts(ports, kubeconfigs, { contexts, mode });
}

async function confirmRemoval(broken: readonly ContextFacts[]): Promise<void> {
  const isWanted = await isAccepted({
    message: l10n`Remove kubectl’s plugin of AKS Entra?`,
    detail: removalDetail(broken.map(({ contextName }) => contextName)),
    accept: l10n`Remove Plugin`,
    goBack: l10n`Keep Plugin`,
  });
  if (!isWanted) {
    throw cancellation();
  }
}
