import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answerCredentialPickers, answerFallback } from '../../test/e2e/getAksCredentials.ts';
import { fabrikam } from '../../test/simulator/scenarios/people.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import { chooseTheme, resetSideBar, root, sideBarWidth, startPictured, themes, windowSize } from './picturedVsCode.ts';

/** Not part of the repository: somebody looks at them. */
const folder = path.join(root, 'out', 'themes');

const current = 'payments-prod';

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- {name: lab, cluster: {server: "https://lab.example:443"}}
contexts:
- name: lab
  context: {cluster: lab, user: lab-admin, namespace: shop}
- {name: gone, context: {cluster: gone, user: lab-admin}}
users:
- name: lab-admin
  user: {token: not-a-token}
`;

/** What is to be seen of the side bar and the window, in each of VS Code's four themes. */
export async function themePictures(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const started = await startPictured();
  try {
    addStates(started);
    await mkdir(path.dirname(started.kubeconfigFile), { recursive: true });
    await writeFile(started.kubeconfigFile, kubeconfig, { mode: 0o600 });
    const workbench = await started.openFresh();
    await workbench.page.setViewportSize(windowSize);
    await workbench.openViewContainer('AKS Entra');
    await resetSideBar(workbench);
    for (const theme of themes) {
      await chooseTheme(workbench, theme);
      await picture(workbench, theme, 'signed-out');
    }
    started.simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId });
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item('Contoso Development').waitFor();
    await workbench.waitUntilIdle();
    // Rows further down are not drawn.
    await workbench.tree.collapse('Contoso Development');
    await workbench.tree.row(/^Tenant Fabrikam, needs sign-in/).waitFor();
    for (const theme of themes) {
      await chooseTheme(workbench, theme);
      await picture(workbench, theme, 'needs-sign-in');
    }
    started.simulator.faults.clear();
    await workbench.tree.inlineAction('Fabrikam', 'Sign In to This Tenant');
    await workbench.tree.item('store').waitFor();
    await workbench.tree.inlineAction(current, 'Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: current, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(/kubectl now uses/);
    for (const theme of themes) {
      await workbench.notifications.clear();
      await chooseTheme(workbench, theme);
      await scenes(workbench, theme);
    }
  } finally {
    await started.close();
  }
}

/** So that there is a cluster in each state that has an icon of its own. */
function addStates({ simulator }: SimulatedVsCode): void {
  const states: Readonly<Record<string, string>> = {
    'nogroups-dev': 'Deleting',
    'norbac-lab': 'Creating',
    'autopilot-dev': 'Canceled',
  };
  for (const { name, arm } of simulator.directory.scenario.clusters) {
    const provisioningState = states[name];
    if (provisioningState !== undefined) {
      arm.properties.provisioningState = provisioningState;
    }
  }
}

async function scenes(workbench: Workbench, theme: string): Promise<void> {
  const { page, tree, quickPick, notifications } = workbench;
  // What is above is folded first: rows further down are not drawn.
  await tree.collapse('Contoso Production');
  await tree.expand('Contoso Development');
  await picture(workbench, theme, 'states');
  await tree.item('legacy-web').click();
  await picture(workbench, theme, 'states-selected');
  // A click opens it too.
  await tree.collapse('legacy-web');
  await tree.collapse('Contoso Development');
  await tree.expand('Contoso Production');
  await tree.expand(current);
  await tree.expand('Admin groups');
  await tree.item('aks-admins').waitFor();
  await picture(workbench, theme, 'facts');
  await tree.item('Tenant').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy ID' }).waitFor();
  await picture(workbench, theme, 'copy');
  await page.keyboard.press('Escape');
  await tree.collapse(current);
  await workbench.kubeconfigTree.expand(current);
  await picture(workbench, theme, 'kubeconfig');
  await workbench.kubeconfigTree.collapse(current);
  await tree.inlineAction('vault-prod', 'Get AKS credentials');
  await quickPick.waitForTitle('Login mode for vault-prod');
  await picture(workbench, theme, 'login-mode');
  await quickPick.cancel();
  await notifications.clear();
}

/** The whole window, and its side bar alone. */
async function picture({ page }: Workbench, theme: string, scene: string): Promise<void> {
  const name = `${scene}-${theme.toLowerCase().replaceAll(' ', '-')}`;
  await page.mouse.move(900, 300);
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  const box = await page.locator('.part.sidebar').boundingBox();
  const width = (box?.x ?? 0) + sideBarWidth;
  const clip = { x: 0, y: 0, width, height: windowSize.height };
  await page.screenshot({ path: path.join(folder, `${name}-300.png`), clip, animations: 'disabled' });
  console.log(`out/themes/${name}.png`);
}
