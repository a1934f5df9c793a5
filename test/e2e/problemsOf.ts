import type { Locator } from 'playwright-core';
import type { Workbench } from '../vscode/workbench.ts';

/** The rows of the problems view, and what one click does about them. The view has to be in sight. */
export function problemsOf(workbench: Workbench) {
  const problem = (message: string | RegExp): Locator =>
    workbench.page.locator('.markers-panel .monaco-list-row', { hasText: message });

  async function quickFix(message: string | RegExp, title: string): Promise<void> {
    const { page } = workbench;
    const bulb = problem(message).locator('.codicon-lightbulb, .codicon-light-bulb, .codicon-lightbulb-autofix');
    const fix = page.locator('.monaco-menu').getByText(title).first();
    for (let attempt = 1; ; attempt += 1) {
      await problem(message).click();
      try {
        // The row's sign turns into a bulb when VS Code knows of a fix.
        await bulb.waitFor({ timeout: 4_000 });
        await page.keyboard.press('Control+.');
        await fix.waitFor({ timeout: 4_000 });
        break;
      } catch (error) {
        // Findings that were looked for anew meanwhile are other rows, which nobody has clicked yet, and have no menu.
        if (attempt === 4) {
          throw error;
        }
      }
    }
    // VS Code ignores a click that follows the opening of a menu too soon, however long that took: the keyboard has no such rule.
    await fix.hover();
    await page
      .locator('.monaco-menu .action-item.focused')
      .filter({ has: page.getByText(title) })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
  }

  return { problem, quickFix };
}
