import * as vscode from 'vscode';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { runAndReport } from '../../ui/errorNotification.ts';

interface RestrictPermissionsPorts {
  readonly facts: KubeconfigFileFacts;
  /** To look again afterwards. */
  readonly diagnostics: { refresh(): void };
  readonly logger: Logger;
}

/** The quick fix for a kubeconfig that others may read; it asks for nothing, since it takes rights away only. */
export async function restrictPermissions(
  { facts, diagnostics, logger }: RestrictPermissionsPorts,
  argument: unknown,
): Promise<void> {
  if (!(argument instanceof vscode.Uri) || argument.scheme !== 'file') {
    return;
  }
  const path = argument.fsPath;
  const undo = await facts.restrictPermissions(path);
  diagnostics.refresh();
  void runAndReport(logger, 'After the change of permissions', async () => {
    const button = l10n`Undo`;
    if (
      (await vscode.window.showInformationMessage(l10n`Only you can read ${withTilde(path)} now.`, button)) === button
    ) {
      await undo();
      diagnostics.refresh();
    }
  });
}
