import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contoso } from '../simulator/scenarios/people.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('finding clusters', { limitSeconds: 150, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench } = vscode;
  it('has favourites at the top, and once more in their place', async () => {
    await workbench.tree.expand('Contoso Production');
    await workbench.tree.contextMenu('vault-prod', 'Add to or Remove from Favourites');
    await workbench.tree.row('Favourites, 1 cluster').waitFor();
    const vault = 'Entra managed, Kubernetes RBAC, no local accounts, private, 1.33.5';
    const rows = (await workbench.tree.labels()).slice(0, 2);
    assert.deepEqual(rows, ['Favourites, 1 cluster', `Cluster vault-prod, Contoso Production, ${vault}`]);
    await workbench.tree.row(`Cluster vault-prod, ${vault}`).waitFor();
    await workbench.screenshot('tree-favourites');
  });

  it('keeps a filter and a grouping over a reload, says so, and shows all clusters again on one click', async () => {
    await workbench.runCommand('AKS Entra: Group Clusters By…');
    await workbench.quickPick.waitForTitle('Group clusters');
    await workbench.quickPick.choose('Entra state');
    await workbench.tree.row('Entra legacy, 1 cluster').waitFor();
    await workbench.page.locator('.sidebar .title-actions .action-label[aria-label^="Filter Clusters"]').click();
    await workbench.quickPick.waitForTitle('Filter clusters');
    await workbench.quickPick.choose('Text');
    await workbench.quickPick.waitForTitle('Filter clusters by text');
    await workbench.quickPick.filter('prod PAY');
    await workbench.page.keyboard.press('Enter');
    const message = /^1 of 19 clusters shown: filter “prod PAY” \(Clear Filter is above\)/;
    const filtered = async (): Promise<void> => {
      await workbench.tree.message().filter({ hasText: message }).waitFor();
      await workbench.tree.row(/^Cluster payments-prod, Contoso Production, /).waitFor();
      assert.equal((await workbench.tree.labels())[0], 'Entra managed, 1 cluster');
    };
    await filtered();
    await workbench.screenshot('tree-filtered');
    await workbench.page.reload();
    await filtered();
    await workbench.page.locator('.sidebar .title-actions .action-label[aria-label^="Clear Filter"]').click();
    await workbench.tree.row('Favourites, 1 cluster').waitFor();
    await workbench.tree.contextMenu('vault-prod', 'Add to or Remove from Favourites');
    await workbench.runCommand('AKS Entra: Group Clusters By…');
    await workbench.quickPick.choose('Subscription');
    await workbench.tree.item('Contoso Production').waitFor();
    assert.equal(await workbench.tree.row(/^Favourites/).count(), 0);
  });

  it('acts on what Azure says now: one that is gone leaves the tree, and one that was changed is asked about as it is', async () => {
    const { clusters } = started.simulator.directory.scenario;
    const at = clusters.findIndex(({ name }) => name === 'orders-prod');
    const [gone] = clusters.splice(at, 1);
    const lab = clusters.find(({ name }) => name === 'static-lab')?.arm.properties;
    assert.ok(gone && lab);
    try {
      await workbench.tree.inlineAction('orders-prod', 'Get AKS credentials');
      await workbench.notifications.waitFor('“orders-prod” is not in resource group “rg_orders_eu” any more');
      await workbench.tree.item('orders-prod').waitFor({ state: 'detached' });
      await workbench.screenshot('tree-cluster-gone');
      await workbench.notifications.clear();
      lab.aadProfile = { managed: true, tenantID: contoso.tenantId };
      await workbench.tree.inlineAction('static-lab', 'Get AKS credentials');
      await workbench.quickPick.waitForTitle('Credential format for static-lab');
      assert.match((await workbench.quickPick.rows())[0] ?? '', /^exec/);
      await workbench.quickPick.cancel();
      await workbench.tree.row(/^Cluster static-lab, Entra managed/).waitFor();
    } finally {
      clusters.splice(at, 0, gone);
      delete lab.aadProfile;
    }
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.item('orders-prod').waitFor();
  });
});
