import type { Stage } from './stage.ts';

/** The settings, and what the checks of the setup look like. */
export async function settingScenes({ workbench, shoot }: Stage): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Preferences: Open User Settings');
  const editor = page.locator('.settings-editor');
  await editor.waitFor();
  await page.keyboard.type('@ext:aks-entra.aks-entra');
  await editor.locator('.setting-item-contents', { hasText: 'Kubeconfig Guard' }).first().waitFor();
  await shoot('settings');
  // What a machine decides for itself; on a desktop it stands among the others.
  await editor.locator('.settings-tabs-widget .action-label', { hasText: 'Remote' }).click();
  await editor.locator('.setting-item-contents', { hasText: 'Default Login Mode' }).first().waitFor();
  await shoot('settings-of-machine');
  await page.locator('.monaco-modal-editor-block .action-label.codicon-close').click();

  await workbench.runCommand('AKS Entra: Check My AKS Setup');
  // Below the clusters and the kubeconfig.
  await page.locator('.sidebar .pane').nth(2).waitFor();
  await workbench.waitUntilIdle();
  await shoot('checks', { sideBar: true });
}
