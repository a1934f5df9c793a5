import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import type { RecordedCall } from '../simulator/ports.ts';
import { ada } from '../simulator/scenarios/people.ts';
import { uiSuite } from './uiSuite.ts';

const cluster = 'vault-prod';

uiSuite('a cluster that the network keeps from here', { limitSeconds: 180, signedInAs: ada.upn }, (vscode) => {
  const { started, workbench } = vscode;

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('is shown with the ways that fit it, and why the others do not', async () => {
    const { quickPick, tree } = workbench;
    await tree.contextMenu(cluster, 'Ways to Reach a Cluster…');
    await quickPick.waitForTitle(`Ways to reach ${cluster}`);
    await quickPick.row('Run a Command through Azure…').waitFor();
    await workbench.screenshot('reach-ladder');
    assert.deepEqual(
      (await quickPick.rows()).map((row) => row.replace(/^info +/, '').split(/[:,]/)[0]),
      [
        'Open Terminal through Bastion…',
        'Open Cloud Shell…',
        'Run a Command through Azure…',
        'Start the Cluster',
        'Get Credentials with Its Public Name',
        'Authorise Your Address',
      ],
    );
    await quickPick.choose('Run a Command through Azure…');
    // Nothing is asked, since the role is missing.
    const told = await workbench.notifications.waitFor(/Your account may not run commands in vault-prod/);
    assert.deepEqual(await told.buttons(), ['Activate a Role (PIM)…', 'Copy az Line', 'Sign In', 'Show Log']);
    await workbench.screenshot('run-command-no-role');
    assert.deepEqual(runs(), []);
  });

  it('runs a command through Azure once that was agreed to, and shows what was printed', async () => {
    const { quickPick, page } = workbench;
    const simulated = started.simulator.directory.scenario.clusters.find(({ name }) => name === cluster);
    simulated?.roleAssignments.push({ role: 'AKS Cluster Admin Role', principalObjectId: ada.objectId });
    await workbench.tree.contextMenu(cluster, 'Ways to Reach a Cluster…');
    await quickPick.waitForTitle(`Ways to reach ${cluster}`);
    await quickPick.choose('Run a Command through Azure…');
    await quickPick.waitForTitle(`Run a command through Azure: ${cluster}`);
    await quickPick.input().fill('kubectl get nodes');
    await quickPick.input().press('Enter');
    await workbench.modal().waitFor();
    await workbench.screenshot('run-command-question');
    assert.match(await workbench.modalText(), /^Run commands inside “vault-prod” through Azure\?/);
    assert.match(
      await workbench.modalText(),
      /token for AKS is sent to Azure Resource Manager \(management\.azure\.com\)/,
    );
    assert.deepEqual(runs(), []);
    await workbench.clickInModal('Run It');
    await page.locator('.tab', { hasText: `Command in ${cluster}` }).waitFor();
    const text = await workbench.editorText();
    await workbench.screenshot('run-command-result');
    assert.match(text, /^Exit code: 0\n(.*\n)*Command: kubectl get nodes\n(.*\n)*What it printed \(read only\)/);
    assert.match(text, /aks-default-\w+-vmss000000 +Ready +<none>/);

    // Asked once; the session's commands are there again.
    await workbench.tree.contextMenu(cluster, 'Ways to Reach a Cluster…');
    await quickPick.choose('Run a Command through Azure…');
    await quickPick.row('Type a Command…').waitFor();
    assert.match(await quickPick.activeRow(), /^kubectl get nodes/);
    await quickPick.choose('Type a Command…');
    await quickPick.input().fill('kubectl annotate nodes');
    await quickPick.input().press('Enter');
    const told = await workbench.notifications.waitFor(/The command in “vault-prod” ended with exit code 1\./);
    await workbench.screenshot('run-command-failed');
    assert.deepEqual(await told.buttons(), []);
    assert.match(await workbench.editorText(), /^Exit code: 1/);
    assert.deepEqual(
      runs().map(({ status }) => status),
      [202, 202],
    );
    await workbench.runCommand('View: Close All Editors');
    simulated?.roleAssignments.pop();
  });

  it('is asked for its credentials with the public name that was chosen already', async () => {
    const { quickPick, tree } = workbench;
    await tree.contextMenu('edge-prod', 'Ways to Reach a Cluster…');
    await quickPick.choose('Get Credentials with Its Public Name…');
    await quickPick.waitForTitle('Login mode for edge-prod');
    await workbench.screenshot('reach-public-name');
    await quickPick.button('Public address: on.').waitFor();
    assert.match((await quickPick.input().getAttribute('placeholder')) ?? '', / · by its public address$/);
    await quickPick.cancel();
  });

  function runs(): RecordedCall[] {
    return started.simulator.record.filter(({ path }) => path.includes('/runCommand?'));
  }
});
