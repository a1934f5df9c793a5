import type { Workbench } from './workbench.ts';

const limitMs = 20_000;

/**
 * Types a path into the file dialog that VS Code has in a browser. While it reads a folder, it overwrites what is typed
 * and ignores clicks, and nothing shows when it is done; so this goes on until the dialog has taken the path.
 *
 * @param title of the dialog; one with another title may follow, which asks whether to replace a file
 */
export async function answerFileDialog({ page, quickPick }: Workbench, title: string, path: string): Promise<void> {
  await quickPick.waitForTitle(title);
  const dialog = page.locator('.quick-input-widget');
  const heading = dialog.locator('.quick-input-title', { hasText: title });
  const ok = dialog.locator('.quick-input-action .monaco-button').first();
  const deadline = performance.now() + limitMs;
  while (await heading.isVisible()) {
    if (performance.now() > deadline) {
      throw new Error(`The dialog “${title}” does not take ${path}.`);
    }
    if ((await quickPick.input().inputValue()) === path) {
      // It may close meanwhile, of the click before.
      await ok.click({ timeout: 1_000 }).catch(() => undefined);
      await heading.waitFor({ state: 'hidden', timeout: 500 }).catch(() => undefined);
    } else {
      await quickPick.input().fill(path);
      await page.waitForTimeout(100);
    }
  }
}
