import * as vscode from 'vscode';
import { checkSentences } from '../../core/checks/checkTexts.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { checkFrom } from './checkNodes.ts';
import type { ChecksView } from './checksView.ts';
import { mend } from './mendCheck.ts';

/** Shows a row's sentences whole, which the view cuts off at its edge, with what helps. */
export async function showCheck(view: Pick<ChecksView, 'repeat' | 'shown'>, argument: unknown): Promise<void> {
  const node = checkFrom(argument);
  if (node === undefined || node.kind === 'remedy') {
    return;
  }
  const { state, remedies = [] } = node.row;
  const text = withTilde(checkSentences(node.row));
  const titles = remedies.slice(0, 3).map((remedy) => remedy.title);
  const chosen = await (state === 'error'
    ? vscode.window.showErrorMessage(text, ...titles)
    : state === 'warning'
      ? vscode.window.showWarningMessage(text, ...titles)
      : vscode.window.showInformationMessage(text, ...titles));
  const remedy = remedies.find((one) => one.title === chosen);
  if (remedy !== undefined) {
    await mend(view, remedy);
  }
}
