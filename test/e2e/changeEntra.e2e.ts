import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import type { ArmManagedCluster, SimulatedCluster } from '../simulator/scenario.ts';
import { ada, contoso } from '../simulator/scenarios/people.ts';
import { cloudHosts } from '../simulator/simulator.ts';
import { answerCredentialPickers, answerFallback } from './getAksCredentials.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const groups = 'Change Admin Groups…';
const authorization = 'Turn Entra ID Authorization On or Off…';
const localAccounts = 'Turn Local Accounts On or Off…';
const newGroup = 'lab-admins';

const options = { limitSeconds: 210, signedInAs: ada.upn, kubectl: true };

uiSuite('Changing admin groups, authorization and local accounts', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;

  beforeEach(async () => {
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.operations.setDuration(500);
  });

  it('is offered where Entra is managed, and tells at once where something cannot be changed', async () => {
    const { tree, quickPick } = workbench;
    const [ofManaged, ofNone] = [
      await tree.contextMenuEntries('payments-prod'),
      await tree.contextMenuEntries('static-lab'),
    ];
    for (const entry of [groups, authorization, localAccounts]) {
      assert.ok(ofManaged.includes(entry) && !ofNone.includes(entry), entry);
    }
    await workbench.tree.contextMenu('autopilot-dev', localAccounts);
    await workbench.notifications.waitFor(/autopilot-dev is an AKS Automatic cluster, whose local accounts cannot/);
    await workbench.runCommand(`AKS Entra: ${authorization}`);
    await quickPick.waitForTitle('Turn Entra ID authorization on or off');
    await quickPick.filter('autopilot');
    await quickPick.row('autopilot-dev').waitFor({ state: 'detached' });
    await quickPick.filter('payments');
    await quickPick.row('payments-prod').waitFor();
    await quickPick.cancel();
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('signs in once more where Graph asks for a second factor for what is typed, and finds it then', async () => {
    const { quickPick, tree } = workbench;
    started.simulator.faults.set({
      kind: 'claimsChallenge',
      interactive: true,
      host: cloudHosts.graph,
      path: 'groups.*search',
    });
    await tree.contextMenu('nogroups-dev', groups);
    await quickPick.waitForTitle('Change the admin groups of nogroups-dev');
    await quickPick.filter('project-042');
    await workbench.completeSignIn(ada.upn);
    await quickPick.row('project-042').waitFor();
    await workbench.screenshot('change-groups-second-factor');
    await quickPick.cancel();
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  it('makes a group on the way, whose member could do nothing before and lists nodes afterwards', async () => {
    const { quickPick, tree } = workbench;
    await tree.contextMenu('nogroups-dev', 'Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: 'nogroups-dev', format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor('kubectl now uses the context “nogroups-dev”');
    await assert.rejects(kubeconfig.kubectl(kubectl, 'get', 'nodes'), /forbidden/i);
    await workbench.notifications.clear();

    await tree.contextMenu('nogroups-dev', groups);
    await quickPick.waitForTitle('Change the admin groups of nogroups-dev');
    // The groups that one is in come later, and move the rows.
    await quickPick.row('aks-admins').waitFor();
    await workbench.waitUntilIdle();
    await quickPick.row('Go on without an admin group').click();
    await workbench.page.getByPlaceholder(/^Nothing would change: tick other groups/).waitFor();
    await workbench.screenshot('change-groups-nothing');
    await quickPick.filter(newGroup);
    await quickPick.row(`Create a group “${newGroup}”…`).click();
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^Create the security group “lab-admins”\?\n.*ada@contoso\.com as its only/,
    );
    await workbench.screenshot('change-create-group');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('aks-admins').waitFor();
    assert.deepEqual(recordedWrites(started.simulator), []);

    const tenant = started.simulator.directory.findTenant(contoso.tenantId);
    assert.ok(tenant);
    tenant.usersMayCreateGroups = false;
    await create();
    await workbench.notifications.waitFor(/“lab-admins” was not made: the directory does not let you make groups/);
    await quickPick.row('Copy the az Lines').click();
    await workbench.waitForClipboard(/^az ad group create .*\naz ad group member add .* --member-id [0-9a-f-]{36}$/);
    await workbench.screenshot('change-group-lines');
    await quickPick.choose('Back to the Groups');
    tenant.usersMayCreateGroups = true;

    await create();
    await quickPick.row('Go on with 1 admin group').waitFor();
    await workbench.screenshot('change-group-created');
    const made = started.simulator.directory.scenario.groups.find(({ displayName }) => displayName === newGroup);
    assert.ok(made);
    assert.deepEqual([made.memberObjectIds, made.ownerObjectIds], [[ada.objectId], [ada.objectId]]);
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.row('Change Admin Groups…').waitFor();
    await workbench.screenshot('change-groups-preview');
    await quickPick.choose('Change Something…');
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.row('Change Admin Groups…').waitFor();
    assert.ok((await workbench.editorText()).includes(`+   - ${made.objectId}  # ${newGroup}`));
    await confirm(
      'Change Admin Groups',
      /^Change the admin groups of nogroups-dev\?\nEvery member of the group “lab-admins”/,
    );
    const told = await workbench.notifications.waitFor(/nogroups-dev has the admin groups that were asked for/);
    assert.deepEqual(await told.buttons(), ['Refresh Token Now', 'Show Result']);
    assert.deepEqual(clusterNamed('nogroups-dev').arm.properties.aadProfile?.adminGroupObjectIDs, [made.objectId]);
    await told.press('Refresh Token Now');
    await workbench.notifications.waitFor(/The new token for .*nogroups-dev/);
    assert.match(await kubeconfig.kubectl(kubectl, 'get', 'nodes'), /Ready/);
  });

  it('turns local accounts off where the token proves access, with the line for certificates', async () => {
    const { quickPick, tree } = workbench;
    const cluster = clusterNamed('payments-prod');
    const unknown = { somethingNew: { depth: [1, null, { is: true }] } };
    cluster.arm = { ...cluster.arm, properties: { ...cluster.arm.properties, ...unknown } };
    const before = structuredClone(cluster.arm);
    await tree.contextMenu('payments-prod', localAccounts);
    await quickPick.row('Turn Local Accounts Off…').waitFor();
    await workbench.screenshot('change-local-accounts');
    const text = await workbench.editorText();
    assert.match(text, /You keep access: your token says that you are in “aks-admins”/);
    await confirm('Turn Local Accounts Off', /Azure refuses the admin credential.*\n.*up to 30 minutes; this does not/);
    const told = await workbench.notifications.waitFor(/payments-prod has no local accounts any more/);
    await workbench.screenshot('change-local-accounts-off');
    await told.press('Copy Rotation Line');
    await workbench.waitForClipboard(/^az aks rotate-certs .*--name payments-prod$/);
    assert.deepEqual(
      comparable(cluster.arm),
      comparable({ ...before, properties: { ...before.properties, disableLocalAccounts: true } }),
    );
  });

  it('meets a cluster that somebody else changed, shows it anew, and turns authorization on then', async () => {
    const { quickPick, tree } = workbench;
    const cluster = clusterNamed('payments-prod');
    const count = recordedWrites(started.simulator).length;
    await tree.contextMenu('payments-prod', authorization);
    await quickPick.row('Turn Authorization On…').waitFor();
    const eTag = '11111111-2222-4333-8444-555555555555';
    cluster.arm = { ...cluster.arm, tags: { changed: 'elsewhere' }, eTag };
    await confirm('Turn Authorization On', /Azure role assignments will decide/);
    await workbench.notifications.waitFor(/Somebody else changed the cluster in the meantime\. Nothing was written/);
    await quickPick.row('Turn Authorization On…').waitFor();
    assert.equal(recordedWrites(started.simulator).length, count);
    await workbench.screenshot('change-authorization-again');
    const before = structuredClone(cluster.arm);

    // Faster still: between the last look and the write.
    await workbench.notifications.clear();
    const fault = started.simulator.faults.set({ kind: 'refused', refusal: 'preconditionFailed', method: 'writes' });
    await confirm('Turn Authorization On', /You keep access/);
    await workbench.notifications.waitFor(/Somebody else changed the cluster in the meantime\. Nothing was written/);
    await quickPick.row('Turn Authorization On…').waitFor();
    started.simulator.faults.clear(fault);
    assert.deepEqual(cluster.arm, before);
    await confirm('Turn Authorization On', /You keep access/);
    await workbench.notifications.waitFor(/Entra ID authorization \(Azure RBAC\) is on for payments-prod/);
    await tree.row(/^Cluster payments-prod, Entra managed, Azure RBAC/).waitFor();
    const statuses = recordedWrites(started.simulator).map(({ method, status }) => [method, status]);
    assert.deepEqual(statuses.slice(count), [
      ['PUT', 412],
      ['PUT', 200],
    ]);
    const aadProfile = { ...before.properties.aadProfile, enableAzureRBAC: true };
    assert.deepEqual(
      comparable(cluster.arm),
      comparable({ ...before, properties: { ...before.properties, aadProfile } }),
    );
  });

  it('wants the cluster’s name typed before the last own group goes, and takes no other', async () => {
    const { quickPick, tree } = workbench;
    const cluster = clusterNamed('payments-prod');
    const count = recordedWrites(started.simulator).length;
    await tree.contextMenu('payments-prod', groups);
    await quickPick.row('platform-team').waitFor();
    await workbench.waitUntilIdle();
    await quickPick.row('aks-admins').click();
    await quickPick.row('Go on without an admin group').click();
    await quickPick.row('Change Admin Groups…').waitFor();
    assert.match(await workbench.editorText(), /It is not proven that you keep access\. There will be no admin group/);
    await workbench.screenshot('change-not-proven');
    assert.match((await quickPick.rows()).at(-1) ?? '', /It is not proven that you keep access: the cluster’s name/);
    await confirm('Change Admin Groups', /It is not proven that you keep access.*Members of|Members of “aks-admins”/);
    await quickPick.waitForTitle('Change the admin groups of payments-prod');
    await quickPick.filter('payments');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('Type payments-prod to go on, or press Escape.').waitFor();
    await workbench.screenshot('change-type-name');
    assert.equal(recordedWrites(started.simulator).length, count);
    await quickPick.filter('payments-prod');
    await workbench.page.keyboard.press('Enter');
    await workbench.notifications.waitFor(/payments-prod has the admin groups that were asked for/);
    assert.deepEqual(cluster.arm.properties.aadProfile?.adminGroupObjectIDs, []);
    assert.deepEqual(
      recordedWrites(started.simulator)
        .slice(count)
        .map(({ method, status }) => [method, status]),
      [['PUT', 200]],
    );
    for (const operation of started.simulator.operations.list()) {
      assert.deepEqual(operation['lost'], []);
    }
  });

  vscode.leavesNothingBehind(({ status, path }) => status === 403 && path.startsWith('/api/v1/nodes'));

  function clusterNamed(name: string): SimulatedCluster {
    const cluster = started.simulator.directory.scenario.clusters.find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  /** What changes something in Azure or in the directory. */

  /** Makes the group in the picker that is open. */
  async function create(): Promise<void> {
    await workbench.quickPick.row('aks-admins').waitFor();
    await workbench.quickPick.filter(newGroup);
    await workbench.quickPick.row(`Create a group “${newGroup}”…`).click();
    await workbench.clickInModal('Create Group');
  }

  async function confirm(accept: string, says: RegExp): Promise<void> {
    await workbench.quickPick.choose(`${accept}…`);
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), says);
    await workbench.clickInModal(accept);
  }
});

/** A cluster but for what every change of it renews. */
function comparable(arm: ArmManagedCluster): object {
  const properties = { ...arm.properties, provisioningState: 'Succeeded' };
  return { ...Object.fromEntries(Object.entries(arm).filter(([name]) => name !== 'eTag')), properties };
}
