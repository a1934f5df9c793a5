import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../vscode/workbench.ts';

/** Runs a command of kubectl's in a terminal of VS Code's, and clicks the link that its Forbidden is. */
export async function explainForbidden(workbench: Workbench, command: string): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Terminal: Create New Terminal');
  const input = page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea');
  await input.waitFor({ state: 'attached' });
  await input.focus();
  await page.keyboard.type(`clear; ${command}\n`);
  const line = page.locator('.terminal-wrapper.active .xterm-rows > div', { hasText: '(Forbidden)' }).first();
  await line.waitFor();
  await workbench.screenshot('forbidden-in-terminal');
  const box = await line.boundingBox();
  assert.ok(box);
  const y = box.y + box.height / 2;
  await page.keyboard.down('Control');
  await page.mouse.move(box.x + 100, y);
  await page.mouse.move(box.x + 110, y);
  // VS Code asks for the links of a line a moment after the mouse is on it, and shows nothing before they are there.
  await page.waitForTimeout(1_000);
  await page.mouse.click(box.x + 110, y);
  await page.keyboard.up('Control');
}

/** What a row of the list offers: a button, and no row like others. */
export function remedy({ page }: Workbench, title: string): Locator {
  return page.locator('.sidebar').getByRole('button', { name: title, exact: true }).first();
}

/** Closes the list and the terminal: VS Code would bring that back in the next suite. */
export async function closeForbidden(workbench: Workbench): Promise<void> {
  const header = workbench.page.locator('.sidebar .pane-header', { hasText: 'Why Forbidden' });
  await header.hover();
  await header.locator('.action-label[aria-label^="Close"]').click();
  await workbench.runCommand('Terminal: Kill All Terminals');
  await workbench.page.locator('.terminal-wrapper').first().waitFor({ state: 'detached' });
}
