import { readFileSync } from 'node:fs';
import type { Workbench } from './workbench.ts';

/**
 * Chooses a value of a setting in the settings editor, and waits until it is on disk: VS Code in a browser does not see
 * its settings file change.
 *
 * @param id as in package.json
 * @param heading what the editor makes of its last word
 * @param screenshot its name
 */
export async function chooseSetting(
  workbench: Workbench,
  settingsFile: string,
  { id, heading, value, screenshot }: Readonly<Record<'id' | 'heading' | 'value' | 'screenshot', string>>,
): Promise<void> {
  await workbench.runCommand('Preferences: Open User Settings');
  const editor = workbench.page.locator('.settings-editor');
  await editor.waitFor();
  await workbench.page.keyboard.type(id);
  const setting = editor.locator('.setting-item-contents', { hasText: heading }).first();
  await setting.locator('select').selectOption({ label: value });
  await setting
    .filter({ hasText: 'Modified' })
    .or(editor.locator('.setting-item-contents.is-configured'))
    .first()
    .waitFor();
  await workbench.screenshot(screenshot);
  // The editor writes a moment later, and nothing that can be seen tells when the extension host has heard of it.
  while (!readFileSync(settingsFile, 'utf8').includes(`"${id}": "${value}"`)) {
    await workbench.page.waitForTimeout(50);
  }
  await workbench.page.waitForTimeout(500);
  await workbench.page.locator('.monaco-modal-editor-block .action-label.codicon-close').click();
  await editor.waitFor({ state: 'hidden' });
}
