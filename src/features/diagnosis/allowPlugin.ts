import * as vscode from 'vscode';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { confirmChange } from '../decisions/confirmChange.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { runAndReport } from '../../ui/errorNotification.ts';

export interface AllowPluginPorts {
  readonly pluginAllowlist: PluginAllowlist;
  /** To look again afterwards. */
  readonly diagnostics: { refresh(): void };
  readonly logger: Logger;
}

const title = l10n`Add to kubectl’s allowlist`;

/** Puts our plugin on the allowlist of kubectl’s preferences, after showing what changes there. */
export async function allowPlugin({ pluginAllowlist, diagnostics, logger }: AllowPluginPorts): Promise<void> {
  const refusal = await pluginAllowlist.refusal();
  if (refusal?.change === undefined) {
    const message =
      refusal?.message ?? l10n`kubectl’s preferences do not keep AKS Entra from running; nothing was changed.`;
    void vscode.window.showInformationMessage(withTilde(message));
    return;
  }
  const { change } = refusal;
  await confirmChange({ accept: title, notes: [] }, [change]);
  const undo = await pluginAllowlist.allow(change);
  logger.info(`Added the plugin to the allowlist in ${change.path}`);
  diagnostics.refresh();
  void runAndReport(logger, 'After the change of kubectl’s allowlist', async () => {
    const button = l10n`Undo`;
    const message = l10n`kubectl may run AKS Entra now: it is on the allowlist in ${withTilde(change.path)}.`;
    if ((await vscode.window.showInformationMessage(message, button)) === button) {
      await undo();
      diagnostics.refresh();
    }
  });
}
