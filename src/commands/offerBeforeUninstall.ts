import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { usesPlugin } from '../core/kubeconfig/usesPlugin.ts';
import { readKubeconfigs } from '../ui/pickContext.ts';
import { quotedNames } from '../ui/quotedNames.ts';
import type { ConvertLoginPorts } from './convertLogin.ts';
import { convertToKubelogin } from './stopVscodeSignIn.ts';

/** Of several windows, the one in front asks; the others find this in the memory that VS Code shares between them. */
const askedOnKey = 'aksEntra.askedBeforeUninstallOnMs';
const unfocusedForMs = 3_000;
const askedForMs = 10 * 60_000;

/**
 * Offers to convert the contexts that break when the extension is gone. VS Code tells no extension that it is being
 * uninstalled, but leaves it running until the window is reloaded, and it leaves a mark.
 */
export async function offerBeforeUninstall(ports: ConvertLoginPorts): Promise<void> {
  if (!vscode.window.state.focused) await delay(unfocusedForMs);
  const { contexts } = await readKubeconfigs(ports.kubeconfigs);
  const breaking = contexts.filter(usesPlugin).map(({ contextName }) => contextName);
  if (breaking.length === 0 || Date.now() - ports.memory.get(askedOnKey, 0) < askedForMs) return;
  await ports.memory.update(askedOnKey, Date.now());
  const convert = 'Convert to kubelogin…';
  const chosen = await vscode.window.showWarningMessage(
    `AKS Entra is uninstalled. Once VS Code reloads, kubectl cannot sign in through it any more for ${quotedNames(breaking)}.`,
    convert,
  );
  if (chosen === convert) {
    await convertToKubelogin(ports);
  }
}
