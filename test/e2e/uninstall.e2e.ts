import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { productVsix } from './sharedVsCode.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';

const options = { limitSeconds: 90, signedInAs: 'ada@contoso.com' };

uiSuite('an uninstall in VS Code’s list of extensions', options, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  before(async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    await workbench.notifications.clear();
  });

  after(async () => {
    await workbench.close();
    await started.vscode.install(productVsix);
  });

  it('offers to convert what would break, as long as VS Code has not reloaded', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    const extension = workbench.page.locator('.extensions-list .monaco-list-row', { hasText: 'AKS Entra' });
    await extension.click();
    await workbench.page.locator('.extension-editor').getByRole('button', { name: 'Uninstall', exact: true }).click();
    const told = await workbench.notifications.waitFor(
      `AKS Entra is uninstalled. Once VS Code reloads, kubectl cannot sign in through it any more for “${managed}”.`,
    );
    await workbench.screenshot('uninstalled');
    await told.press('Convert to kubelogin…');
    await workbench.quickPick.waitForTitle('Stop using VS Code sign-in');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.quickPick.waitForTitle('Login mode for');
    await workbench.quickPick.choose('Device code');
    await workbench.decide('accept');
    await workbench.notifications.waitFor(`“${managed}” now uses kubelogin’s devicecode.`);
    assert.match(kubeconfig.text(), /command: kubelogin\n/);
    assert.ok(!kubeconfig.text().includes('aks-entra/plugin'));
  });
});
