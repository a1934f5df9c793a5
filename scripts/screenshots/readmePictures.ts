import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { answerFallback } from '../../test/e2e/getAksCredentials.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import { chooseTheme, resetSideBar, root, sideBarWidth, startPictured, windowSize } from './picturedVsCode.ts';

const folder = path.join(root, 'media', 'readme');
const cluster = 'payments-prod';
/** Beside the side bar. */
const activityBarWidth = 48;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The README's pictures, at two pixels for each of the page's: sharp on any screen. */
export async function readmePictures(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const started = await startPictured();
  try {
    const workbench = await started.openFresh({ deviceScaleFactor: 2 });
    await workbench.page.setViewportSize(windowSize);
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item('Contoso Development').waitFor();
    await workbench.waitUntilIdle();
    // Rows further down are not drawn.
    await workbench.tree.collapse('Contoso Development');
    await chooseTheme(workbench, 'Dark Modern');
    await resetSideBar(workbench);
    await stillPictures(workbench);
  } finally {
    await started.close();
  }
}

async function stillPictures(workbench: Workbench): Promise<void> {
  const { page, quickPick, tree, kubeconfigTree, notifications } = workbench;
  const picture = async (name: string, clip: Area): Promise<void> => {
    await page.screenshot({ path: path.join(folder, `${name}.png`), clip, animations: 'disabled' });
    console.log(`media/readme/${name}.png`);
  };
  const sideBar = { x: 0, y: 30, width: activityBarWidth + sideBarWidth };

  await tree.inlineAction(cluster, 'Get AKS credentials');
  await quickPick.waitForTitle(`Login mode for ${cluster}`);
  await page.mouse.move(0, 0);
  await picture('login-mode', { x: 335, y: 0, width: 612, height: 300 });
  await quickPick.choose('VS Code sign-in');
  await answerFallback(workbench, 'Nothing');
  await notifications.waitFor(/kubectl now uses/);
  await workbench.waitForStatusBarLabel('tokenExpiry', new RegExp(`AKS token for ${cluster}`));
  await page.mouse.move(900, 300);
  await picture('result', { x: 780, y: 620, width: 500, height: 180 });

  await notifications.clear();
  await workbench.statusBarItem('tokenExpiry').hover();
  await page.locator('.workbench-hover', { hasText: 'Audience' }).waitFor();
  await picture('statusbar', { x: 780, y: 620, width: 500, height: 180 });

  await tree.expand(cluster);
  await tree.expand('Admin groups');
  await tree.item('aks-admins').waitFor();
  await kubeconfigTree.expand(cluster);
  await kubeconfigTree.item('Namespace').waitFor();
  await page.mouse.move(900, 300);
  await picture('tree', { ...sideBar, height: 738 });
}
