import { readFile } from 'node:fs/promises';
import { getAksCredentials } from '../test/e2e/getAksCredentials.ts';
import { runKubectl, type Kubectl } from '../test/kubectl.ts';
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
      for (const label of await workbench.tree.labels()) say(label);
    },
  },
  {
    title: `The facts and admin groups of ${managed}`,
    async run({ workbench }, say) {
      for (const other of ['Contoso Development', 'Contoso Retired']) await workbench.tree.collapse(other);
      await workbench.tree.expand(managed);
      await workbench.tree.expand('Admin groups');
      await workbench.tree.item('aks-admins').waitFor();
      const labels = await workbench.tree.labels();
      const first = labels.findIndex((label) => label.startsWith(`Cluster ${managed}`));
      const after = labels.findIndex((label, index) => index > first && label.startsWith('Cluster '));
      for (const label of labels.slice(first, after)) say(label);
    },
  },
  {
    title: `Get AKS credentials: ${managed}, exec format, kubelogin in interactive mode`,
    async run({ workbench }, say) {
      await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'interactive' });
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
      await getAksCredentials(workbench, { cluster: withoutEntra });
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
      if (!text.includes('kubelogin') || !text.includes('auth-provider')) throw new Error('A credential is missing.');
    },
  },
  {
    title: `The real kubectl lists the nodes of ${withoutEntra}`,
    async run(tools, say) {
      const nodes = await kubectlOutput(tools, ['--context', withoutEntra, 'get', 'nodes']);
      say(nodes);
      if (!nodes.includes('aks-default-')) throw new Error('No node is listed.');
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

/** Runs kubectl as a person's terminal would: the proxy and the CA come from the environment. */
async function kubectlOutput({ started, kubectl }: DemoTools, args: readonly string[]): Promise<string> {
  const { simulator, caFile, kubeconfigFile } = started;
  const all = ['--kubeconfig', kubeconfigFile, ...args];
  const { exitCode, stdout, stderr } = await runKubectl(kubectl, all, {
    HOME: started.vscode.homeFolder,
    ...simulator.clientEnvironment(caFile),
  });
  if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')} failed: ${stderr}`);
  return [`$ kubectl --kubeconfig ${kubeconfigFile} ${args.join(' ')}`, stdout.trimEnd()].join('\n');
}
