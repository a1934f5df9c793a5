import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly.ts';

/** Opens the context menu of an element and chooses an entry by its exact label. */
export async function chooseInContextMenu(page: Page, element: Locator, entry: string): Promise<void> {
  await element.click({ button: 'right' });
  const menu = page.locator('.monaco-menu');
  const action = menu.locator('.action-label', { hasText: exactly(entry) }).first();
  await action.waitFor();
  // VS Code ignores a click that follows the one that opened the menu too soon, on a busy machine a later one too.
  for (let attempts = 1; await menu.isVisible(); attempts += 1) {
    if (attempts > 5) throw new Error(`The menu stays open after a click on ${entry}.`);
    await page.waitForTimeout(200 * attempts);
    if (attempts % 2 === 1) await action.click({ timeout: 1_000 }).catch(() => undefined);
    else await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'hidden', timeout: 1_000 }).catch(() => undefined);
  }
}
