import assert from 'node:assert/strict';
import { it } from 'node:test';
import { addLighthouse, fabrikamDepot, northwindShop } from '../simulator/scenarios/lighthouse.ts';
import { aksAdmins, contoso, fabrikamOperators } from '../simulator/scenarios/people.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { uiSuite } from './uiSuite.ts';

const everyRow = [
  'Tenant Contoso, 17 clusters',
  'Subscription Contoso Development, Contoso · 10 clusters',
  'Cluster ancient-dev, last change failed, Entra managed, Kubernetes RBAC, 1.23.15',
  'Cluster autopilot-dev, Entra managed, Azure RBAC, no local accounts, Automatic, 1.33.5',
  'Cluster legacy-web, Entra legacy, Kubernetes RBAC, 1.30.9',
  'Cluster nogroups-dev, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster norbac-lab, No Entra, No RBAC, 1.33.5',
  'Cluster sealed-lab, no sign-in possible, No Entra, Kubernetes RBAC, no local accounts, 1.33.5',
  'Cluster shared-web, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster sleepy-dev, stopped, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster static-lab, No Entra, Kubernetes RBAC, 1.33.5',
  'Cluster upgrading-dev, changing Entra settings, Entra managed, Kubernetes RBAC, 1.33.5',
  'Subscription Contoso Production, Contoso · 6 clusters',
  'Cluster audit-prod, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster edge-prod, Entra managed, Kubernetes RBAC, private, 1.33.5',
  'Cluster orders-prod, Entra managed, Azure RBAC, no local accounts, 1.33.5',
  'Cluster payments-prod, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster shared-web, Entra managed, Kubernetes RBAC, 1.33.5',
  'Cluster vault-prod, Entra managed, Kubernetes RBAC, no local accounts, private, 1.33.5',
  'Subscription Contoso Retired, Contoso · 1 cluster · disabled',
  'Cluster attic, stopped, Entra managed, Kubernetes RBAC, 1.29.2',
  'Tenant Fabrikam, 2 clusters',
  // Its one subscription has no row of its own.
  'Cluster store, Fabrikam Platform, Entra managed, Azure RBAC, 1.33.5',
  'Cluster store-lab, Fabrikam Platform, No Entra, Kubernetes RBAC, 1.33.5',
];

uiSuite('the tree', { limitSeconds: 120, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench } = vscode;
  it('shows every subscription and cluster in order, with its Entra facts for the eye and for a screen reader', async () => {
    await workbench.waitUntilIdle();
    assert.deepEqual(await workbench.tree.labels(), everyRow);
    const description = workbench.tree.item('orders-prod').locator('.label-description');
    assert.equal(await description.innerText(), 'no local accounts · Azure RBAC · 1.33.5');
    const header = workbench.page.locator('.sidebar .pane-header[aria-label^="AKS clusters"]');
    assert.match(await header.innerText(), /ada@contoso\.com/);
    await workbench.screenshot('tree-all');
  });

  it('says that a subscription without clusters is hidden', async () => {
    // It stands there once the listing has ended, and the rows may be there before.
    await workbench.tree
      .message()
      .filter({ hasText: /^1 subscription without clusters not shown$/ })
      .waitFor();
    assert.equal(await workbench.tree.item('Contoso Sandbox').count(), 0);
  });

  it('tells all facts of a cluster in its hover', async () => {
    const hover = await workbench.hoverText(workbench.tree.item('vault-prod').locator('.label-name'));
    assert.match(hover, /^vault-prod\n/);
    assert.match(hover, /Entra integration: managed/);
    assert.match(hover, /Local accounts: off/);
    assert.match(hover, /API server: vault-prod.*privatelink.* \(private\)/);
    await workbench.page.mouse.move(0, 0);
  });

  it('spells out managed Entra, with the names of the admin groups where Graph allows', async () => {
    const rows = await childrenOf('payments-prod', 'Admin groups');
    assert.deepEqual(labelsOf(rows), [
      'Entra integration: managed',
      'Tenant: Contoso',
      'Admin groups: 1',
      'Admin group aks-admins, you are a member',
      'Access',
      'Authorization: Kubernetes RBAC',
      'Local accounts: on',
      rows.find((row) => row.startsWith('API server'))?.split('. ')[0],
      'Kubernetes: 1.33.5',
      'State: running',
      'Resource group: rg-payments',
      'Location: westeurope',
    ]);
    const description = workbench.tree.item('aks-admins').locator('.label-description');
    assert.equal(await description.innerText(), `you are a member · ${aksAdmins.objectId}`);
    await workbench.tree.collapse('payments-prod');
  });

  it('shows the ids of admin groups where Graph does not allow their names', async () => {
    await collapseAllBut();
    const rows = await childrenOf('store', 'Admin groups');
    assert.ok(rows.includes(`Admin group ${fabrikamOperators.objectId}`));
    assert.ok(labelsOf(rows).includes('Authorization: Azure RBAC'));
    await workbench.tree.collapse('store');
  });

  it('names the client and server app of legacy Entra, and says that it has no admin groups', async () => {
    await workbench.tree.expand('Contoso Development');
    const labels = labelsOf(await childrenOf('legacy-web'));
    assert.equal(labels[0], 'Entra integration: legacy');
    assert.ok(labels.some((label) => /^Client app: [0-9a-f-]{36}$/.test(label)));
    assert.ok(labels.some((label) => /^Server app: [0-9a-f-]{36}$/.test(label)));
    assert.ok(labels.includes('Admin groups: none'));
    await workbench.tree.collapse('legacy-web');
  });

  it('shows neither tenant nor groups of a cluster without Entra, and why Entra cannot be added', async () => {
    const rows = await childrenOf('norbac-lab');
    assert.equal(
      rows[0],
      'Entra integration: none. Static credentials only, and Kubernetes RBAC is off: Entra cannot be added to this cluster.',
    );
    assert.equal(labelsOf(rows).filter((label) => /^(Tenant|Admin groups)/.test(label)).length, 0);
    await workbench.tree.collapse('norbac-lab');
  });

  it('says of a cluster without any credential why, and offers none', async () => {
    const hover = await workbench.hoverText(workbench.tree.item('sealed-lab').locator('.label-name'));
    assert.match(hover, /^sealed-lab\n+\s*Azure has no credential for sealed-lab: .*--enable-aad/);
    await workbench.screenshot('tree-no-credential');
    await workbench.page.mouse.move(0, 0);
    assert.deepEqual(await workbench.tree.contextMenuEntries('sealed-lab'), [
      'Enable Microsoft Entra on a Cluster…',
      'Turn Local Accounts On or Off…',
      'Activate a Role (PIM)…',
      'Open in Azure Portal',
      'Ways to Reach a Cluster…',
      'Add to or Remove from Favourites',
      'Copy ID',
    ]);
    await workbench.tree.item('sealed-lab').first().hover();
    assert.equal(await workbench.tree.item('sealed-lab').locator('.action-label').count(), 0);
    await workbench.page.mouse.move(0, 0);
    await workbench.tree.collapse('Contoso Development');
  });

  it('names the authorised IP ranges in a row, which can be copied, and in the hover', async () => {
    await workbench.tree.expand('Contoso Production');
    const ranges = '192.0.2.0/24, 198.51.100.7/32';
    const hover = await workbench.hoverText(workbench.tree.item('orders-prod').locator('.label-name'));
    assert.ok(hover.includes(`Authorised IP ranges (2): ${ranges}`), hover);
    await workbench.page.mouse.move(0, 0);
    assert.ok(labelsOf(await childrenOf('orders-prod')).includes(`Authorised IP ranges (2): ${ranges}`));
    await workbench.screenshot('tree-ip-ranges');
    await workbench.tree.contextMenu('Authorised IP ranges (2)', 'Copy Value');
    await untilCopied(ranges);
    await workbench.tree.collapse('orders-prod');
  });

  it('copies the ids of a subscription, a cluster and a group, and the value of a fact', async () => {
    await workbench.tree.expand('Contoso Production');
    await workbench.tree.contextMenu('Contoso Production', 'Copy ID');
    await untilCopied(production.subscriptionId);
    await workbench.tree.contextMenu('payments-prod', 'Copy ID');
    const { subscriptionId } = production;
    // “resourceGroups” is how Resource Graph writes it; AKS writes “resourcegroups”.
    await untilCopied(
      `/subscriptions/${subscriptionId}/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/payments-prod`,
    );
    await childrenOf('payments-prod', 'Admin groups');
    await workbench.tree.contextMenu('aks-admins', 'Copy ID');
    await untilCopied(aksAdmins.objectId);
    assert.ok((await portalAddress('aks-admins', 'Open Group in Entra Portal')).includes(aksAdmins.objectId));
    await workbench.tree.contextMenu('Tenant', 'Copy ID');
    await untilCopied(contoso.tenantId);
    await workbench.tree.collapse('payments-prod');
  });

  it('offers what can be done with a cluster in its context menu and beside its name', async () => {
    assert.deepEqual(await workbench.tree.contextMenuEntries('orders-prod'), [
      'Get AKS credentials',
      'Get AKS Credentials with…',
      'Create a Pipeline Kubeconfig…',
      'Grant Access…',
      'Change Admin Groups…',
      'Turn Entra ID Authorization On or Off…',
      'Turn Local Accounts On or Off…',
      'Activate a Role (PIM)…',
      'Open in Azure Portal',
      'Ways to Reach a Cluster…',
      'Break Glass…',
      'Add to or Remove from Favourites',
      'Copy ID',
    ]);
    await workbench.tree.inlineAction('orders-prod', 'Get AKS credentials');
    await workbench.quickPick.waitForTitle('Login mode for orders-prod');
    assert.equal(await workbench.quickPick.hasBackButton(), false);
    await workbench.quickPick.cancel();
  });

  it('opens a cluster in the Azure portal, in its tenant', async () => {
    assert.match(
      await portalAddress('orders-prod'),
      new RegExp(String.raw`^https://portal\.azure\.com/#@${contoso.tenantId}/resource/subscriptions/.*/orders-prod$`),
    );
  });

  it('shows what has changed in Azure on refresh, and keeps what was expanded', async () => {
    await workbench.tree.expand('orders-prod');
    const { clusters } = started.simulator.directory.scenario;
    const orders = clusters.find(({ name }) => name === 'orders-prod');
    assert.ok(orders);
    orders.arm.properties.powerState = { code: 'Stopped' };
    // Azure’s own query knows it some minutes later.
    started.simulator.faults.set({ kind: 'laggingQuery', cluster: 'orders-prod' });
    await workbench.tree.titleAction('Refresh Clusters');
    await workbench.tree
      .row('Cluster orders-prod, stopped, Entra managed, Azure RBAC, no local accounts, 1.33.5')
      .waitFor();
    await workbench.tree.row(/^State: stopped\. A stopped cluster can only be started or deleted\./).waitFor();
    started.simulator.faults.clear();
  });

  it('has a subscription once that two tenants list, and says of a foreign one whose it is', async () => {
    await collapseAllBut('none of them');
    addLighthouse(started.simulator.directory.scenario);
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.item('Northwind Shop').waitFor();
    await workbench.waitUntilIdle();
    assert.deepEqual(
      (await workbench.tree.labels()).filter((label) => /depot|shop|Depot|Shop/.test(label)),
      [
        // Below the tenant that lists it.
        `Subscription Northwind Shop, Contoso · of ${northwindShop.tenantId.slice(0, 8)}… · 1 cluster`,
        'Cluster shop, Entra managed, Azure RBAC, 1.33.5',
        'Subscription Fabrikam Depot, Fabrikam · 2 clusters',
        'Cluster depot, Entra managed, Azure RBAC, 1.33.5',
        'Cluster depot-lab, Entra managed, Azure RBAC, 1.33.5',
      ],
    );
    const hover = await workbench.hoverText(workbench.tree.item('Northwind Shop').locator('.label-name'));
    assert.match(
      hover,
      new RegExp(`Tenant ${northwindShop.tenantId}, which is not one of this account’s\\s*Listed in tenant Contoso`),
    );
    await workbench.page.mouse.move(0, 0);
    await workbench.screenshot('tree-lighthouse');
    for (const name of ['depot', 'depot-lab', 'shop']) {
      await workbench.tree.contextMenu(name, 'Copy ID');
      const { subscriptionId } = name === 'shop' ? northwindShop : fabrikamDepot;
      await untilCopied(
        `/subscriptions/${subscriptionId}/resourceGroups/rg-lent/providers/Microsoft.ContainerService/managedClusters/${name}`,
      );
    }
  });

  it('opens what is lent in the portal in the tenant that lists it, and offers it once where clusters are chosen', async () => {
    assert.match(
      await portalAddress('shop'),
      new RegExp(String.raw`#@${contoso.tenantId}/resource/subscriptions/${northwindShop.subscriptionId}/`),
    );
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.filter('rg-lent');
    // Out of sight until it is searched for.
    await workbench.quickPick.row('shop').waitFor();
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['depot', 'depot-lab', 'shop'],
    );
    await workbench.screenshot('picker-lighthouse');
    await workbench.quickPick.cancel();
    started.simulator.directory.reset();
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.item('Northwind Shop').waitFor({ state: 'detached' });
  });

  it('says that no cluster is visible where there is none, and offers ways on', async () => {
    started.simulator.directory.scenario.clusters.length = 0;
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    const welcome = workbench.welcome();
    await welcome.filter({ hasText: 'No AKS cluster is visible to this account' }).waitFor();
    await welcome.getByRole('button', { name: 'Use Another Account' }).waitFor();
    await workbench.screenshot('tree-empty');
    started.simulator.directory.reset();
    await welcome.getByRole('button', { name: 'Refresh' }).click();
    await workbench.tree.item('Contoso Production').waitFor();
  });

  /** Expands a cluster, and a row below it; returns what a screen reader says of all rows below the cluster. */
  async function childrenOf(cluster: string, child?: string): Promise<string[]> {
    await workbench.tree.expand(cluster);
    await workbench.tree
      .row(/^Entra integration: /)
      .first()
      .waitFor();
    if (child !== undefined) {
      await workbench.tree.expand(child);
      await workbench.tree
        .row(/^Admin group /)
        .first()
        .waitFor();
    }
    const labels = await workbench.tree.labels();
    const start = labels.findIndex((label) => label.startsWith(`Cluster ${cluster},`));
    const count = labels.slice(start + 1).findIndex((label) => /^(Cluster|Subscription|Tenant) /.test(label));
    return labels.slice(start + 1, count < 0 ? undefined : start + 1 + count);
  }

  async function portalAddress(row: string, command = 'Open in Azure Portal'): Promise<string> {
    await workbench.tree.contextMenu(row, command);
    const modal = workbench.modal();
    await modal.filter({ hasText: 'open the external website' }).waitFor();
    // The dialog shortens a long address.
    await workbench.clickInModal('Copy');
    await modal.waitFor({ state: 'hidden' });
    return workbench.clipboard();
  }

  async function collapseAllBut(subscription?: string): Promise<void> {
    for (const name of ['Contoso Development', 'Contoso Production', 'Contoso Retired']) {
      if (name !== subscription) {
        await workbench.tree.collapse(name);
      }
    }
  }

  async function untilCopied(text: string): Promise<void> {
    await workbench.page.getByText(`Copied ${text}`).first().waitFor();
    assert.equal(await workbench.clipboard(), text);
  }
});

/** What a row says, without its explanation. */
function labelsOf(rows: readonly string[]): string[] {
  return rows.map((row) => row.split('. ')[0] ?? '');
}
