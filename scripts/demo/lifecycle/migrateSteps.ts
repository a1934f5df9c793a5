import { answerCredentialPickers } from '../../../test/e2e/getAksCredentials.ts';
import { account, type DemoStep } from '../demoStep.ts';
import { toldResult } from '../whatIsSeen.ts';
import { profileInAzure } from './clusterNow.ts';
import { changeEntraOf } from './entraChange.ts';

const legacy = 'legacy-web';
const adminGroup = 'aks-admins';
const isMigrated = new RegExp(`${legacy} has AKS-managed Entra now`);

/** From the integration with apps of one’s own to the one that Azure runs. */
export const migrateSteps: readonly DemoStep[] = [
  {
    title: `${legacy} has the legacy integration: migrate it`,
    async run({ workbench, started }, say) {
      say(profileInAzure(started, legacy));
      const change = {
        cluster: legacy,
        entry: 'Migrate Legacy Entra Integration…',
        accept: 'Migrate',
        picture: 'lifecycle-migrate',
      };
      await changeEntraOf(workbench, change, () => workbench.quickPick.row(adminGroup).click(), say);
      say(`notification: ${await (await workbench.notifications.waitFor(isMigrated)).text()}`);
      await workbench.tree.row(new RegExp(`^Cluster ${legacy}, Entra managed`)).waitFor();
      say(profileInAzure(started, legacy));
    },
  },
  {
    title: `Every kubeconfig from before is worthless: fetched anew, kubectl is ${account}`,
    async run({ workbench, terminal }, say) {
      const told = await workbench.notifications.waitFor(isMigrated);
      await told.press('Get AKS credentials');
      await answerCredentialPickers(workbench, { cluster: legacy, format: 'exec', loginMode: 'vscode' });
      say(`notification: ${await toldResult(workbench, /kubectl now uses/, 'lifecycle-result')}`);
      say(await terminal.output(['--context', legacy, 'auth', 'whoami'], account));
      say(await terminal.output(['--context', legacy, 'get', 'nodes'], 'aks-default-'));
    },
  },
];
