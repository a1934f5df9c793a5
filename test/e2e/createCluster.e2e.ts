import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { SimulatedCluster } from '../simulator/scenario.ts';
import { ada, aksAdmins, contoso } from '../simulator/scenarios/people.ts';
import { sandbox } from '../simulator/scenarios/subscriptions.ts';
import { answerCredentialPickers, answerFallback } from './getAksCredentials.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const create = 'Create a Cluster with Microsoft Entra…';
const title = 'Create a cluster with Microsoft Entra';
const options = { limitSeconds: 240, signedInAs: ada.upn, kubectl: true };

uiSuite('Creating a cluster with Microsoft Entra', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;

  after(() => {
    const { scenario } = started.simulator.directory;
    const isOurs = ({ subscriptionId }: { subscriptionId: string }): boolean =>
      subscriptionId === sandbox.subscriptionId;
    scenario.clusters.splice(0, Infinity, ...scenario.clusters.filter((cluster) => !isOurs(cluster)));
    const groups = scenario.resourceGroups;
    groups.splice(0, Infinity, ...groups.filter(({ name }) => name !== 'rg-e2e'));
    started.simulator.operations.clear();
  });

  it('says from a subscription’s row who may not create there, before anything more is asked', async () => {
    const { quickPick } = workbench;
    await workbench.tree.contextMenu('Contoso Development', create);
    await quickPick.waitForTitle(title);
    assert.match(await quickPick.activeRow(), /^AKS Automatic, recommended, Entra and Azure RBAC come with it/);
    await workbench.screenshot('create-kind');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('rg-lab').click();
    const told = await workbench.notifications.waitFor(/ada@contoso\.com may not create clusters in rg-lab/);
    const text = await told.text();
    assert.ok(text.includes(`az role assignment create --assignee-object-id ${ada.objectId}`), text);
    await workbench.screenshot('create-no-permission');
    await workbench.notifications.clear();
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('makes an Automatic cluster that its creator can use: asked once, followed, with the role, to kubectl', async () => {
    const { quickPick, page } = workbench;
    started.simulator.operations.setDuration(null);
    await workbench.runCommand(`AKS Entra: ${create}`);
    await quickPick.choose('AKS Automatic');
    await quickPick.row('Contoso Sandbox').waitFor();
    await workbench.screenshot('create-subscription');
    await quickPick.choose('Contoso Sandbox');
    await quickPick.row('New resource group…').waitFor();
    assert.match(await quickPick.activeRow(), /^rg-empty, westeurope/);
    await workbench.screenshot('create-group');
    await quickPick.choose('rg-empty');
    await quickPick.row('West Europe').waitFor();
    assert.match(await quickPick.activeRow(), /^West Europe, westeurope · the region of the group/);
    assert.ok(!(await quickPick.rows()).some((row) => row.startsWith('West US,')), 'no Automatic there');
    await page.keyboard.press('Enter');
    await prompt('Name of the cluster');
    await quickPick.filter('auto.');
    await page.getByText('Only letters (a–z), digits, hyphens and underscores may be in the name.').first().waitFor();
    await workbench.screenshot('create-name');
    await quickPick.back();
    await quickPick.row('West Europe').waitFor();
    await page.keyboard.press('Enter');
    await type('Name of the cluster', 'auto');
    await quickPick.row('Create…').waitFor();
    await workbench.screenshot('create-preview');
    const shown = await workbench.editorText();
    assert.match(shown, /AKS Automatic[^]*rg-empty[^]*You get the role/);
    await quickPick.choose('Copy the az Lines');
    await workbench.waitForClipboard(
      /^az aks create --subscription \S+ --resource-group rg-empty --name auto .*\naz role/,
    );
    await quickPick.choose('Create…');
    await workbench.modal().waitFor();
    await workbench.screenshot('create-question');
    assert.match(await workbench.modalText(), /^Create the AKS Automatic cluster auto\?[^]*cannot be stopped/);
    await page.keyboard.press('Enter');
    await quickPick.row('Create…').waitFor();
    assert.deepEqual(recordedWrites(started.simulator), []);
    await confirm();
    await workbench.tree.row(/^Cluster auto, creating…/).waitFor();
    const progress = await workbench.notifications.waitFor(/Create the cluster auto: \d+s · InProgress/);
    assert.deepEqual(await progress.buttons(), ['Cancel']);
    await workbench.screenshot('create-running');
    started.simulator.operations.end();

    const told = await workbench.notifications.waitFor(/auto is there, with Microsoft Entra/);
    assert.match(await told.text(), /You have the role for it\. It can take five minutes/);
    assert.deepEqual(await told.buttons(), ['Get AKS credentials', 'Show Result']);
    await workbench.screenshot('create-done');
    const made = clusterNamed('auto');
    assert.deepEqual(made.arm.sku, { name: 'Automatic', tier: 'Standard' });
    assert.deepEqual(made.arm.properties.aadProfile, {
      managed: true,
      adminGroupObjectIDs: null,
      adminUsers: null,
      enableAzureRBAC: true,
      tenantID: contoso.tenantId,
    });
    assert.deepEqual(
      made.roleAssignments.map(({ role, principalObjectId }) => [role, principalObjectId]),
      [['AKS RBAC Cluster Admin', ada.objectId]],
    );
    assert.deepEqual(
      recordedWrites(started.simulator).map(({ method, status }) => [method, status]),
      [
        ['PUT', 201],
        ['PUT', 201],
      ],
    );
    await told.press('Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: 'auto', format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor('kubectl now uses the context “auto”');
    assert.match(await kubeconfig.kubectl(kubectl, 'get', 'nodes'), /aks-systempool-\S+ +Ready/);
    await workbench.notifications.clear();
  });

  it('keeps every choice where Azure refuses the region, and a creation that a reload interrupts', async () => {
    const { quickPick, page } = workbench;
    const before = recordedWrites(started.simulator).length;
    await workbench.runCommand(`AKS Entra: ${create}`);
    await quickPick.choose('Standard');
    await quickPick.row('Contoso Sandbox').waitFor();
    assert.match(await quickPick.activeRow(), /^Contoso Sandbox/);
    await page.keyboard.press('Enter');
    await quickPick.choose('New resource group…');
    await type('Name of the new resource group', 'rg-e2e');
    await quickPick.choose('Qatar Central');
    await type('Name of the cluster', 'std');
    await quickPick.row('Go on with these').waitFor();
    await workbench.screenshot('create-nodes');
    await quickPick.choose('Number of nodes…');
    await type('How many nodes?', '2');
    await quickPick.choose('Go on with these');
    await quickPick.row('aks-admins').click();
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.choose('Kubernetes RBAC');
    await quickPick.row('Create…').waitFor();
    await workbench.screenshot('create-standard-preview');
    assert.equal(recordedWrites(started.simulator).length, before);
    await confirm();

    await quickPick.row('West Europe').waitFor();
    await workbench.screenshot('create-region-refused');
    const rows = await quickPick.rows();
    assert.match(rows[0] ?? '', /Could not create cluster std: Azure does not offer this in that region/);
    assert.ok(!rows.some((row) => row.startsWith('Qatar Central')), rows.join());
    assert.match(await quickPick.activeRow(), /^East US,/);
    await quickPick.choose('West Europe');
    await quickPick.row('Create…').waitFor();
    assert.match(await workbench.editorText(), /std[^]*rg-e2e[^]*West Europe[^]*2 ×[^]*“aks-admins”/);
    await confirm();
    await workbench.tree.row(/^Cluster std, creating…/).waitFor();
    await page.reload();
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    await workbench.notifications.waitFor(/^Create the cluster std: \d+m? ?\d*s/, 60_000);
    await workbench.tree.row(/^Cluster std, creating…/).waitFor();
    started.simulator.operations.end();
    await workbench.notifications.waitFor(/std is there, with Microsoft Entra: .* admin groups are cluster admins/);
    await workbench.tree.row(/^Cluster std, Entra managed, Kubernetes RBAC/).waitFor();
    await workbench.screenshot('create-standard-done');
    const { arm, nodes, resourceGroup } = clusterNamed('std');
    assert.deepEqual([arm.location, resourceGroup, nodes.length], ['westeurope', 'rg-e2e', 2]);
    assert.deepEqual(arm.properties.aadProfile?.adminGroupObjectIDs, [aksAdmins.objectId]);
    assert.equal(arm.properties.disableLocalAccounts, true);
    assert.deepEqual(
      recordedWrites(started.simulator)
        .slice(before)
        .map(({ path, status }) => [path.replace(/\?.*$/, '').split('/').at(-1), status]),
      [
        ['rg-e2e', 201],
        ['std', 403],
        ['std', 201],
      ],
    );
  });

  function clusterNamed(name: string): SimulatedCluster {
    const cluster = started.simulator.directory.clustersIn(sandbox.subscriptionId).find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  /** What changes something in Azure. */

  async function prompt(text: string): Promise<void> {
    await workbench.page.locator('.quick-input-widget .quick-input-message', { hasText: text }).waitFor();
  }

  async function type(asked: string, text: string): Promise<void> {
    await prompt(asked);
    await workbench.quickPick.filter(text);
    await workbench.page.keyboard.press('Enter');
  }

  async function confirm(): Promise<void> {
    await workbench.quickPick.choose('Create…');
    await workbench.modal().waitFor();
    await workbench.clickInModal('Create');
  }
});
