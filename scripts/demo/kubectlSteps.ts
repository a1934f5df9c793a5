import { readFile } from 'node:fs/promises';
import { getAksCredentials } from '../../test/e2e/getAksCredentials.ts';
import { aksAdmins, ben } from '../../test/simulator/scenarios/people.ts';
import { account, type DemoStep, managed, withoutEntra } from './demoStep.ts';
import { toldResult } from './whatIsSeen.ts';

const nodesOf = (cluster: string): readonly string[] => ['--context', cluster, 'get', 'nodes'];

/** What the real kubectl makes of it, outside VS Code. */
export const kubectlSteps: readonly DemoStep[] = [
  {
    title: 'The real kubectl accepts the merged kubeconfig',
    async run({ terminal, started }, say) {
      say(await terminal.output(['config', 'get-contexts']));
      const view = await terminal.output(['config', 'view']);
      say(`kubectl config view: ${view.split('\n').length} lines, accepted`);
      const text = await readFile(started.kubeconfigFile, 'utf8');
      if (!text.includes('aks-entra/plugin') || !text.includes('auth-provider')) {
        throw new Error('A credential is missing.');
      }
    },
  },
  {
    title: `The real kubectl lists the nodes of ${withoutEntra}`,
    async run({ terminal }, say) {
      say(await terminal.output(nodesOf(withoutEntra), 'aks-default-'));
    },
  },
  {
    title: `A terminal outside VS Code, without kubelogin and az: kubectl is ${account} on ${managed}`,
    async run({ terminal }, say) {
      say(await terminal.output(['--context', managed, 'auth', 'whoami'], account));
      say(await terminal.output(nodesOf(managed), 'aks-default-'));
    },
  },
  {
    title: `Another account, ${ben.upn}, who is in no admin group`,
    async run({ workbench }, say) {
      await workbench.runCommand('AKS Entra: Sign In to Azure');
      await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
      await workbench.clickInModal('Allow');
      await workbench.quickPick.choose('Sign in to another account');
      await workbench.completeSignIn(ben.upn);
      await workbench.tree.row(/^Account ben@contoso\.com, \d/).waitFor();
      await workbench.waitUntilIdle();
      await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
      await workbench.decide('accept');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
    },
  },
  {
    title: 'kubectl gets the real Forbidden; then Ben joins the group, and “Refresh Token Now” makes it work',
    async run({ workbench, started, terminal }, say) {
      say(await terminal.refusal(nodesOf(managed), /\(Forbidden\)/));
      started.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, true);
      say(`(Ben is a member of ${aksAdmins.displayName} now)`);
      await workbench.tree.contextMenu(managed, 'Refresh Token Now');
      say(`notification: ${await toldResult(workbench, /^The new token for/)}`);
      say(await terminal.output(nodesOf(managed), 'aks-default-'));
    },
  },
];
