import os from 'node:os';
import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { postureCsv } from '../../core/posture/postureCsv.ts';
import { printable } from '../../core/printable.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { makeReport, type MakeReportPorts } from './makeReport.ts';
import type { PostureDocuments } from './postureDocuments.ts';

/**
 * Writes the report that is shown as a file for spreadsheets; where none is, one is made first.
 *
 * @throws AksEntraError where it cannot be written, or as `makeReport`; an AbortError where no file is chosen
 */
export async function exportPosture(ports: MakeReportPorts, documents: PostureDocuments): Promise<void> {
  const report = documents.current ?? (await makeReport(ports));
  const folder =
    vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri ?? vscode.Uri.file(os.homedir());
  const file = await vscode.window.showSaveDialog({
    title: l10n`Export the Entra posture as CSV`,
    saveLabel: l10n`Export`,
    defaultUri: vscode.Uri.joinPath(folder, 'entra-posture.csv'),
    filters: { CSV: ['csv'] },
  });
  if (file === undefined) {
    throw cancellation();
  }
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(postureCsv(report)));
  } catch (error) {
    throw new AksEntraError('reportWriteFailed', l10n`The report could not be written: ${messageOf(error)}`);
  }
  void vscode.window.showInformationMessage(
    l10n`The Entra posture of ${report.checked.length + report.unchecked.length} clusters is in ${printable(withTilde(file.fsPath))}.`,
  );
}
