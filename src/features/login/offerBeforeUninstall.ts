import * as vscode from 'vscode';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { l10n } from '../../core/l10n.ts';
import { isFirstWindow, type FirstWindow } from '../../ui/firstWindow.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import type { ConvertLoginPorts } from './convertContexts.ts';
import { convertToKubelogin } from './stopVscodeSignIn.ts';

/**
 * Offers to convert the contexts that break when the extension is gone. VS Code tells no extension that it is being
 * uninstalled, but leaves it running until the window is reloaded, and it leaves a mark.
 */
export async function offerBeforeUninstall(
  ports: ConvertLoginPorts & { readonly firstWindow: FirstWindow },
): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const breaking = kubeconfigs.facts.contexts.filter(usesPlugin).map(({ contextName }) => contextName);
  if (breaking.length === 0 || !(await isFirstWindow(ports.firstWindow, 'uninstall'))) {
    return;
  }
  const convert = l10n`Convert to kubelogin…`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`AKS Entra is uninstalled. Once VS Code reloads, kubectl cannot sign in through it any more for ${quotedNames(breaking)}.`,
    convert,
  );
  if (chosen === convert) {
    // The notification may have stood there for hours.
    const { tell } = await convertToKubelogin(ports, await readKubeconfigs(ports.kubeconfigs));
    tell();
  }
}
