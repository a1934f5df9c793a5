import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { answerFallback, getAksCredentials } from '../test/e2e/getAksCredentials.ts';
import { runKubectl, type Kubectl, type KubectlResult } from '../test/kubectl.ts';
import { aksAdmins, ben } from '../test/simulator/scenarios/people.ts';
import type { SimulatedVsCode } from '../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../test/vscode/workbench.ts';

interface DemoTools {
  readonly started: SimulatedVsCode;
  readonly workbench: Workbench;
  readonly kubectl: Kubectl;
}

interface DemoStep {
  readonly title: string;
  /** @throws Error where the step did not end as it should */
  run(tools: DemoTools, say: (line: string) => void): Promise<void>;
}

const account = 'ada@contoso.com';
const managed = 'payments-prod';
const withoutEntra = 'static-lab';

/** The main job, in order; each step says what a person would see. */
export const demoSteps: readonly DemoStep[] = [
  {
    title: 'Signed out',
    async run({ workbench }, say) {
      await workbench.openViewContainer('AKS Entra');
      const welcome = workbench.welcome();
      await welcome.getByRole('button', { name: 'Sign In to Azure' }).waitFor();
      say(`view:       ${(await welcome.innerText()).replaceAll(/\s*\n\s*/g, ' | ').trim()}`);
      say(`status bar: ${await statusBarText(workbench)}`);
    },
  },
  {
    title: `Sign in as ${account} through VS Code's own Microsoft provider`,
    async run({ workbench }, say) {
      await workbench.signIn(account);
      await workbench.tree.item('Contoso Production').waitFor();
      await workbench.tree.item('Fabrikam Platform').waitFor();
      const status = workbench.statusBarItem('tokenExpiry');
      await status.filter({ hasText: /\dm/ }).waitFor();
      say(`status bar: ${await statusBarText(workbench)}`);
    },
  },
  {
    title: 'The tree: every cluster with its Entra facts',
    async run({ workbench }, say) {
      await workbench.tree.item(managed).waitFor();
      for (const label of await workbench.tree.labels()) {
        say(label);
      }
    },
  },
  {
    title: `The facts and admin groups of ${managed}`,
    async run({ workbench }, say) {
      for (const other of ['Contoso Development', 'Contoso Retired']) {
        await workbench.tree.collapse(other);
      }
      await workbench.tree.expand(managed);
      await workbench.tree.expand('Admin groups');
      await workbench.tree.item('aks-admins').waitFor();
      const labels = await workbench.tree.labels();
      const first = labels.findIndex((label) => label.startsWith(`Cluster ${managed}`));
      const after = labels.findIndex((label, index) => index > first && label.startsWith('Cluster '));
      for (const label of labels.slice(first, after)) {
        say(label);
      }
    },
  },
  {
    title: `Get AKS credentials: ${managed}, exec format, with VS Code's own sign-in`,
    async run({ workbench }, say) {
      await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
      await answerFallback(workbench, 'Nothing');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
      const label = new RegExp(`AKS token for ${managed}`);
      say(`status bar:   ${await workbench.waitForStatusBarLabel('tokenExpiry', label)}`);
    },
  },
  {
    title: `Get AKS credentials: ${managed} again, azure format, keeping both`,
    async run({ workbench }, say) {
      await getAksCredentials(workbench, { cluster: managed, format: 'azure' });
      say(`dialog:       ${await dialogText(workbench)}`);
      await workbench.screenshot('demo-conflict');
      await workbench.clickInModal('Keep Both');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
    },
  },
  {
    title: `Get AKS credentials: ${withoutEntra}, which has no Entra`,
    async run({ workbench }, say) {
      await getAksCredentials(workbench, { cluster: withoutEntra, format: 'static certificate' });
      say(`dialog:       ${await dialogText(workbench)}`);
      await workbench.screenshot('demo-static');
      await workbench.clickInModal('Write Static Credential');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
    },
  },
  {
    title: 'The real kubectl accepts the merged kubeconfig',
    async run(tools, say) {
      const contexts = await kubectlOutput(tools, ['config', 'get-contexts']);
      say(contexts);
      const view = await kubectlOutput(tools, ['config', 'view']);
      say(`kubectl config view: ${view.split('\n').length} lines, accepted`);
      const text = await readFile(tools.started.kubeconfigFile, 'utf8');
      if (!text.includes('aks-entra/plugin') || !text.includes('auth-provider')) {
        throw new Error('A credential is missing.');
      }
    },
  },
  {
    title: `The real kubectl lists the nodes of ${withoutEntra}`,
    async run(tools, say) {
      const nodes = await kubectlOutput(tools, ['--context', withoutEntra, 'get', 'nodes']);
      say(nodes);
      if (!nodes.includes('aks-default-')) {
        throw new Error('No node is listed.');
      }
    },
  },
  {
    title: `A terminal outside VS Code, without kubelogin and az: kubectl is ${account} on ${managed}`,
    async run(tools, say) {
      const whoAmI = await kubectlOutput(tools, ['--context', managed, 'auth', 'whoami']);
      say(whoAmI);
      const nodes = await kubectlOutput(tools, ['--context', managed, 'get', 'nodes']);
      say(nodes);
      if (!whoAmI.includes(account) || !nodes.includes('aks-default-')) {
        throw new Error('kubectl is not signed in.');
      }
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
      await workbench.tree.item('Fabrikam Platform').waitFor({ state: 'detached' });
      await workbench.waitUntilIdle();
      await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
      await workbench.clickInModal('Overwrite');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
    },
  },
  {
    title: 'kubectl gets the real Forbidden; then Ben joins the group, and “Refresh Token Now” makes it work',
    async run(tools, say) {
      const { workbench, started } = tools;
      say(await kubectlRefusal(tools, ['--context', managed, 'get', 'nodes']));
      started.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, true);
      say(`(Ben is a member of ${aksAdmins.displayName} now)`);
      await workbench.tree.contextMenu(managed, 'Refresh Token Now');
      say(`notification: ${await toldResult(workbench, /^The new token for/)}`);
      const nodes = await kubectlOutput(tools, ['--context', managed, 'get', 'nodes']);
      say(nodes);
      if (!nodes.includes('aks-default-')) {
        throw new Error('No node is listed.');
      }
    },
  },
];

async function statusBarText(workbench: Workbench): Promise<string> {
  const item = workbench.statusBarItem('tokenExpiry');
  await item.waitFor();
  return (await item.innerText()).trim();
}

/** A notification's text and buttons; clears it. */
async function toldResult(workbench: Workbench, text: RegExp): Promise<string> {
  const notification = await workbench.notifications.waitFor(text);
  const told = `${await notification.text()} [${(await notification.buttons()).join('] [')}]`;
  await workbench.screenshot('demo-result');
  await workbench.notifications.clear();
  return told;
}

async function dialogText(workbench: Workbench): Promise<string> {
  return (await workbench.modalText()).replaceAll('\n', ' ');
}

async function kubectlOutput(tools: DemoTools, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await kubectlOutside(tools, args);
  if (exitCode !== 0) {
    throw new Error(`kubectl ${args.join(' ')} failed: ${stderr}`);
  }
  return [commandLine(tools, args), stdout.trimEnd()].join('\n');
}

async function kubectlRefusal(tools: DemoTools, args: readonly string[]): Promise<string> {
  const { exitCode, stderr } = await kubectlOutside(tools, args);
  if (exitCode !== 1 || !stderr.includes('(Forbidden)')) {
    throw new Error(`kubectl was not refused: ${stderr}`);
  }
  return [commandLine(tools, args), stderr.trimEnd()].join('\n');
}

function commandLine({ started }: DemoTools, args: readonly string[]): string {
  return `$ kubectl --kubeconfig ${started.kubeconfigFile} ${args.join(' ')}`;
}

/** As in any terminal: the proxy and the CA come from the environment, and neither kubelogin nor az is on the path. */
function kubectlOutside({ started, kubectl }: DemoTools, args: readonly string[]): Promise<KubectlResult> {
  const { simulator, caFile, kubeconfigFile } = started;
  const path = '/usr/bin:/bin';
  for (const folder of path.split(':')) {
    for (const program of ['kubelogin', 'az']) {
      if (existsSync(`${folder}/${program}`)) {
        throw new Error(`${program} is in ${folder}, so this would show nothing.`);
      }
    }
  }
  return runKubectl(kubectl, ['--kubeconfig', kubeconfigFile, ...args], {
    HOME: started.vscode.homeFolder,
    PATH: path,
    ...simulator.clientEnvironment(caFile),
  });
}
