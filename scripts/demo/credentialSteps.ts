import { answerFallback, getAksCredentials } from '../../test/e2e/getAksCredentials.ts';
import { type DemoStep, managed, withoutEntra } from './demoStep.ts';
import { dialogText, toldResult } from './whatIsSeen.ts';

/** “Get AKS credentials” in each format. */
export const credentialSteps: readonly DemoStep[] = [
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
    async run({ workbench, terminal }, say) {
      await getAksCredentials(workbench, { cluster: managed, format: 'azure' });
      await workbench.decision('keepBoth').waitFor();
      say(`editor:       ${await workbench.activeTab()}`);
      await workbench.screenshot('demo-conflict');
      await workbench.decide('keepBoth');
      say(`notification: ${await toldResult(workbench, /kubectl now uses/)}`);
      const refusal = await terminal.refusal(['get', 'nodes'], /^error: The azure auth plugin has been removed\./);
      say(`${terminal.name} refuses this context, as every one from 1.26 on does:\n${refusal}`);
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
];
