import { handWritten, type Stage } from './stage.ts';

const steps = [
  'Sign in with Microsoft Entra ID',
  'Get credentials for a cluster',
  'Run kubectl',
  'Find out what is wrong',
];

/** A fresh machine: both views empty, the palette, local contexts, the walkthrough. */
export async function signedOutScenes({ workbench, kubeconfig, shoot }: Stage): Promise<void> {
  const { page, quickPick } = workbench;
  await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
  await workbench.kubeconfigTree.welcome().getByRole('button', { name: 'Get AKS credentials' }).waitFor();
  await shoot('welcome', { sideBar: true });
  await page.keyboard.press('F1');
  await quickPick.filter('>aks');
  await quickPick.row('Get AKS credentials').waitFor();
  await shoot('palette');
  await quickPick.cancel();

  kubeconfig.write(handWritten);
  await workbench.kubeconfigTree.item('lab').waitFor();
  await shoot('signed-out', { sideBar: true });

  await workbench.welcome().getByText('Get Started').click();
  const walkthrough = page.locator('.gettingStartedContainer .gettingStartedSlideDetails');
  await walkthrough.getByRole('button', { name: 'Sign In to Azure' }).waitFor();
  await shoot('walkthrough-beside-side-bar');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  for (const [index, title] of steps.entries()) {
    await walkthrough.locator('.getting-started-step', { hasText: title }).click();
    await walkthrough.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
    await shoot(`walkthrough-${index + 1}`);
  }
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
}
