import * as vscode from 'vscode';
import type { KubeconfigFileFacts } from '../core/diagnosis/kubeconfigFileFacts.ts';
import type { KubeconfigDiagnostics } from '../ui/kubeconfigDiagnostics.ts';

/** The quick fix for a kubeconfig that others may read; it asks for nothing, since it takes rights away only. */
export async function restrictPermissions(
  facts: KubeconfigFileFacts,
  diagnostics: KubeconfigDiagnostics,
  argument: unknown,
): Promise<void> {
  if (!(argument instanceof vscode.Uri) || argument.scheme !== 'file') {
    return;
  }
  await facts.restrictPermissions(argument.fsPath);
  diagnostics.refresh();
}
