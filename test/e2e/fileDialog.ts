import type { Workbench } from '../vscode/workbench.ts';

/** Answers VS Code's own file dialog (in a browser a kind of quick pick); it asks before a file is "replaced". */
export async function answerFileDialog(workbench: Workbench, title: string, file: string): Promise<void> {
  const { quickPick } = workbench;
  await quickPick.waitForTitle(title);
  const widget = workbench.page.locator('.quick-input-widget');
  // The dialog writes its folder into the input when it has listed it.
  await widget.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await quickPick.input().fill(file);
  await widget.locator('.quick-input-action .monaco-button, .quick-input-titlebar .monaco-button').first().click();
}
