import { account, type DemoStep, managed } from './demoStep.ts';
import { statusBarText } from './whatIsSeen.ts';

/** From signed out to what the tree tells about a cluster. */
export const clusterSteps: readonly DemoStep[] = [
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
      await workbench.tree.item('store').waitFor();
      const status = workbench.statusBarItem('tokenExpiry');
      // There is no kubeconfig yet.
      await status.filter({ hasText: 'no current context' }).waitFor();
      say(`status bar: ${await statusBarText(workbench)}`);
    },
  },
  {
    title: 'The tree: every cluster with its Entra facts',
    async run({ workbench }, say) {
      await workbench.tree.item(managed).waitFor();
      for (const row of await workbench.tree.outline()) {
        say(row);
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
      const rows = await workbench.tree.outline();
      const first = rows.findIndex((row) => row.trimStart().startsWith(`Cluster ${managed}`));
      const after = rows.findIndex((row, index) => index > first && row.trimStart().startsWith('Cluster '));
      for (const row of rows.slice(first, after)) {
        say(row);
      }
    },
  },
];
