import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { packTestExtension } from '../../test/vscode/packTestExtension.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import { root, sideBarWidth, windowSize } from './picturedVsCode.ts';

/** Not part of the repository: somebody looks at them. */
export const themesFolder = path.join(root, 'out', 'themes');

/** VS Code's own, with the class that each gives to the window. */
const themes = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
} as const;

type Theme = keyof typeof themes;

const slug = (theme: string): string => theme.toLowerCase().replaceAll(' ', '-');

/** Those that are asked for; all of them where none is. */
export function wantedThemes(words: readonly string[]): readonly Theme[] {
  const all = Object.keys(themes) as Theme[];
  const wanted = all.filter((theme) => words.includes(slug(theme)));
  return wanted.length === 0 ? all : wanted;
}

/** Lets a VS Code change its theme while something is open; holds from the next page on. */
export async function installThemeSwitch({ vscode }: SimulatedVsCode): Promise<void> {
  const folder = path.join(import.meta.dirname, 'themeExtension');
  await vscode.install(await packTestExtension(folder, vscode.folder));
}

export interface ShootOptions {
  /** Whether the mouse stays where it is, over a menu. */
  readonly mouseStays?: boolean;
  /** Where the mouse rests, for its hover. */
  readonly hoverOf?: Locator;
  /** Whether the side bar is kept as a picture of its own. */
  readonly sideBar?: boolean;
}

/** Takes what is seen now, in each of the themes. */
export async function shootInThemes(
  { vscode }: SimulatedVsCode,
  workbench: Workbench,
  chosen: readonly Theme[],
  scene: string,
  { mouseStays = false, sideBar = false, hoverOf }: ShootOptions = {},
): Promise<void> {
  const { page } = workbench;
  if (!mouseStays) {
    await page.mouse.move(0, 0);
  }
  for (const theme of chosen) {
    await writeFile(path.join(vscode.homeFolder, 'theme'), theme);
    await page.locator(`.monaco-workbench.${themes[theme]}`).first().waitFor();
    // Colours of rows and editors follow a moment later, and nothing tells when they have.
    await page.waitForTimeout(250);
    if (hoverOf !== undefined) {
      // With the theme, it goes.
      await workbench.hoverText(hoverOf);
    }
    const file = path.join(themesFolder, `${scene}-${slug(theme)}`);
    await page.screenshot({ path: `${file}.png`, animations: 'disabled' });
    if (sideBar) {
      const box = await page.locator('.part.sidebar').boundingBox();
      const clip = { x: 0, y: 0, width: (box?.x ?? 0) + sideBarWidth, height: windowSize.height };
      await page.screenshot({ path: `${file}-300.png`, clip, animations: 'disabled' });
    }
  }
  console.log(`out/themes/${scene}`);
}
