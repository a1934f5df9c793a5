import type { Workbench } from './workbench.ts';

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
  const ok = dialog.getByRole('button', { name: 'OK' });
  while (await heading.isVisible()) {
    if ((await quickPick.input().inputValue()) === path) {
      await ok.click();
    } else {
      await quickPick.input().fill(path);
    }
    await page.waitForTimeout(300);
  }
}
