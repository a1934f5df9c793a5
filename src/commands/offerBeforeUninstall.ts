import * as vscode from 'vscode';
import { usesPlugin } from '../core/kubeconfig/usesPlugin.ts';
import { readKubeconfigs } from '../ui/pickContext.ts';
import { quotedNames } from '../ui/quotedNames.ts';
import type { ConvertLoginPorts } from './convertLogin.ts';

/** For who has just uninstalled the extension, while it still runs: the contexts that would break. */
export async function offerBeforeUninstall({ kubeconfigs }: Pick<ConvertLoginPorts, 'kubeconfigs'>): Promise<void> {
  const { contexts } = await readKubeconfigs(kubeconfigs);
  const ours = contexts.filter(usesPlugin);
  if (ours.length === 0) return;
  const convert = 'Convert to kubelogin…';
  const chosen = await vscode.window.showWarningMessage(
    `AKS Entra is uninstalled when VS Code starts anew. ${quotedNames(ours.map(({ contextName }) => contextName))} ` +
      `${ours.length === 1 ? 'signs' : 'sign'} in through it and will not work then.`,
    convert,
    'Leave As They Are',
  );
  if (chosen === convert) await vscode.commands.executeCommand('aksEntra.stopVscodeSignIn');
}
