import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import {
  answerCredentialPickers,
  type CredentialRequest,
  getAksCredentials,
  openFurtherChoices,
  pickAksCluster,
} from './getAksCredentials.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('Get AKS credentials', { limitSeconds: 120, kubectl: true }, (vscode) => {
  const { workbench, kubeconfig, kubectl } = vscode;
  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('signs in first where nobody is, offers all clusters by subscription, and merges an exec credential', async () => {
    await workbench.runCommand('Get AKS credentials');
    await workbench.completeSignIn('ada@contoso.com');
    const { quickPick } = workbench;
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.row('ancient-dev').waitFor();
    assert.equal(
      (await quickPick.rows())[0],
      'ancient-dev, rg-dev, last change failed · Entra managed · Kubernetes RBAC · 1.23.15 · Contoso Development, Contoso Development (Contoso)',
    );
    await workbench.screenshot('picker');
    await quickPick.filter('rg-payments');
    await quickPick.row('payments-prod').waitFor();
    assert.deepEqual(await quickPick.rows(), [
      'payments-prod, rg-payments, Entra managed · Kubernetes RBAC · 1.33.5 · Contoso Production',
    ]);
    await quickPick.choose('payments-prod');
    await answerCredentialPickers(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' });
    await told('kubectl now uses the context “payments-prod” (~/.kube/config).', [
      'Open Terminal',
      'Verify Access',
      'Open Kubeconfig',
      'Undo',
    ]);
    await workbench.screenshot('result');
    assert.equal(kubeconfig.mode(), 0o600);
    assert.equal(kubeconfig.model()['current-context'], 'payments-prod');
    const args = kubeconfig.execArguments('payments-prod');
    assert.deepEqual(args.slice(args.indexOf('--login')), ['--login', 'devicecode']);
    assert.match(await kubeconfig.kubectl(kubectl, 'config', 'view'), /kubelogin get-token|command: kubelogin/);
  });

  it('proposes what was chosen before, and changes nothing where the same credential is there already', async () => {
    const before = kubeconfig.text();
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    assert.match(await workbench.quickPick.activeRow(), /^Device code, devicecode/);
    await workbench.page.keyboard.press('Enter');
    await told(/already has this credential for “payments-prod”; nothing was changed\./, [
      'Open Terminal',
      'Verify Access',
      'Open Kubeconfig',
    ]);
    assert.equal(kubeconfig.text(), before);
  });

  it('shows another login mode before it changes an entry: a closed editor leaves the file, Accept replaces the entry', async () => {
    const before = kubeconfig.text();
    const interactive: CredentialRequest = { cluster: 'payments-prod', format: 'exec', loginMode: 'interactive' };
    await getAksCredentials(workbench, interactive);
    await workbench.page
      .locator('.monaco-diff-editor .editor.modified', { hasText: '# users: clusterUser_rg-payments_payments-prod' })
      .waitFor();
    const asked =
      /^Change “payments-prod” to interactive, in ~\/\.kube\/config\. Accept it \(Ctrl\+Enter\) or discard it /;
    const item = workbench.statusBarItem('aksEntra.decision');
    await item.getByRole('alert', { name: asked }).waitFor();
    assert.deepEqual(await workbench.notifications.texts(), []);
    assert.match(await workbench.editorText(), /^# Accept it \(Ctrl\+Enter\) or discard it/);
    await item.filter({ hasText: 'decide in the editor’s title' }).waitFor();
    await workbench.screenshot('mode-change');
    await item.getByRole('button', { name: /^A decision is waiting: / }).waitFor();
    // Whoever closes the editor does not want it.
    await workbench.runCommand('View: Close All Editors');
    await workbench.waitUntilIdle();
    assert.equal(kubeconfig.text(), before);

    await getAksCredentials(workbench, interactive);
    await workbench.decide('accept');
    await told(/kubectl now uses the context “payments-prod”/);
    assert.ok(kubeconfig.execArguments('payments-prod').includes('interactive'));
    assert.equal(kubeconfig.model().contexts.length, 1);
  });

  it('keeps both where that is wanted, and remembers the last choice', async () => {
    await getAksCredentials(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'azurecli' });
    await workbench.decide('keepBoth');
    await told(/kubectl now uses the context “payments-prod-rg-payments”/);
    assert.deepEqual(
      kubeconfig.model().contexts.map(({ name }) => name),
      ['payments-prod', 'payments-prod-rg-payments'],
    );
    assert.ok(kubeconfig.execArguments('payments-prod').includes('interactive'));
    assert.match(kubeconfig.execArguments('payments-prod-rg-payments').join(' '), /--login azurecli/);
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    assert.match(await workbench.quickPick.activeRow(), /^Azure CLI, azurecli/);
    await workbench.quickPick.cancel();
  });

  it('gets the azure format, which says that new kubectl versions refuse it', async () => {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('orders-prod');
    await workbench.quickPick.waitForTitle('Login mode for orders-prod');
    await openFurtherChoices(workbench, 'orders-prod');
    await workbench.screenshot('further-choices');
    assert.match((await workbench.quickPick.rows())[0] ?? '', /^azure format, .*kubectl 1\.26 and newer refuse/);
    await workbench.quickPick.choose('azure format');
    await told(/kubectl now uses the context “orders-prod”/);
    assert.equal(kubeconfig.userOf('orders-prod')?.['auth-provider']?.name, 'azure');
    assert.match(await kubeconfig.kubectl(kubectl, 'config', 'get-contexts', '-o', 'name'), /^orders-prod$/m);
  });

  it('has one login mode for legacy Entra', async () => {
    await getAksCredentials(workbench, { cluster: 'legacy-web', format: 'exec' });
    await told(/kubectl now uses the context “legacy-web”/);
    assert.equal(kubeconfig.execArguments('legacy-web').at(-1), '--legacy');
  });

  it('says what a static credential is before it writes one: declined, nothing is written', async () => {
    const before = kubeconfig.text();
    await getAksCredentials(workbench, { cluster: 'static-lab', format: 'static certificate' });
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^The clusterUser credential of static-lab is a static full-admin certificate\./,
    );
    await workbench.screenshot('static-credential');
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.equal(kubeconfig.text(), before);

    await getAksCredentials(workbench, { cluster: 'static-lab', format: 'static certificate' });
    await workbench.clickInModal('Write Static Credential');
    await told(/kubectl now uses the context “static-lab”/);
    const nodes = await kubeconfig.kubectl(kubectl, '--context', 'static-lab', 'get', 'nodes');
    assert.equal(nodes.match(/aks-default-/g)?.length, 3);
  });

  it('takes a merge back with Undo, and opens the kubeconfig', async () => {
    const before = kubeconfig.text();
    await getAksCredentials(workbench, { cluster: 'store', format: 'exec', loginMode: 'devicecode' });
    const notification = await workbench.notifications.waitFor(/kubectl now uses the context “store”/);
    assert.notEqual(kubeconfig.text(), before);
    await notification.press('Undo');
    await told(/is as it was before/);
    assert.equal(kubeconfig.text(), before);

    await getAksCredentials(workbench, { cluster: 'store', format: 'exec', loginMode: 'devicecode' });
    await (await workbench.notifications.waitFor(/kubectl now uses the context “store”/)).press('Open Kubeconfig');
    await workbench.page.getByRole('tab', { name: 'config', exact: false }).first().waitFor();
    // It stands at the context.
    assert.match(await workbench.editorText(), /name: store$/m);
    await workbench.runCommand('View: Close All Editors');
  });

  it('removes the file on Undo where the merge made it', async () => {
    kubeconfig.remove();
    await getAksCredentials(workbench, { cluster: 'store', format: 'exec', loginMode: 'devicecode' });
    const notification = await workbench.notifications.waitFor(/kubectl now uses the context “store”/);
    assert.equal(kubeconfig.mode(), 0o600);
    await notification.press('Undo');
    await told(/is as it was before/);
    assert.equal(kubeconfig.exists(), false);
  });

  it('goes back from each question, and writes nothing when a picker is closed', async () => {
    const { quickPick } = workbench;
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    assert.equal(await quickPick.hasBackButton(), false);
    await quickPick.choose('payments-prod');
    await quickPick.waitForTitle('Login mode for payments-prod');
    await openFurtherChoices(workbench, 'payments-prod');
    await quickPick.back();
    await quickPick.waitForTitle('Login mode for payments-prod');
    await quickPick.back();
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.cancel();

    await pickAksCluster(workbench, { cluster: 'payments-prod' });
    await quickPick.waitForTitle('Login mode for payments-prod');
    await quickPick.cancel();
    await workbench.waitUntilIdle();
    assert.deepEqual(await toldByCommands(workbench), []);
    assert.equal(kubeconfig.exists(), false);
  });

  const refusals = [
    {
      cluster: 'audit-prod',
      wish: { format: 'exec', loginMode: 'devicecode' },
      text: /lacks the role “Azure Kubernetes Service Cluster User Role”/,
      buttons: ['Activate a Role (PIM)…', 'Copy az Line', 'Sign In'],
    },
  ] as const;
  for (const { cluster, wish, text, buttons } of refusals) {
    it(`says why ${cluster} gives out no credential, and what to do`, async () => {
      await getAksCredentials(workbench, { cluster, ...wish });
      await told(text, [...buttons, 'Show Log']);
      await workbench.waitUntilIdle();
      assert.equal(kubeconfig.exists(), false);
    });
  }

  it('marks a cluster without any credential, and says why and what to do instead of asking on', async () => {
    const { quickPick } = workbench;
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await workbench.waitUntilIdle();
    await quickPick.filter('sealed-lab');
    const row = (await quickPick.rows()).find((text) => text.startsWith('sealed-lab')) ?? '';
    assert.match(row, /no sign-in possible/);
    await workbench.screenshot('no-credential-picker');
    await quickPick.choose('sealed-lab');
    await told(/^Azure has no credential for sealed-lab: .*az aks update .*--enable-aad/, ['Show Log']);
    await workbench.waitUntilIdle();
    assert.equal(kubeconfig.exists(), false);
  });

  async function told(text: string | RegExp, buttons?: readonly string[]): Promise<void> {
    const notification = await workbench.notifications.waitFor(text);
    if (buttons) {
      assert.deepEqual(await notification.buttons(), buttons);
    }
    await workbench.notifications.clear();
  }
});
