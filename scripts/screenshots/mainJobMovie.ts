import path from 'node:path';
import sharp from 'sharp';
import { answerFallback } from '../../test/e2e/getAksCredentials.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import { chooseTheme, resetSideBar, root, startPictured } from './picturedVsCode.ts';

const file = path.join(root, 'media', 'readme', 'main-job.gif');
const cluster = 'payments-prod';
const size = { width: 1000, height: 640 };

/** The README's animated picture: from a cluster's row to `kubectl get nodes`, each step as long as it takes to be read. */
export async function mainJobMovie(): Promise<void> {
  const started = await startPictured();
  try {
    const workbench = await started.openFresh({ deviceScaleFactor: 2 });
    await workbench.page.setViewportSize(size);
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item('Contoso Development').waitFor();
    await workbench.waitUntilIdle();
    await chooseTheme(workbench, 'Dark Modern');
    await resetSideBar(workbench);
    await workbench.tree.collapse('Contoso Development');
    await film(workbench);
  } finally {
    await started.close();
  }
}

async function film(workbench: Workbench): Promise<void> {
  const { page, tree, quickPick, notifications } = workbench;
  const frames: Buffer[] = [];
  const delay: number[] = [];
  const shoot = async (ms: number): Promise<void> => {
    frames.push(await page.screenshot({ animations: 'disabled' }));
    delay.push(ms);
  };
  await tree.item(cluster).hover();
  await shoot(2_000);
  await tree.inlineAction(cluster, 'Get AKS credentials');
  await quickPick.waitForTitle(`Login mode for ${cluster}`);
  await shoot(2_500);
  await quickPick.choose('VS Code sign-in');
  await answerFallback(workbench, 'Nothing');
  await notifications.waitFor(/kubectl now uses/);
  await tree.item(cluster).hover();
  await shoot(2_500);
  await notifications.clear();
  await tree.inlineAction(cluster, 'Open Terminal on This Cluster');
  const terminal = page.locator('.terminal-wrapper.active .xterm-rows');
  // What is typed before the prompt is there would be seen twice.
  await terminal.filter({ hasText: /[#$%]\s*$/ }).waitFor();
  await page.keyboard.type('kubectl get nodes');
  await terminal.filter({ hasText: 'kubectl get nodes' }).waitFor();
  await shoot(1_500);
  await page.keyboard.press('Enter');
  await terminal.filter({ hasText: /Ready/ }).waitFor();
  await shoot(4_000);
  // Flat colours: few are enough, and dots in between would make it large.
  await sharp(frames, { join: { animated: true } })
    .gif({ delay, colours: 64, dither: 0, effort: 10 })
    .toFile(file);
  console.log('media/readme/main-job.gif');
}
