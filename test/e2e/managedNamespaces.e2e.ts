import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runKubectl } from '../kubectl.ts';
import { answerCredentialPickers, answerFallback } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const nia = 'nia@contoso.com';

// Nia has roles on one managed namespace of autopilot-dev and on one fleet, and none on a cluster.
uiSuite('who has a managed namespace and a fleet only', { limitSeconds: 150, kubectl: true }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;

  it('sees them after the sign-in, and gets to the pods of the namespace', async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn(nia);
    await workbench.tree.item('checkout').waitFor();
    await workbench.waitUntilIdle();
    await workbench.screenshot('managed-namespace');
    assert.match(await workbench.tree.item('autopilot-dev').innerText(), /no access to the cluster itself/);
    await workbench.tree.row(/^Subscription Contoso Development, .*1 managed namespace$/).waitFor();
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('autopilot-dev / checkout');
    await answerCredentialPickers(workbench, {
      cluster: 'autopilot-dev-checkout',
      format: 'exec',
      loginMode: 'vscode',
    });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor('kubectl now uses the context “autopilot-dev-checkout”');
    assert.match(kubeconfig.text(), /namespace: checkout/);
    const { exitCode, stderr } = await outside('get', 'pods');
    assert.equal(exitCode, 0, stderr);
    await workbench.notifications.clear();
  });

  it('gets to the hub of the fleet from its row, and takes it back with Undo', async () => {
    await workbench.tree.inlineAction('web-fleet', 'Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: 'web-fleet-hub', format: 'exec', loginMode: 'vscode' });
    const told = await workbench.notifications.waitFor('“web-fleet-hub”');
    const hub = ['--context', 'web-fleet-hub', 'get', 'pods', '-n', 'default'] as const;
    const { exitCode, stderr } = await outside(...hub);
    assert.equal(exitCode, 0, stderr);
    await workbench.screenshot('fleet-hub');
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.deepEqual(contextNames(), ['autopilot-dev-checkout']);
    assert.notEqual((await outside(...hub)).exitCode, 0);
    await workbench.notifications.clear();
  });

  it('gives the namespace another login mode from its row, which knows its context by then, and removes it', async () => {
    await workbench.tree.contextMenu('checkout', 'Get AKS Credentials with…');
    await answerCredentialPickers(workbench, {
      cluster: 'autopilot-dev-checkout',
      format: 'exec',
      loginMode: 'azurecli',
    });
    await workbench.decide('accept');
    await workbench.notifications.waitFor('kubectl now uses the context “autopilot-dev-checkout”');
    assert.match(kubeconfig.text(), /- azurecli\n/);
    assert.match(kubeconfig.text(), /namespace: checkout/);
    assert.deepEqual(contextNames(), ['autopilot-dev-checkout']);
    await workbench.notifications.clear();
    const entries = await workbench.tree.contextMenuEntries('checkout');
    assert.ok(entries.includes('Open Terminal on This Cluster'), entries.join());
    await workbench.screenshot('managed-namespace-in-kubeconfig');
    await workbench.tree.contextMenu('checkout', 'Remove Cluster from Kubeconfig');
    assert.match(await workbench.modalText(), /^Remove “autopilot-dev-checkout” from the kubeconfig\?/);
    await workbench.clickInModal('Remove');
    await workbench.notifications.waitFor('autopilot-dev-checkout');
    assert.deepEqual(contextNames(), []);
    const isOffered = async (): Promise<boolean> =>
      (await workbench.tree.contextMenuEntries('checkout')).includes('Remove Cluster from Kubeconfig');
    // The rows follow the kubeconfig a moment later.
    for (let times = 0; await isOffered(); times += 1) {
      assert.ok(times < 20);
      await workbench.page.waitForTimeout(200);
    }
    await workbench.notifications.clear();
  });

  function contextNames(): string[] {
    return kubeconfig.model().contexts.map(({ name }) => name);
  }

  function outside(...args: readonly string[]): ReturnType<typeof runKubectl> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, ...args], env);
  }
});
