import * as vscode from 'vscode';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { confirmChange } from '../kubeconfig/confirmChange.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';

export interface AllowPluginPorts {
  readonly pluginAllowlist: PluginAllowlist;
  readonly previews: PreviewDocuments;
  /** To look again afterwards. */
  readonly diagnostics: { refresh(): void };
  readonly logger: Logger;
}

const title = l10n`Add to kubectl’s allowlist`;

/** Puts our plugin on the allowlist of kubectl’s preferences, after showing what changes there. */
export async function allowPlugin({ pluginAllowlist, previews, diagnostics, logger }: AllowPluginPorts): Promise<void> {
  const refusal = await pluginAllowlist.refusal();
  if (refusal?.change === undefined) {
    const message =
      refusal?.message ?? l10n`kubectl’s preferences do not keep AKS Entra from running; nothing was changed.`;
    void vscode.window.showInformationMessage(message);
    return;
  }
  const { change } = refusal;
  await confirmChange(previews, { title, accept: l10n`Add the Entry`, notes: [] }, [change]);
  const undo = await pluginAllowlist.allow(change);
  logger.info(`Added the plugin to the allowlist in ${change.path}`);
  diagnostics.refresh();
  void runAndReport(logger, 'After the change of kubectl’s allowlist', async () => {
    const button = l10n`Undo`;
    const message = l10n`kubectl may run AKS Entra now: it is on the allowlist in ${change.path}.`;
    if ((await vscode.window.showInformationMessage(message, button)) === button) {
      await undo();
      diagnostics.refresh();
    }
  });
}
