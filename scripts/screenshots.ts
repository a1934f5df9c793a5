import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { answerCredentialPickers, answerFallback } from '../test/e2e/getAksCredentials.ts';
import { startSimulatedVsCode } from '../test/vscode/startSimulatedVsCode.ts';

/** Makes the README's pictures anew, from the built .vsix in a real VS Code against the simulated Azure. */
const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'media', 'readme');
const cluster = 'payments-prod';
const sideBarWidth = 640;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

await mkdir(folder, { recursive: true });
const started = await startSimulatedVsCode({
  vsix: [path.join(root, 'dist', 'aks-entra.vsix')],
  // The hover of the status bar is one of the pictures.
  settings: { 'workbench.hover.delay': 200, 'workbench.tips.enabled': false },
});
try {
  const workbench = await started.openFresh();
  const { page, quickPick, tree, notifications } = workbench;
  const picture = async (name: string, clip: Area): Promise<void> => {
    await page.screenshot({ path: path.join(folder, `${name}.png`), clip, animations: 'disabled' });
    console.log(`media/readme/${name}.png`);
  };

  await workbench.openViewContainer('AKS Entra');
  await workbench.signIn('ada@contoso.com');
  await tree.item('store').waitFor();
  await tree.collapse('Contoso Retired');
  // The picture is of the clusters.
  await page.locator('.sidebar .pane-header[aria-label^="Kubeconfig"]').click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await widenSideBar(page);
  await tree.expand(cluster);
  await tree.expand('Admin groups');
  await tree.item('aks-admins').waitFor();
  await page.mouse.move(900, 300);
  await picture('tree', { x: 0, y: 30, width: sideBarWidth + 8, height: 740 });

  await workbench.runCommand('Get AKS credentials');
  await quickPick.waitForTitle('Get AKS credentials');
  await quickPick.filter('prod');
  await quickPick.row(cluster).waitFor();
  await page.mouse.move(0, 0);
  await picture('picker', { x: 335, y: 0, width: 612, height: 330 });

  await quickPick.choose(cluster);
  await answerCredentialPickers(workbench, { cluster, format: 'exec', loginMode: 'vscode' });
  await answerFallback(workbench, 'Nothing');
  await notifications.waitFor(/kubectl now uses/);
  await workbench.waitForStatusBarLabel('tokenExpiry', new RegExp(`AKS token for ${cluster}`));
  await picture('result', { x: 780, y: 620, width: 500, height: 180 });

  await notifications.clear();
  await workbench.statusBarItem('tokenExpiry').hover();
  await page.locator('.workbench-hover', { hasText: 'Audience' }).waitFor();
  await picture('statusbar', { x: 780, y: 620, width: 500, height: 180 });
} finally {
  await started.close();
}

async function widenSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) {
    throw new Error('The side bar is not shown.');
  }
  const edge = box.x + box.width;
  await page.mouse.move(edge, 500);
  await page.mouse.down();
  await page.mouse.move(edge + 50, 500);
  await page.mouse.move(sideBarWidth, 500);
  await page.mouse.up();
}
