import { answerCredentialPickers, answerFallback, getAksCredentials } from '../../../test/e2e/getAksCredentials.ts';
import { account, type DemoStep, withoutEntra } from '../demoStep.ts';
import { dialogText, toldResult } from '../whatIsSeen.ts';
import { profileInAzure } from './clusterNow.ts';
import { changeEntraOf, createGroup } from './entraChange.ts';

const adminGroup = 'lab-admins';
const context = ['--context', withoutEntra];

/** From a certificate that makes everybody who has it an administrator, to people. */
export const enableSteps: readonly DemoStep[] = [
  {
    title: `${account} signs in; ${withoutEntra} has no Entra`,
    async run({ workbench, started }, say) {
      await workbench.openViewContainer('AKS Entra');
      await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
      await workbench.signIn(account);
      await workbench.tree.row(new RegExp(`^Cluster ${withoutEntra}, No Entra`)).waitFor();
      await workbench.waitUntilIdle();
      say(await rowOf(workbench.tree, withoutEntra));
      say(profileInAzure(started, withoutEntra));
    },
  },
  {
    title: `Its credential is a certificate: kubectl is nobody’s in particular`,
    async run({ workbench, terminal }, say) {
      await getAksCredentials(workbench, { cluster: withoutEntra, format: 'static certificate' });
      say(`dialog:       ${await dialogText(workbench)}`);
      await workbench.clickInModal('Write Static Credential');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/, 'lifecycle-result')}`);
      say(await terminal.output([...context, 'auth', 'whoami'], 'masterclient'));
    },
  },
  {
    title: `Enable Microsoft Entra on ${withoutEntra}, with a new admin group, ${adminGroup}`,
    async run({ workbench, started }, say) {
      const change = {
        cluster: withoutEntra,
        entry: 'Enable Microsoft Entra on a Cluster…',
        accept: 'Enable Entra',
        picture: 'lifecycle-enable',
      };
      await changeEntraOf(workbench, change, () => createGroup(workbench, adminGroup, change.picture, say), say);
      const told = await workbench.notifications.waitFor(new RegExp(`Entra is on for ${withoutEntra}`));
      say(`notification: ${await told.text()}`);
      await workbench.tree.row(new RegExp(`^Cluster ${withoutEntra}, Entra managed`)).waitFor();
      say(await rowOf(workbench.tree, withoutEntra));
      say(profileInAzure(started, withoutEntra));
    },
  },
  {
    title: `Fresh credentials, and kubectl is ${account}, cluster admin as a member of ${adminGroup}`,
    async run({ workbench, terminal }, say) {
      const told = await workbench.notifications.waitFor(new RegExp(`Entra is on for ${withoutEntra}`));
      await told.press('Get AKS credentials');
      await answerCredentialPickers(workbench, { cluster: withoutEntra, format: 'exec', loginMode: 'vscode' });
      await answerFallback(workbench, 'Nothing');
      await workbench.decision('overwrite').waitFor();
      say(`editor:       ${await workbench.activeTab()}`);
      await workbench.decide('overwrite');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/, 'lifecycle-result')}`);
      say(await terminal.output([...context, 'auth', 'whoami'], account));
      say(await terminal.output([...context, 'get', 'nodes'], 'aks-default-'));
    },
  },
];

async function rowOf(tree: { outline(): Promise<string[]> }, cluster: string): Promise<string> {
  return (await tree.outline()).find((row) => row.includes(`Cluster ${cluster},`))?.trim() ?? '';
}
