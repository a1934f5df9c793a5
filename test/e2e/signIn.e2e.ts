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

  it('“Get AKS credentials” is in sight where “aks” is typed on a fresh machine, beside what can work there', async () => {
    const { page, quickPick } = workbench;
    await page.keyboard.press('F1');
    await quickPick.filter('>aks');
    await quickPick.row('Get AKS credentials').waitFor();
    await workbench.screenshot('palette-fresh');
    // VS Code has its own for each view.
    const ours = (await quickPick.rows())
      .filter((row) => row.includes('AKS') && !/^(?:AKS Entra: Focus on|View: Show) /.test(row))
      .map((row) => row.split(',')[0]);
    const box = await quickPick.row('Get AKS credentials').boundingBox();
    await quickPick.cancel();
    assert.deepEqual(ours.toSorted(), [
      'AKS Entra: Check My AKS Setup',
      'AKS Entra: Import Kubeconfig…',
      'AKS Entra: Install kubectl',
      'AKS Entra: Show Log',
      'AKS Entra: Sign In to Azure',
      'Get AKS credentials',
    ]);
    assert.ok(box !== null && box.y + box.height < 400, 'without scrolling');
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
    await workbench.runCommand('Get AKS credentials');
    await workbench.completeSignIn('ada@contoso.com');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
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
