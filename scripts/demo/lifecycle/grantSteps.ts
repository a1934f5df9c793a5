import { getAksCredentials } from '../../../test/e2e/getAksCredentials.ts';
import { clusterPath } from '../../../test/simulator/armClient.ts';
import { ben } from '../../../test/simulator/scenarios/people.ts';
import { accessToken, callSimulator } from '../../../test/simulator/simulatorClient.ts';
import type { SimulatedVsCode } from '../../../test/vscode/startSimulatedVsCode.ts';
import type { DemoStep } from '../demoStep.ts';
import { dialogText, toldResult } from '../whatIsSeen.ts';

const cluster = 'legacy-web';
const context = ['--context', cluster];
const namespace = 'default';
const isForbidden = /forbidden/i;
const makesHimselfAdmin = [
  'create',
  'rolebinding',
  'more',
  '--clusterrole=admin',
  `--user=${ben.upn}`,
  '-n',
  namespace,
];

/** A colleague who is in no group comes in, as far as the grant says and no further. */
export const grantSteps: readonly DemoStep[] = [
  {
    title: `${ben.displayName} may not even fetch a credential of ${cluster}: grant him view on the namespace ${namespace}`,
    async run({ workbench, started }, say) {
      const { quickPick } = workbench;
      say(`Ben’s request for a credential: ${await fetchedByBen(started)}`);
      await workbench.tree.contextMenu(cluster, 'Grant Access…');
      await quickPick.filter('Ortega');
      await quickPick.row(ben.displayName).click();
      await quickPick.choose('A namespace…');
      await quickPick.row(namespace).click();
      await quickPick.row('view').click();
      await quickPick.row('Grant…').waitFor();
      await workbench.screenshot('lifecycle-grant');
      await quickPick.choose('Grant…');
      await workbench.modal().waitFor();
      say(`dialog:       ${await dialogText(workbench)}`);
      await workbench.screenshot('lifecycle-grant-question');
      await workbench.clickInModal('Grant');
      say(
        `notification: ${await toldResult(workbench, /“Ben Ortega” was granted view in the namespace/, 'lifecycle-result')}`,
      );
      say(`Ben’s request for a credential: ${await fetchedByBen(started)}`);
    },
  },
  {
    title: `${ben.upn} signs in, and kubectl does for him exactly that`,
    async run({ workbench, terminal }, say) {
      await workbench.runCommand('AKS Entra: Sign In to Azure');
      await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
      await workbench.clickInModal('Allow');
      await workbench.quickPick.choose('Sign in to another account');
      await workbench.completeSignIn(ben.upn);
      // Beside Ada’s, and before them.
      await workbench.tree.row(/^Account ben@contoso\.com, \d+ clusters/).waitFor();
      await workbench.waitUntilIdle();
      await getAksCredentials(workbench, { cluster, format: 'exec', loginMode: 'vscode' });
      await workbench.decide('accept');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/, 'lifecycle-result')}`);
      say(await terminal.output([...context, 'auth', 'whoami'], ben.upn));
      say(await terminal.output([...context, 'get', 'services', '-n', namespace], 'kubernetes'));
      say(await terminal.refusal([...context, 'get', 'services', '-n', 'kube-system'], isForbidden));
      say(await terminal.refusal([...context, ...makesHimselfAdmin], isForbidden));
      say(await terminal.refusal([...context, 'get', 'nodes'], isForbidden));
    },
  },
];

/** As ARM answers it. */
async function fetchedByBen({ simulator }: SimulatedVsCode): Promise<string> {
  const url = `https://management.azure.com${clusterPath('rg-legacy', cluster)}/listClusterUserCredential?api-version=2025-10-01`;
  const token = await accessToken(simulator, { upn: ben.upn });
  const { status, body } = await callSimulator(simulator, url, { method: 'POST', token });
  return status === 200 ? '200, and a kubeconfig' : `${status} ${/"code":\s*"(\w+)"/.exec(body)?.[1] ?? ''}`;
}
