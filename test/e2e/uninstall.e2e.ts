import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chooseInContextMenu } from '../vscode/chooseInContextMenu.ts';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { KubeconfigOnDisk } from './kubeconfigOnDisk.ts';
import { assertNothingLeftBehind } from './nothingLeftBehind.ts';
import { freshWorkbench, productVsix } from './sharedVsCode.ts';

const managed = 'payments-prod';

describe('uninstalling the extension', () => {
  let started: SimulatedVsCode;
  let workbench: Workbench;
  let kubeconfig: KubeconfigOnDisk;

  before(async () => {
    ({ started, workbench } = await freshWorkbench());
    kubeconfig = new KubeconfigOnDisk(started);
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item(managed).waitFor();
    await workbench.waitUntilIdle();
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    await workbench.notifications.clear();
  });

  after(async () => {
    await started.vscode.install(productVsix);
  });

  it('offers to convert the contexts that would break, while it still can', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    const row = workbench.page.locator('.extensions-viewlet .monaco-list-row', { hasText: 'AKS Entra' }).first();
    await chooseInContextMenu(workbench.page, row, 'Uninstall');
    const told = await workbench.notifications.waitFor(
      `AKS Entra is uninstalled when VS Code starts anew. “${managed}” signs in through it and will not work then.`,
    );
    await workbench.screenshot('uninstalled');
    await told.button('Convert to kubelogin…').click();
    await workbench.quickPick.waitForTitle('Stop using VS Code sign-in');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.quickPick.choose('devicecode');
    await workbench.quickPick.choose('Convert 1 context to devicecode');
    await workbench.modal().waitFor();
    await workbench.clickInModal('Remove Plugin');
    await workbench.notifications.waitFor('kubectl’s plugin is removed.');
    assert.match(kubeconfig.text(), /command: kubelogin\n/);
  });

  it('leaves nothing behind', () => {
    assertNothingLeftBehind(started);
  });
});
