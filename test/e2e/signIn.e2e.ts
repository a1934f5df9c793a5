import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { fabrikamPlatform } from '../simulator/scenarios/subscriptions.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('signing in', { limitSeconds: 60 }, (vscode) => {
  const { started, workbench } = vscode;
  it('offers it in the view and the status bar while nobody is signed in, without asking the network', async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
    await workbench.statusBarItem('tokenExpiry').waitFor();
    assert.deepEqual(started.simulator.record, []);
  });

  it('goes through the Microsoft provider and then lists the clusters', async () => {
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item('Contoso Production').waitFor();
    await workbench.screenshot('tree');
  });
});

uiSuite('a command that needs clusters while nobody is signed in', { limitSeconds: 60 }, (vscode) => {
  const { started, workbench } = vscode;
  before(async () => {
    await workbench.openViewContainer('AKS Entra');
    // Only who lists one by one waits for one.
    started.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
    started.simulator.faults.set({ kind: 'hang', path: fabrikamPlatform.subscriptionId });
  });

  it('signs in and goes on', async () => {
    await workbench.runCommand('AKS Entra: Open in Azure Portal');
    await workbench.completeSignIn('ada@contoso.com');
    await workbench.quickPick.waitForTitle('Open cluster in the Azure portal');
    // Rows may still arrive, and move.
    await workbench.page.waitForTimeout(2_000);
    assert.match(await workbench.quickPick.activeRow(), /^[a-z]+-[a-z]+, rg-/);
    await workbench.quickPick.filter('payments-prod');
    await workbench.quickPick.row('payments-prod').waitFor();
    await workbench.quickPick.cancel();
  });

  it('ends with Cancel, which stops the listing; the tree says so, and the next command lists anew', async () => {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('Several clusters…');
    const progress = await workbench.notifications.waitFor('Listing AKS clusters');
    await progress.press('Cancel');
    await workbench.tree.message().filter({ hasText: 'Listing was stopped: clusters may be missing.' }).waitFor();
    await workbench.screenshot('listing-stopped');
    assert.equal(await workbench.page.locator('.quick-input-widget').isVisible(), false);
    started.simulator.faults.clear();
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.filter('store-lab');
    await workbench.quickPick.row('store-lab').waitFor();
    await workbench.quickPick.cancel();
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });
});
