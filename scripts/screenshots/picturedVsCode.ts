import path from 'node:path';
import { startSimulatedVsCode, type SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';

export const root = path.join(import.meta.dirname, '..', '..');

/** How wide VS Code makes its side bar by itself. */
export const sideBarWidth = 300;

export const windowSize = { width: 1280, height: 800 };

/** A VS Code with the built extension, against the simulated Azure. */
export function startPictured(): Promise<SimulatedVsCode> {
  return startSimulatedVsCode({
    vsix: [path.join(root, 'dist', 'aks-entra.vsix')],
    // A hover is in some of the pictures, and Tips would be in others.
    settings: { 'workbench.hover.delay': 200, 'workbench.tips.enabled': false },
    fewBuiltIn: true,
  });
}

/** Makes the side bar as wide as VS Code makes it by itself, whatever the last drag left. */
export async function resetSideBar({ page }: Workbench): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) {
    throw new Error('The side bar is not shown.');
  }
  const edge = box.x + box.width;
  await page.mouse.move(edge, 500);
  await page.mouse.down();
  await page.mouse.move(edge + 50, 500);
  await page.mouse.move(box.x + sideBarWidth, 500);
  await page.mouse.up();
}

export async function chooseTheme(workbench: Workbench, theme: string): Promise<void> {
  await workbench.runCommand('Preferences: Color Theme');
  const { quickPick, page } = workbench;
  await quickPick.filter(theme);
  await quickPick.row(theme).click();
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await page.mouse.move(900, 300);
}
