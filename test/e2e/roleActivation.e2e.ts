import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import { clusterScope } from '../simulator/azureRoles.ts';
import { ben } from '../simulator/scenarios/people.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { closeForbidden, explainForbidden, remedy } from './explainForbidden.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const activate = 'Activate a Role (PIM)…';
const role = 'Azure Kubernetes Service RBAC Cluster Admin';
const cluster = 'orders-prod';

const options = { limitSeconds: 200, signedInAs: ben.upn, kubectl: true };

uiSuite('A role for a time (PIM)', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('is offered for every cluster, and shown with what it gives; nothing is sent before the answer', async () => {
    const { tree, quickPick } = workbench;
    // Turning Entra on takes a role, too.
    await tree.contextMenu('static-lab', 'Enable Microsoft Entra on a Cluster…');
    const told = await workbench.notifications.waitFor(/ben@contoso\.com may not change static-lab/);
    await workbench.screenshot('pim-beside-error');
    await told.press(activate);
    await quickPick.waitForTitle('Activate a role on static-lab');
    await quickPick.cancel();
    assert.ok((await tree.contextMenuEntries('static-lab')).includes(activate));
    await getAksCredentials(workbench, { cluster, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${cluster}”`);
    // From kubectl's own words in a terminal to the role that one could have.
    await explainForbidden(workbench, 'kubectl get nodes');
    await tree.row(/^You can activate \(PIM\): warning\. RBAC Cluster Admin · this cluster/).waitFor();
    await tree.row(/^Missing role: error\. RBAC Admin · whole cluster/).waitFor();
    await remedy(workbench, 'Grant Access…').waitFor();
    await tree.expand('Where AKS asked Azure, one after the other');
    await tree.row(/^1\. the cluster: error\. your roles do not cover it: “RBAC Reader”/).waitFor();
    await workbench.screenshot('forbidden-roles');
    await remedy(workbench, activate).click();
    await quickPick.waitForTitle(`Activate a role on ${cluster}`);
    await quickPick.row(role).waitFor();
    const rows = await quickPick.rows();
    assert.match(rows[0] ?? '', /RBAC Cluster Admin, this cluster, Everything in the cluster: nodes, secrets/);
    assert.match(rows.join('\n'), /Group Memberships in the Azure Portal…, Not shown here: VS Code has no consent/);
    await workbench.screenshot('pim-roles');
    await quickPick.choose(role);
    await quickPick.waitForTitle(`Activate ${role}`);
    await quickPick.back();
    await quickPick.choose(role);
    await quickPick.waitForTitle(`Activate ${role}`);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('A justification is needed.').waitFor();
    await quickPick.filter('INC-7: orders do not go out');
    await workbench.screenshot('pim-justification');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('8 hours').waitFor();
    assert.match(await quickPick.activeRow(), /^8 hours/);
    await workbench.screenshot('pim-duration');
    await quickPick.choose('12 hours');
    await workbench.modal().waitFor();
    await workbench.screenshot('pim-question');
    const asked = await workbench.modalText();
    assert.match(asked, /^Activate “Azure Kubernetes Service RBAC Cluster Admin” for 12 hours\?/);
    assert.match(asked, /Cluster: orders-prod\s+Where: this cluster\s[^]*“INC-7: orders do not go out”/);
    // Enter is no answer: it leads back to what was said, which is remembered.
    await workbench.page.keyboard.press('Enter');
    await quickPick.waitForTitle(`Activate ${role}`);
    assert.equal(await quickPick.input().inputValue(), 'INC-7: orders do not go out');
    await workbench.page.keyboard.press('Enter');
    await quickPick.choose('12 hours');
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(recordedWrites(started.simulator), []);
    await closeForbidden(workbench);
  });

  it('leads back to the time that the rules refuse, and then gets a new token by itself: nodes', async () => {
    await workbench.tree.contextMenu(cluster, activate);
    await workbench.quickPick.choose(role);
    // The justification of before is suggested.
    await workbench.quickPick.waitForTitle(`Activate ${role}`);
    await workbench.page.keyboard.press('Enter');
    await workbench.quickPick.choose('12 hours');
    await workbench.clickInModal('Activate');
    await workbench.quickPick.row('8 hours').waitFor();
    assert.match((await workbench.quickPick.rows()).join('\n'), /do not allow 12 hours: choose a shorter time/);
    await workbench.screenshot('pim-too-long');
    await workbench.quickPick.choose('1 hour');
    await workbench.clickInModal('Activate');
    const told = await workbench.notifications.waitFor(/^Active until .+ on orders-prod: “AKS RBAC Cluster Admin”\./);
    assert.match(await told.text(), /up to five minutes until the cluster knows it\.$/);
    await workbench.notifications.waitFor(/^The new token for orders-prod was issued at/);
    await workbench.screenshot('pim-active');
    assert.match((await nodes()).stdout, /aks-default-/);
    assert.deepEqual(
      recordedWrites(started.simulator).map(({ method, path, status }) => [
        method,
        path.includes('roleAssignmentScheduleRequests'),
        status,
      ]),
      [
        ['PUT', true, 400],
        ['PUT', true, 201],
      ],
    );
    await workbench.tree.contextMenu(cluster, activate);
    await workbench.quickPick.waitForTitle(`Activate a role on ${cluster}`);
    assert.match(
      (await workbench.quickPick.rows())[0] ?? '',
      /RBAC Cluster Admin, this cluster · active already, until/,
    );
    await workbench.quickPick.cancel();
  });

  it('says that a request waits for approval, and not that it is active', async () => {
    const { quickPick } = workbench;
    await workbench.runCommand(`AKS Entra: ${activate}`);
    await quickPick.waitForTitle('Activate a role on a cluster');
    await quickPick.choose('autopilot-dev');
    await quickPick.choose(role);
    await quickPick.waitForTitle(`Activate ${role}`);
    await quickPick.filter('a look at the autopilot');
    await workbench.page.keyboard.press('Enter');
    await quickPick.row('8 hours').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.clickInModal('Activate');
    const told = await workbench.notifications.waitFor(
      /^Waiting for approval on autopilot-dev: “AKS RBAC Cluster Admin”\./,
    );
    assert.deepEqual(await told.buttons(), ['Open in Portal']);
    await workbench.screenshot('pim-waits');
  });

  it('signs in with a second factor where the rules ask for one, and offers the credentials that the role gives', async () => {
    const { quickPick } = workbench;
    const { subscriptionId } = production;
    // The simulator is reset before the next suite.
    started.simulator.directory.scenario.eligibilities.push({
      scope: clusterScope({ subscriptionId, resourceGroup: 'rg-audit', name: 'audit-prod' }),
      role: 'AKS Cluster User Role',
      principalObjectId: ben.objectId,
      needsMfa: true,
    });
    await workbench.tree.contextMenu('audit-prod', activate);
    await quickPick.choose('Azure Kubernetes Service Cluster User Role');
    await quickPick.waitForTitle('Activate Azure Kubernetes Service Cluster User Role');
    await quickPick.filter('the audit');
    await workbench.page.keyboard.press('Enter');
    await quickPick.choose('1 hour');
    await workbench.clickInModal('Activate');
    const asked = await workbench.notifications.waitFor(/ask for a sign-in with a second factor\./);
    assert.deepEqual(await asked.buttons(), ['Sign In Again', 'Open in Portal']);
    await workbench.screenshot('pim-second-factor');
    await asked.press('Sign In Again');
    const told = await workbench.notifications.waitFor(/^Active until .+ on audit-prod: “AKS Cluster User Role”\./);
    assert.deepEqual(await told.buttons(), ['Get AKS credentials']);
    await told.press('Get AKS credentials');
    await quickPick.waitForTitle('Login mode for audit-prod');
    await quickPick.cancel();
  });

  vscode.leavesNothingBehind(({ path, status }) => path.startsWith('/api/v1/nodes') && status === 403);

  function nodes(): Promise<KubectlResult> {
    const env = { HOME: started.vscode.homeFolder, ...started.simulator.clientEnvironment(started.caFile) };
    return runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, 'get', 'nodes'], env);
  }
});
