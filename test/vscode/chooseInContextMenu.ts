import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly.ts';

/**
 * Opens the context menu of an element and chooses an entry by its exact label.
 *
 * @param whileOpen what happens between the two
 */
export async function chooseInContextMenu(
  page: Page,
  element: Locator,
  entry: string,
  whileOpen?: () => Promise<void>,
): Promise<void> {
  await element.click({ button: 'right' });
  const menu = page.locator('.monaco-menu');
  const action = menu.locator('.action-label', { hasText: exactly(entry) }).first();
  await action.waitFor();
  // VS Code ignores a click that follows the one that opened the menu too soon.
  await page.waitForTimeout(200);
  await whileOpen?.();
  await action.click();
  await menu.waitFor({ state: 'hidden' });
}
