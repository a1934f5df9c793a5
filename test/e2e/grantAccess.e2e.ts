import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { askCluster } from '../simulator/clusterApi.ts';
import { clusterPath } from '../simulator/armClient.ts';
import type { RecordedCall } from '../simulator/ports.ts';
import type { SimulatedCluster } from '../simulator/scenario.ts';
import { roleAssignments } from '../simulator/scenarios/azureRoles.ts';
import { ada, aksAdmins, ben } from '../simulator/scenarios/people.ts';
import { development } from '../simulator/scenarios/subscriptions.ts';
import { accessToken, callSimulator, type Reply } from '../simulator/simulatorClient.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const grant = 'Grant Access…';
const revoke = 'Revoke Access…';
const options = { limitSeconds: 240, signedInAs: ada.upn };

uiSuite('Granting access to a cluster, seeing who has it, and revoking it', options, (vscode) => {
  const { started, workbench } = vscode;
  // What Ben may not do is refused.
  const isRefusal = ({ status }: RecordedCall): boolean => status === 403;

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('lets a colleague into one namespace by a role binding, shown first and written after the answer', async () => {
    const { quickPick, page } = workbench;
    // Nobody is its administrator at first.
    clusterNamed('nogroups-dev').bindings.push({ role: 'cluster-admin', subject: aksAdmins.objectId });
    assert.deepEqual(await whatBenMay('nogroups-dev'), { fetch: 403, inDefault: 403, inKubeSystem: 403 });

    await workbench.tree.contextMenu('nogroups-dev', grant);
    await quickPick.waitForTitle('Grant access to nogroups-dev');
    await quickPick.row('aks-admins').waitFor();
    await workbench.screenshot('grant-who');
    await quickPick.filter('Ortega');
    await quickPick.row('Ben Ortega').click();
    await quickPick.row('The whole cluster').waitFor();
    assert.equal(await quickPick.row('A managed namespace…').count(), 0);
    await quickPick.choose('A namespace…');
    await quickPick.row('kube-system').waitFor();
    await workbench.screenshot('grant-namespaces');
    await quickPick.back();
    await quickPick.choose('A namespace…');
    await quickPick.row('default').click();
    await quickPick.row('view').waitFor();
    assert.deepEqual(
      (await quickPick.rows()).map((row) => row.split(',')[0]),
      ['view', 'edit', 'admin'],
    );
    await workbench.screenshot('grant-level');
    await quickPick.row('view').click();
    await quickPick.row('Grant…').waitFor();
    await workbench.screenshot('grant-preview');
    const text = await workbench.editorText();
    assert.match(text, /“Ben Ortega” gets view in the namespace “default” of nogroups-dev/);
    await quickPick.choose('Change What Is Granted…');
    await quickPick.row('edit').waitFor();
    await quickPick.row('view').click();
    await quickPick.choose('Copy the YAML');
    await workbench.waitForClipboard(/^kind: RoleBinding[^]*namespace: "default"[^]*name: "ben@contoso\.com"/m);
    await quickPick.choose('Copy the Lines');
    await workbench.waitForClipboard(
      /^az role assignment create .* --role "Azure Kubernetes Service Cluster User Role" /,
    );
    await quickPick.choose('Grant…');
    await workbench.modal().waitFor();
    await workbench.screenshot('grant-question');
    assert.match(await workbench.modalText(), /^Grant view in the namespace “default” of nogroups-dev\?/);
    await page.keyboard.press('Enter');
    await quickPick.row('Grant…').waitFor();
    assert.deepEqual(recordedWrites(started.simulator), []);

    await quickPick.choose('Grant…');
    await workbench.clickInModal('Grant');
    const told = await workbench.notifications.waitFor(
      /“Ben Ortega” was granted view in the namespace “default” of nogroups-dev/,
    );
    assert.deepEqual(await told.buttons(), ['Copy What They Do Next', 'Undo']);
    await workbench.screenshot('grant-done');
    assert.deepEqual(
      recordedWrites(started.simulator).map(({ method, status }) => [method, status]),
      [
        ['PUT', 201],
        ['POST', 201],
      ],
    );
    assert.deepEqual(await whatBenMay('nogroups-dev'), { fetch: 200, inDefault: 200, inKubeSystem: 403 });
  });

  it('shows the grant below the cluster, and revokes it from there', async () => {
    const { tree, quickPick, page } = workbench;
    const before = recordedWrites(started.simulator).length;
    await tree.expand('nogroups-dev');
    await tree.item('Access').waitFor();
    // Of one who was to be let in, and nothing else.
    const listings = started.simulator.record.filter(({ path }) => path.includes('/roleAssignments?'));
    assert.ok(listings.every(({ path }) => path.includes('assignedTo')));
    await tree.expand('Access');
    await tree.row('Access of Ben Ortega: view, namespace default').waitFor();
    await tree.row('Access of Ben Ortega: AKS Cluster User, cluster').waitFor();
    await tree.row('Access of aks-admins: AKS Cluster User, cluster').waitFor();
    await workbench.screenshot('grant-rows');
    const [atTheRoot] = roleAssignments;
    assert.ok(atTheRoot);
    const ofInherited = await tree.contextMenuEntries(atTheRoot.principalObjectId);
    assert.ok(ofInherited.includes('Show Where It Was Given…') && !ofInherited.includes(revoke), ofInherited.join());
    assert.equal(recordedWrites(started.simulator).length, before);

    // What is inside the cluster comes first.
    await tree.contextMenu('Ben Ortega', revoke);
    await quickPick.waitForTitle('Revoke access to nogroups-dev');
    await quickPick.choose('Copy the Lines');
    await workbench.waitForClipboard(
      /^az aks get-credentials [^\n]*\nkubectl delete rolebinding [^\n]* --context nogroups-dev$/,
    );
    await workbench.screenshot('revoke-preview');
    await quickPick.choose('Revoke…');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^Revoke view of “Ben Ortega” in the namespace “default” of nogroups-dev\?[^]*The ClusterRole “view”/,
    );
    await workbench.screenshot('revoke-question');
    await page.keyboard.press('Enter');
    await quickPick.row('Revoke…').waitFor();
    assert.equal(recordedWrites(started.simulator).length, before);
    await quickPick.choose('Revoke…');
    await workbench.clickInModal('Revoke');
    await workbench.notifications.waitFor(
      /view of “Ben Ortega” in the namespace “default” of nogroups-dev was revoked\.$/,
    );
    await tree.row('Access of Ben Ortega: view, namespace default').waitFor({ state: 'detached' });
    assert.deepEqual(await whatBenMay('nogroups-dev'), { fetch: 200, inDefault: 403, inKubeSystem: 403 });
    await tree.contextMenu('Ben Ortega', revoke);
    await quickPick.choose('Revoke…');
    await workbench.clickInModal('Revoke');
    await tree.item('Ben Ortega').waitFor({ state: 'detached' });
    assert.deepEqual(await whatBenMay('nogroups-dev'), { fetch: 403, inDefault: 403, inKubeSystem: 403 });
  });

  it('asks for the cluster’s name where it is one’s own access, and nothing proves that one keeps it', async () => {
    const { quickPick, page } = workbench;
    const before = recordedWrites(started.simulator).length;
    await workbench.tree.contextMenu('aks-admins', revoke);
    await quickPick.choose('Revoke…');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /your own access, or that of a group you are in\. It is not proven that you keep access/,
    );
    await workbench.clickInModal('Revoke');
    await page.getByPlaceholder('Type the name of the cluster').waitFor();
    await quickPick.filter('nogroups');
    await page.keyboard.press('Enter');
    await page.getByText('Type nogroups-dev to go on').first().waitFor();
    await workbench.screenshot('revoke-own');
    await quickPick.cancel();
    await workbench.waitUntilIdle();
    assert.equal(recordedWrites(started.simulator).length, before);
    await workbench.tree.collapse('nogroups-dev');
  });

  it('lets a colleague in by role assignments where Azure decides, and takes it back with Undo', async () => {
    const { quickPick } = workbench;
    assert.deepEqual(await whatBenMay('autopilot-dev'), { fetch: 403, inDefault: 403, inKubeSystem: 403 });
    await workbench.runCommand(`AKS Entra: ${grant}`);
    await quickPick.waitForTitle('Grant access to a cluster');
    await quickPick.choose('autopilot-dev');
    await quickPick.waitForTitle('Grant access to autopilot-dev');
    await quickPick.filter(ben.objectId);
    await quickPick.row('Take this object id').click();
    await quickPick.choose('A managed namespace…');
    await quickPick.row('checkout').waitFor();
    await workbench.screenshot('grant-managed');
    await quickPick.back();
    await quickPick.choose('A namespace…');
    await quickPick.row('default').click();
    await quickPick.row('edit').click();
    const before = recordedWrites(started.simulator).length;
    await quickPick.choose('Grant…');
    await workbench.clickInModal('Grant');
    const told = await workbench.notifications.waitFor(
      /was granted edit in the namespace “default” of autopilot-dev\..*five minutes/,
    );
    assert.deepEqual(
      recordedWrites(started.simulator)
        .slice(before)
        .map(({ method, status }) => [method, status]),
      [
        ['PUT', 201],
        ['PUT', 201],
      ],
    );
    assert.deepEqual(await whatBenMay('autopilot-dev'), { fetch: 200, inDefault: 200, inKubeSystem: 403 });
    await told.press('Undo');
    await workbench.notifications.waitFor('The grant on autopilot-dev was undone.');
    assert.deepEqual(await whatBenMay('autopilot-dev'), { fetch: 403, inDefault: 403, inKubeSystem: 403 });
  });

  it('says who can where one may not, with the lines to hand over, and sends nothing', async () => {
    const { quickPick } = workbench;
    const before = recordedWrites(started.simulator).length;
    await workbench.runCommand(`AKS Entra: ${grant}`);
    await quickPick.choose('payments-prod');
    await quickPick.waitForTitle('Grant access to payments-prod');
    await quickPick.filter('platform');
    await quickPick.row('platform-team').click();
    await quickPick.choose('The whole cluster');
    await quickPick.choose('edit');
    await quickPick.row('Copy the Lines for Someone Who May').waitFor();
    await workbench.screenshot('grant-hand-over');
    assert.equal(await quickPick.row('Grant…').count(), 0);
    assert.match(
      await workbench.editorText(),
      /You cannot give it yourself[^]*may not assign roles on “payments-prod”/,
    );
    await quickPick.choose('Copy the Lines for Someone Who May');
    await workbench.waitForClipboard(
      /^az role assignment create [^\n]*\naz aks get-credentials [^\n]*\nkubectl create clusterrolebinding [^\n]* --context payments-prod$/,
    );
    await quickPick.choose('Close');
    await workbench.waitUntilIdle();
    assert.equal(recordedWrites(started.simulator).length, before);
  });

  vscode.leavesNothingBehind(isRefusal);

  function clusterNamed(name: string): SimulatedCluster {
    const cluster = started.simulator.directory.clustersIn(development.subscriptionId).find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  /** What changes something in Azure, in the directory or in a cluster. */

  /** Whether Ben may fetch a credential, and list pods in two namespaces, as the status of each answer. */
  async function whatBenMay(name: string): Promise<object> {
    const { simulator } = started;
    const url = `https://management.azure.com${clusterPath('rg-dev', name)}/listClusterUserCredential?api-version=2025-10-01`;
    const credential = async (upn: string): Promise<Reply> =>
      callSimulator(simulator, url, { method: 'POST', token: await accessToken(simulator, { upn }) });
    const adas = await credential(ada.upn);
    const pods = async (namespace: string): Promise<number> =>
      (await askCluster(simulator, adas, ben.upn, `/api/v1/namespaces/${namespace}/pods`)).status;
    return {
      fetch: (await credential(ben.upn)).status,
      inDefault: await pods('default'),
      inKubeSystem: await pods('kube-system'),
    };
  }
});
