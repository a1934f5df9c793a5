import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { fabrikamPlatform } from '../simulator/scenarios/subscriptions.ts';
import { answerCredentialPickers } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('signing in', { limitSeconds: 60 }, (vscode) => {
  const { started, workbench } = vscode;
  const ticked = '.getting-started-step .codicon-getting-started-step-checked';
  const walkthrough = (): Locator => workbench.page.locator('.gettingStartedContainer .gettingStartedSlideDetails');
  const step = (title: string): Locator => walkthrough().locator('.getting-started-step', { hasText: title });
  const ticks = (): Promise<boolean[]> =>
    workbench.page.evaluate<boolean[]>(
      `[...document.querySelectorAll('.getting-started-step .codicon')].map(({ className }) => className.includes('step-checked'))`,
    );

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

  it('goes through the Microsoft provider and then lists the clusters, from the walkthrough', async () => {
    await workbench.welcome().getByText('Get Started').click();
    await walkthrough().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
    await workbench.screenshot('walkthrough-signed-out');
    assert.deepEqual(await ticks(), [false, false, false, false]);
    await walkthrough().getByRole('button', { name: 'Sign In to Azure' }).click();
    await workbench.completeSignIn('ada@contoso.com');
    await workbench.tree.item('Contoso Production').waitFor();
    await workbench.screenshot('tree');
    assert.deepEqual(await ticks(), [true, false, false, false]);
  });

  it('goes on in the walkthrough to the credentials and to kubectl, which are ticked once they are there', async () => {
    await step('Get credentials for a cluster').click();
    await walkthrough().getByRole('button', { name: 'Get AKS credentials' }).click();
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.waitUntilIdle();
    await workbench.quickPick.choose('payments-prod');
    await answerCredentialPickers(workbench, { cluster: 'payments-prod', format: 'exec' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.page.waitForFunction(`document.querySelectorAll('${ticked}').length === 2`);
    await workbench.kubeconfigTree.item('payments-prod').waitFor();
    await step('Run kubectl').click();
    await walkthrough().getByRole('button', { name: 'Open Terminal on This Cluster' }).click();
    await workbench.quickPick.choose('payments-prod');
    await workbench.page.waitForFunction(`document.querySelectorAll('${ticked}').length === 3`);
    assert.deepEqual(await ticks(), [true, true, true, false]);
    await workbench.screenshot('walkthrough-done');
    await workbench.runCommand('Terminal: Kill All Terminals');
    await workbench.page.setViewportSize({ width: 1900, height: 1000 });
    await workbench.page.locator('.gettingStartedContainer .getting-started-media img').waitFor();
    await workbench.screenshot('walkthrough-wide');
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
