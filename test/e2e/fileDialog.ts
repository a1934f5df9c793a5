import type { Workbench } from '../vscode/workbench.ts';

/** Answers VS Code's own file dialog, which in a browser is a kind of quick pick. */
export async function answerFileDialog(workbench: Workbench, title: string, file: string): Promise<void> {
  const { quickPick } = workbench;
  await quickPick.waitForTitle(title);
  const widget = workbench.page.locator('.quick-input-widget');
  // The dialog writes its folder into the input when it has listed it.
  await widget.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await quickPick.input().fill(file);
  const dialog = widget.locator('.quick-input-title', { hasText: title });
  for (let attempt = 0; ; attempt += 1) {
    await widget.locator('.quick-input-action .monaco-button').first().click();
    try {
      await dialog.waitFor({ state: 'hidden', timeout: 3_000 });
      return;
    } catch (error) {
      // A click is lost while the dialog lists the folder of what was typed.
      if (attempt === 3) {
        throw error;
      }
    }
  }
}
