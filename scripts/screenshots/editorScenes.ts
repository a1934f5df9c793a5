import type { Stage } from './stage.ts';

/** A kubeconfig in the editor: lenses, hover, completion, outline. */
export async function editorScenes({ workbench, shoot }: Stage): Promise<void> {
  const { page, quickPick } = workbench;
  await workbench.runCommand('AKS Entra: Open Kubeconfig');
  await page.locator('.codelens-decoration', { hasText: 'Current context' }).waitFor();
  await shoot('editor');
  const name = page
    .locator('.view-line', { hasText: /name:\slab$/ })
    .getByText('lab')
    .last();
  await shoot('editor-hover', { hoverOf: name });
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Shift+O');
  await quickPick.filter('@');
  await quickPick.row('lab').waitFor();
  await shoot('editor-symbols');
  await quickPick.cancel();
  await workbench.runCommand('Explorer: Focus on Outline View');
  await page.locator('.outline-pane [role="treeitem"]').first().waitFor();
  await shoot('editor-outline', { sideBar: true });
  await workbench.openViewContainer('AKS Entra');

  await page.locator('.view-line').first().click();
  // What is further down is not drawn.
  await page.keyboard.press('Control+End');
  await page.locator('.view-line', { hasText: 'current-context:' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Backspace');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'payments-prod' }).waitFor();
  await shoot('editor-completion');
  await page.keyboard.press('Escape');
}
