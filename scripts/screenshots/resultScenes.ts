import { answerCredentialPickers } from '../../test/e2e/getAksCredentials.ts';
import type { Stage } from './stage.ts';

const added = 'vault-prod';

/** What came out of it: the result, the question of the guard, several failures. */
export async function resultScenes({ started, workbench, kubeconfig, startText, shoot }: Stage): Promise<void> {
  const { tree, quickPick, notifications } = workbench;
  // Where the focus is on the bell, a hover of the bell lies over what comes.
  await workbench.runCommand('AKS Entra: Focus on AKS clusters View');
  await tree.inlineAction(added, 'Get AKS credentials');
  await answerCredentialPickers(workbench, { cluster: added, format: 'exec', loginMode: 'vscode' });
  await notifications.waitFor(/kubectl now uses/);
  await workbench.kubeconfigTree.row(new RegExp(`^${added}, current context`)).waitFor();
  await shoot('result');
  await notifications.clear();

  // As another program would that read the file before.
  kubeconfig.write(startText);
  const question = await notifications.waitFor('is no longer in');
  await shoot('guard');
  await question.press('It’s Fine');

  started.simulator.faults.set({ kind: 'forbidden', path: 'listClusterUserCredential' });
  await workbench.runCommand('Get AKS credentials');
  await quickPick.waitForTitle('Get AKS credentials');
  await workbench.waitUntilIdle();
  await quickPick.choose('Several clusters…');
  await quickPick.waitForTitle('Get AKS credentials for several clusters');
  for (const cluster of ['payments-prod', 'orders-prod', 'legacy-web', 'store']) {
    await quickPick.choose(cluster);
  }
  await shoot('several');
  await quickPick.input().press('Enter');
  await quickPick.choose('VS Code sign-in');
  const failures = await notifications.waitFor('4 of 4 clusters gave no credential');
  await shoot('failures');
  await failures.press('Show All');
  await workbench.page.getByRole('tab', { name: 'Clusters without credential' }).waitFor();
  await notifications.clear();
  await shoot('failures-all');
  await workbench.runCommand('View: Close All Editors');
  started.simulator.faults.clear();
}
