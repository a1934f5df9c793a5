import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import type { ArmManagedCluster, SimulatedCluster } from '../simulator/scenario.ts';
import { ada, aksAdmins, contoso, platformTeam } from '../simulator/scenarios/people.ts';
import { development } from '../simulator/scenarios/subscriptions.ts';
import { answerCredentialPickers, answerFallback } from './getAksCredentials.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const enable = 'Enable Microsoft Entra on a Cluster…';
const migrate = 'Migrate Legacy Entra Integration…';
const enableTitle = 'Enable Microsoft Entra on static-lab';
const migrateTitle = 'Migrate legacy-web to AKS-managed Entra';

const options = { limitSeconds: 240, signedInAs: ada.upn, kubectl: true };

uiSuite('Enabling Microsoft Entra, and migrating the legacy integration', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;

  beforeEach(async () => {
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    Object.assign(started.simulator.directory.findTenant(contoso.tenantId) ?? {}, { graphAccess: 'readable' });
  });

  it('is offered where there is no Entra, and migrating where it is the legacy one', async () => {
    const { tree } = workbench;
    const [ofNone, ofLegacy, ofManaged] = [
      await tree.contextMenuEntries('static-lab'),
      await tree.contextMenuEntries('legacy-web'),
      await tree.contextMenuEntries('sleepy-dev'),
    ];
    assert.ok(ofNone.includes(enable) && !ofNone.includes(migrate), ofNone.join());
    assert.ok(!ofLegacy.includes(enable) && ofLegacy.includes(migrate), ofLegacy.join());
    assert.ok(!ofManaged.includes(enable) && !ofManaged.includes(migrate), ofManaged.join());

    await workbench.runCommand(`AKS Entra: ${migrate}`);
    await workbench.quickPick.waitForTitle('Migrate a legacy Entra integration');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['legacy-web'],
    );
    await workbench.quickPick.cancel();
    await workbench.runCommand(`AKS Entra: ${enable}`);
    await workbench.quickPick.waitForTitle('Enable Microsoft Entra on a cluster');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['sealed-lab', 'static-lab', 'store-lab'],
    );
    await workbench.quickPick.cancel();
  });

  it('says what stands in the way before it asks anything', async () => {
    await workbench.tree.contextMenu('norbac-lab', enable);
    const noRbac = await workbench.notifications.waitFor(/Kubernetes RBAC is off on norbac-lab/);
    assert.match(await noRbac.text(), /You need a new cluster\.$/);
    await workbench.notifications.clear();

    const lab = clusterNamed('static-lab');
    const before = lab.arm;
    lab.arm = { ...before, properties: { ...before.properties, powerState: { code: 'Stopped' } } };
    await workbench.tree.contextMenu('static-lab', enable);
    await workbench.notifications.waitFor(/static-lab is stopped.* Start it first\./);
    lab.arm = before;
    assert.equal(await workbench.quickPick.input().isVisible(), false);
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('says who can give the role to who may not change the cluster', async () => {
    await workbench.tree.contextMenu('sealed-lab', enable);
    const told = await workbench.notifications.waitFor(/ada@contoso\.com may not change sealed-lab/);
    const line = `az role assignment create --assignee-object-id ${ada.objectId} --assignee-principal-type User --role "Azure Kubernetes Service Contributor Role"`;
    assert.ok((await told.text()).includes(line));
    assert.deepEqual(await told.buttons(), ['Activate a Role (PIM)…', 'Copy az Line', 'Sign In', 'Show Log']);
    await workbench.screenshot('entra-no-permission');
    await told.press('Copy az Line');
    await workbench.waitForClipboard(new RegExp(`^${line} --scope '/subscriptions/[^']*/sealed-lab'$`));
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('shows everything first, writes nothing before the answer, and Enter is no answer', async () => {
    const { quickPick } = workbench;
    await workbench.tree.contextMenu('static-lab', enable);
    await quickPick.waitForTitle(enableTitle);
    await quickPick.row('platform-team').waitFor();
    assert.deepEqual(
      (await quickPick.rows()).map((row) => row.split(',')[0]),
      ['aks-admins', 'platform-team', 'Go on without an admin group'],
    );
    await workbench.screenshot('entra-own-groups');
    await quickPick.filter('team');
    await quickPick.row('platform-team').waitFor();
    await quickPick.filter('project 20');
    await quickPick.row('project-200').waitFor();
    await workbench.screenshot('entra-search');
    await quickPick.filter('admins');
    await quickPick.row('aks-admins').click();
    await quickPick.row('Go on with 1 admin group').waitFor();
    assert.match(await quickPick.activeRow(), /^Go on with 1 admin group/);
    await workbench.screenshot('entra-ticked');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('Azure RBAC').waitFor();
    assert.match(await quickPick.activeRow(), /^Kubernetes RBAC, Role bindings in the cluster decide/);
    await workbench.screenshot('entra-authorization');
    await quickPick.choose('Kubernetes RBAC');
    await quickPick.row('Enable Entra…').waitFor();
    await workbench.screenshot('entra-preview');
    const text = await workbench.editorText();
    assert.match(text, /cannot be turned off[^]*What changes[^]*\+ managed: true/);
    assert.ok(text.includes(`+   - ${aksAdmins.objectId}  # aks-admins`), text);
    await quickPick.choose('Copy the az Line');
    await quickPick.row('Enable Entra…').waitFor();
    await workbench.waitForClipboard(
      `az aks update --subscription ${development.subscriptionId} --resource-group rg-lab --name static-lab --enable-aad --aad-admin-group-object-ids ${aksAdmins.objectId} --aad-tenant-id ${contoso.tenantId}`,
    );
    await quickPick.choose('Enable Entra…');
    await workbench.modal().waitFor();
    await workbench.screenshot('entra-question');
    const asked = await workbench.modalText();
    assert.match(asked, /^Enable Microsoft Entra on static-lab\?/);
    assert.match(asked, /Every member of the group “aks-admins” becomes cluster admin\./);
    assert.match(asked, /cannot be turned off/);
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('Enable Entra…').waitFor();
    await quickPick.choose('Enable Entra…');
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(recordedWrites(started.simulator), []);
    assert.equal(clusterNamed('static-lab').arm.properties.aadProfile, undefined);
  });

  it('asks anew where somebody else changed the cluster in between', async () => {
    const lab = clusterNamed('static-lab');
    await workbench.tree.contextMenu('static-lab', enable);
    await chooseGroup('aks-admins');
    lab.arm = { ...lab.arm, tags: { changed: 'elsewhere' }, eTag: '11111111-2222-4333-8444-555555555555' };
    await confirm('Enable Entra');
    await workbench.notifications.waitFor(/Somebody else changed the cluster in the meantime\. Nothing was written/);
    await workbench.quickPick.row('Enable Entra…').waitFor();
    await workbench.screenshot('entra-changed');
    await workbench.quickPick.choose('Change Something…');
    await workbench.quickPick.row('Go on with 1 admin group').click();
    await workbench.quickPick.row('Kubernetes RBAC').waitFor();
    assert.match(await workbench.quickPick.activeRow(), /^Kubernetes RBAC/);
    await workbench.quickPick.choose('Azure RBAC');
    await workbench.quickPick.row('Enable Entra…').waitFor();
    assert.match(await workbench.editorText(), /\+ enableAzureRBAC: true/);
    await workbench.screenshot('entra-changed-choices');
    await workbench.quickPick.choose('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('tells in full why an operation failed, was cancelled or overtaken, and that the cluster is as it was', async () => {
    const message = 'The AAD profile could not be applied. Correlation ID: 0815.';
    started.simulator.operations.setDuration(500);
    started.simulator.faults.set({ kind: 'failedUpdate', code: 'ReconcileAADProfileFailed', message });
    await workbench.tree.contextMenu('static-lab', enable);
    await chooseGroup('aks-admins');
    await confirm('Enable Entra');
    const told = await workbench.notifications.waitFor(/Microsoft Entra was not enabled on static-lab\./);
    const text = await told.text();
    assert.ok(text.includes(`Azure says: ReconcileAADProfileFailed: ${message}`), text);
    assert.match(text, /managed is false \(asked: true\)/);
    await workbench.screenshot('entra-failed');
    await workbench.tree.row(/^Cluster static-lab, last change failed, No Entra/).waitFor();
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'failedUpdate', code: 'Stopped', message: 'By ops.', ending: 'Canceled' });
    await workbench.tree.contextMenu('static-lab', enable);
    await chooseGroup('aks-admins');
    await confirm('Enable Entra');
    await workbench.notifications.waitFor(
      /not enabled on static-lab\. Somebody cancelled it elsewhere: Stopped: By ops\. .*managed is false/,
    );
    await workbench.screenshot('entra-canceled');
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'failedUpdate', code: '', message: '', ending: 'Overtaken' });
    await workbench.tree.contextMenu('static-lab', enable);
    await chooseGroup('aks-admins');
    await confirm('Enable Entra');
    await workbench.notifications.waitFor(
      /not enabled on static-lab\. Another change came in between: .*managed is false/,
    );
    await workbench.screenshot('entra-overtaken');
  });

  it('enables: progress, the row, what Azure returned, and kubectl as a member of the group', async () => {
    const lab = clusterNamed('static-lab');
    const unknown = { somethingNew: { depth: [1, null, { is: true }], big: 12345678901234 } };
    lab.arm = {
      ...lab.arm,
      ...{ newOnTop: { a: [true] } },
      properties: { ...lab.arm.properties, ...unknown, provisioningState: 'Succeeded' },
    };
    const before = structuredClone(lab.arm);
    started.simulator.operations.setDuration(null);
    const writesBefore = recordedWrites(started.simulator).length;
    await workbench.tree.contextMenu('static-lab', enable);
    await chooseGroup('aks-admins');
    assert.equal(recordedWrites(started.simulator).length, writesBefore);
    await confirm('Enable Entra');
    await workbench.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    const progress = await workbench.notifications.waitFor(/Enable Microsoft Entra on static-lab: \d+s · \w+/);
    assert.deepEqual(await progress.buttons(), ['Cancel']);
    await workbench.screenshot('entra-running');
    assert.equal(started.simulator.operations.end(), 1);

    const told = await workbench.notifications.waitFor(/Microsoft Entra is on for static-lab/);
    assert.match(
      await told.text(),
      /Certificates that were given out before stay full admin until they are rotated\.$/,
    );
    assert.deepEqual(await told.buttons(), ['Get AKS credentials', 'Copy Rotation Line', 'Show Result']);
    await workbench.screenshot('entra-enabled');
    assert.deepEqual(
      recordedWrites(started.simulator)
        .slice(writesBefore)
        .map(({ method, status }) => [method, status]),
      [['PUT', 200]],
    );
    assert.deepEqual(lab.arm.properties.aadProfile, {
      adminUsers: null,
      managed: true,
      adminGroupObjectIDs: [aksAdmins.objectId],
      tenantID: contoso.tenantId,
      enableAzureRBAC: false,
    });
    assert.deepEqual(comparable(lab.arm), comparable(before));
    const operation = started.simulator.operations.list().at(-1);
    assert.deepEqual(operation?.['lost'], []);
    await workbench.tree.row('Cluster static-lab, Entra managed, Kubernetes RBAC, 1.33.5').waitFor();

    await told.press('Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: 'static-lab', format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor('kubectl now uses the context “static-lab”');
    assert.match(await kubeconfig.kubectl(kubectl, 'auth', 'whoami', '-o', 'json'), /"username": "ada@contoso.com"/);
    assert.match(await kubeconfig.kubectl(kubectl, 'get', 'nodes'), /Ready/);
  });

  it('takes pasted ids where Graph refuses, answers for a second factor, and Cancel stops waiting only', async () => {
    const web = clusterNamed('legacy-web');
    const tenant = started.simulator.directory.findTenant(contoso.tenantId);
    assert.ok(tenant);
    tenant.graphAccess = 'forbidden';
    started.simulator.operations.setDuration(null);
    started.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', method: 'writes' });
    // No token has the second factor until the person goes through a sign-in.
    started.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, path: '/only-this' });
    const { quickPick } = workbench;
    await workbench.runCommand(`AKS Entra: ${migrate}`);
    await quickPick.waitForTitle('Migrate a legacy Entra integration');
    await quickPick.choose('legacy-web');
    await quickPick.waitForTitle(migrateTitle);
    // A note that is too long for its row goes on below it.
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Microsoft Graph does not let' })
      .waitFor();
    assert.match((await quickPick.rows()).join('\n'), /Paste the object ids/);
    await quickPick.filter(`${aksAdmins.objectId}, ${platformTeam.objectId}`);
    await quickPick.row('Take these 2 object ids').waitFor();
    assert.match(await quickPick.activeRow(), /^Take these 2 object ids/);
    await workbench.screenshot('entra-pasted');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('Go on with 2 admin groups').click();
    await quickPick.choose('Azure RBAC');
    await quickPick.row('Migrate…').waitFor();
    await workbench.screenshot('entra-migrate-preview');
    await confirm('Migrate');
    await workbench.completeSignIn(ada.upn);
    const progress = await workbench.notifications.waitFor(new RegExp(`${migrateTitle}: \\d+s`));
    await progress.press('Cancel');
    const told = await workbench.notifications.waitFor(
      /no longer waits for legacy-web\. Azure goes on with the change/,
    );
    assert.deepEqual(await told.buttons(), ['Refresh Clusters']);
    await workbench.screenshot('entra-cancelled');
    assert.deepEqual(Object.keys(web.arm.properties.aadProfile ?? {}).includes('clientAppID'), true);
    tenant.graphAccess = 'readable';
    started.simulator.operations.end({ ending: 'Failed', code: 'Ended', message: 'by the test' });
  });

  it('migrates: the legacy apps go, everything else stays, and the credentials are offered anew', async () => {
    const web = clusterNamed('legacy-web');
    const before = structuredClone(web.arm);
    started.simulator.operations.setDuration(500);
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.waitUntilIdle();
    await workbench.tree.contextMenu('legacy-web', migrate);
    await chooseGroup('aks-admins', 'Migrate…');
    await confirm('Migrate', /every kubeconfig/i);
    const told = await workbench.notifications.waitFor(/legacy-web has AKS-managed Entra now/);
    assert.deepEqual(await told.buttons(), ['Get AKS credentials', 'Show Result']);
    assert.deepEqual(web.arm.properties.aadProfile, {
      adminUsers: null,
      adminGroupObjectIDs: [aksAdmins.objectId],
      tenantID: contoso.tenantId,
      managed: true,
      enableAzureRBAC: false,
    });
    assert.deepEqual(comparable(web.arm), comparable(before));
    await told.press('Show Result');
    await workbench.page.locator('.tab', { hasText: 'AADProfile of legacy-web' }).waitFor();
    await workbench.screenshot('entra-migrated');
    assert.match(await workbench.editorText(), /managed: true/);
  });

  function clusterNamed(name: string): SimulatedCluster {
    const cluster = started.simulator.directory.clustersIn(development.subscriptionId).find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  /** What changes something in Azure. */

  /** Through the picker of groups and the one of authorization, to the preview. */
  async function chooseGroup(name: string, goOn = 'Enable Entra…'): Promise<void> {
    const { quickPick } = workbench;
    await quickPick.row(name).click();
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.choose('Kubernetes RBAC');
    await quickPick.row(goOn).waitFor();
  }

  async function confirm(accept: string, says = /becomes? cluster admin/): Promise<void> {
    await workbench.quickPick.choose(`${accept}…`);
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), says);
    await workbench.clickInModal(accept);
  }
});

/** A cluster without what a change of its Entra integration is meant to change. */
function comparable(arm: ArmManagedCluster): object {
  const properties = without(arm.properties, 'aadProfile', 'provisioningState');
  return { ...without(arm, 'eTag', 'properties'), properties };
}

function without(value: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
