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
    await groupBy('Entra state');
    await workbench.tree.row('Entra legacy, 1 cluster').waitFor();
    await workbench.tree.titleAction('Filter Clusters');
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
    await workbench.tree.titleAction('Clear Filter');
    await workbench.tree.row('Favourites, 1 cluster').waitFor();
    await workbench.tree.contextMenu('vault-prod', 'Add to or Remove from Favourites');
    await groupBy('Subscription');
    await workbench.tree.item('Contoso Production').waitFor();
    assert.equal(await workbench.tree.row(/^Favourites/).count(), 0);
  });

  it('groups by location and by resource group, and sorts', async () => {
    await groupBy('Location');
    await workbench.tree.row('Location westeurope, 16 clusters').waitFor();
    await workbench.screenshot('tree-by-location');
    await groupBy('Resource group');
    await workbench.tree.row(/^Resource group rg-payments in Contoso Production, 1 cluster$/).waitFor();
    await workbench.screenshot('tree-by-resource-group');
    await groupBy('Subscription');
    await workbench.tree.item('Contoso Development').waitFor();
    await sortBy('Kubernetes version');
    await untilSecondIs('legacy-web');
    await workbench.screenshot('tree-by-version');
    await sortBy('Name');
    await untilSecondIs('autopilot-dev');
  });

  it('says where what stands beside the clusters could not be listed, and Retry mends it', async () => {
    const { faults } = started.simulator;
    faults.set({ kind: 'serverError', status: 503, path: '^/subscriptions/[^/]+/resources\\?' });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.row(/^Subscription Contoso Production, .*namespaces and fleets could not be listed/).waitFor();
    await workbench.waitUntilIdle();
    await workbench.screenshot('tree-places-failed');
    faults.clear();
    await workbench.tree.row('Retry').first().click();
    await workbench.tree.row('Subscription Contoso Production, Contoso · 6 clusters').waitFor();
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
      await workbench.quickPick.waitForTitle('Login mode for static-lab');
      assert.match((await workbench.quickPick.rows())[0] ?? '', /^VS Code sign-in/);
      await workbench.quickPick.cancel();
      await workbench.tree.row(/^Cluster static-lab, Entra managed/).waitFor();
    } finally {
      clusters.splice(at, 0, gone);
      delete lab.aadProfile;
    }
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.item('orders-prod').waitFor();
  });

  async function sortBy(choice: string): Promise<void> {
    await workbench.runCommand('AKS Entra: Sort Clusters By…');
    await workbench.quickPick.waitForTitle('Sort clusters');
    await workbench.quickPick.choose(choice);
  }

  /** The second cluster of the first subscription: the first one is the oldest, and the first by its name too. */
  async function untilSecondIs(name: string): Promise<void> {
    const rows = workbench.page.locator('.sidebar .pane [role="treeitem"][aria-label^="Cluster "]');
    await rows.nth(1).filter({ hasText: name }).waitFor();
  }

  async function groupBy(choice: string): Promise<void> {
    await workbench.runCommand('AKS Entra: Group Clusters By…');
    await workbench.quickPick.waitForTitle('Group clusters');
    await workbench.quickPick.choose(choice);
  }
});
