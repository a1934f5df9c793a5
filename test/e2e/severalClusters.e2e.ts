import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

const mine = `clusters:
- {name: mine, cluster: {server: "https://mine.example"}}
contexts:
- {name: mine, context: {cluster: mine, user: mine}}
current-context: mine # stays
users:
- {name: mine, user: {token: my-own-token}}
`;

uiSuite('Get AKS credentials for several clusters', { limitSeconds: 165, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  beforeEach(async () => {
    await workbench.notifications.clear();
    kubeconfig.write(mine);
    started.simulator.faults.clear();
  });

  it('asks once for all, keeps the current context, and takes all of it back with one Undo', async () => {
    await openPicker();
    const [first = ''] = await workbench.quickPick.rows();
    assert.match(first, /^ancient-dev, rg-dev, .*, Contoso Development \(Contoso\)$/);
    await workbench.screenshot('several-picker');
    await check('payments-prod', 'legacy-web', 'store');
    await accept();
    await workbench.quickPick.waitForTitle('Login mode for 3 clusters');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['VS Code sign-in', 'Browser', 'Device code', 'Azure CLI', 'More…'],
    );
    await workbench.screenshot('several-login-mode');
    await workbench.quickPick.choose('Azure CLI');
    const told = await workbench.notifications.waitFor(
      /The contexts “legacy-web”, “payments-prod” and “store” are in .*; kubectl still uses “mine”\./,
    );
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo']);
    await workbench.screenshot('several-result');
    assert.ok(kubeconfig.text().includes('current-context: mine # stays'));
    for (const name of ['payments-prod', 'store']) {
      assert.match(kubeconfig.execArguments(name).join(' '), /--login azurecli/, name);
    }
    assert.match(kubeconfig.execArguments('legacy-web').join(' '), /--login devicecode .*--legacy$/);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), mine);
  });

  it('gives two clusters of one name their own contexts, and sets the current one where there is none', async () => {
    kubeconfig.remove();
    await openPicker();
    await workbench.quickPick.filter('shared-web');
    const rows = workbench.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
    await rows.nth(1).waitFor();
    await rows.nth(0).click();
    await rows.nth(1).click();
    await accept();
    await workbench.quickPick.waitForTitle('Login mode for 2 clusters');
    await workbench.quickPick.choose('Device code');
    await workbench.notifications.waitFor(
      /The contexts “shared-web” and “shared-web-rg-shared” are in .*; kubectl now uses “shared-web”\./,
    );
    assert.equal(kubeconfig.mode(), 0o600);
    assert.equal(kubeconfig.model()['current-context'], 'shared-web');
    assert.equal(kubeconfig.model().clusters.length, 2);
  });

  it('tells all failures by name with their reasons, while the others are merged', async () => {
    await openPicker();
    await check('payments-prod', 'audit-prod', 'legacy-web');
    await accept();
    await workbench.quickPick.choose('Device code');
    await workbench.notifications.waitFor(/“payments-prod”.* kubectl still uses “mine”\./);
    const failed = await workbench.notifications.waitFor('gave no credential');
    const text = await failed.text();
    await workbench.screenshot('several-failures');
    assert.match(text, /^1 of 3 clusters gave no credential\. /);
    assert.match(text, /audit-prod: .*lacks the role “Azure Kubernetes Service Cluster User Role”/);
    assert.deepEqual(await failed.buttons(), ['Sign In', 'Show Log']);
    assert.deepEqual(
      kubeconfig.model().contexts.map(({ name }) => name),
      ['mine', 'legacy-web', 'payments-prod'],
    );
  });

  it('names two of many failures, and shows all of them with their reasons on a click', async () => {
    started.simulator.faults.set({ kind: 'forbidden', path: 'listClusterUserCredential' });
    await openPicker();
    await check('payments-prod', 'orders-prod', 'legacy-web', 'store');
    await accept();
    await workbench.quickPick.choose('Device code');
    const told = await workbench.notifications.waitFor(
      '4 of 4 clusters gave no credential: legacy-web, orders-prod and 2 more.',
    );
    await told.press('Show All');
    await workbench.page.getByRole('tab', { name: 'Clusters without credential' }).waitFor();
    assert.match(await workbench.editorText(), /of payments-prod: Azure refused it[^]*of store: Azure refused it/);
    await workbench.runCommand('View: Close All Editors');
    assert.equal(kubeconfig.text(), mine);
  });

  it('leaves out clusters without any credential, and says so', async () => {
    await openPicker();
    const { quickPick, tree } = workbench;
    const placeholder = (await quickPick.input().getAttribute('placeholder')) ?? '';
    assert.match(placeholder, /left out, as no sign-in is possible: “sealed-lab”$/);
    await quickPick.cancel();

    await tree.item('static-lab').first().click();
    for (const name of ['legacy-web', 'sealed-lab']) {
      await tree
        .item(name)
        .first()
        .click({ modifiers: ['Control'] });
    }
    // VS Code's menu has only what every selected row has.
    await tree.contextMenu('legacy-web', 'Get AKS credentials');
    // Each has one way only.
    await workbench.clickInModal('Write Static Credentials');
    await workbench.notifications.waitFor(/The contexts “legacy-web” and “static-lab” are in/);
    const failed = await workbench.notifications.waitFor('1 of 3 clusters gave no credential');
    assert.match(await failed.text(), /Azure has no credential for sealed-lab: .*--enable-aad/);
    await workbench.screenshot('several-left-out');
  });

  it('confirms static ones together: left out, the others are merged; written, all of them', async () => {
    await openPicker();
    await check('payments-prod', 'static-lab', 'norbac-lab');
    await accept();
    await workbench.quickPick.choose('Device code');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^The clusterUser credentials of “norbac-lab” and “static-lab” are static full-admin certificates\./,
    );
    await workbench.screenshot('several-static');
    await workbench.clickInModal('Leave Them Out');
    await workbench.notifications.waitFor(/The context “payments-prod” is in .*; kubectl still uses “mine”\./);
    assert.equal(kubeconfig.model().contexts.length, 2);
    await workbench.notifications.clear();

    await openPicker();
    await check('static-lab', 'norbac-lab');
    await accept();
    await workbench.quickPick.waitForTitle('Login mode for 2 clusters');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['Static certificate', 'More…'],
    );
    await workbench.quickPick.choose('Static certificate');
    await workbench.clickInModal('Write Static Credentials');
    await workbench.notifications.waitFor(/The contexts “norbac-lab” and “static-lab” are in/);
  });

  it('takes the selected rows of the tree, and hides what acts on one row only', async () => {
    const { tree } = workbench;
    await tree.item('payments-prod').first().click();
    await tree
      .item('orders-prod')
      .first()
      .click({ modifiers: ['Control'] });
    assert.deepEqual(await tree.contextMenuEntries('orders-prod'), [
      'Get AKS credentials',
      'Get AKS Credentials with…',
    ]);
    await tree.contextMenu('orders-prod', 'Get AKS credentials');
    // What was chosen for payments-prod above is known.
    await workbench.quickPick.waitForTitle('Login mode for orders-prod');
    assert.equal(
      await workbench.quickPick.input().getAttribute('placeholder'),
      'How should kubectl sign in to “orders-prod”? · the other one keeps its own way',
    );
    assert.equal(await workbench.quickPick.hasBackButton(), false);
    await workbench.screenshot('several-tree');
    await workbench.quickPick.choose('Azure CLI');
    await workbench.notifications.waitFor(/The contexts “orders-prod” and “payments-prod” are in/);
    await workbench.notifications.clear();
    kubeconfig.write(mine);
    // Once more, now that both are known: a click beside one of the rows, and nothing else.
    await tree.inlineAction('orders-prod', 'Get AKS credentials');
    await workbench.notifications.waitFor(/The contexts “orders-prod” and “payments-prod” are in .*“mine”\./);
    await workbench.screenshot('several-one-click');
    assert.match(kubeconfig.execArguments('orders-prod').join(' '), /--login azurecli/);
    assert.match(kubeconfig.execArguments('payments-prod').join(' '), /--login devicecode/);
    await tree.item('payments-prod').first().hover();
    await tree.item('payments-prod').locator('.action-label[aria-label^="Open Terminal"]').waitFor();
    // A row outside the selection stands for itself.
    await tree.contextMenu('edge-prod', 'Get AKS credentials');
    await workbench.quickPick.waitForTitle('Login mode for edge-prod');
    await workbench.quickPick.cancel();
  });

  it('keeps the rows of a menu that is open while the kubeconfig changes', async () => {
    const { tree, page } = workbench;
    await tree.item('payments-prod').first().click();
    // Its login mode is known.
    await tree.contextMenu('payments-prod', 'Get AKS credentials');
    await workbench.notifications.waitFor(/kubectl now uses the context “payments-prod”/);
    const withCluster = kubeconfig.text();
    await tree.item('payments-prod').first().click();
    await tree
      .item('orders-prod')
      .first()
      .click({ modifiers: ['Control'] });
    // The row is drawn anew some 0.4 s after the change: one of these clicks comes in the midst of it.
    for (const [turn, milliseconds] of [340, 370, 400, 430, 460].entries()) {
      await tree.contextMenu('orders-prod', 'Get AKS Credentials with…', async () => {
        kubeconfig.write(turn % 2 === 0 ? mine : withCluster);
        await page.waitForTimeout(milliseconds);
      });
      await workbench.quickPick.waitForTitle('Login mode for 2 clusters');
      await workbench.quickPick.cancel();
    }
  });

  it('tells how far it is, and Cancel ends it without a trace', async () => {
    started.simulator.faults.set({ kind: 'latency', milliseconds: 2_500, path: 'listClusterUserCredential' });
    await openPicker();
    await check('payments-prod', 'orders-prod', 'store', 'edge-prod', 'vault-prod');
    await accept();
    await workbench.quickPick.choose('Device code');
    const progress = await workbench.notifications.waitFor('Getting the credentials of 5 clusters: 4 of 5');
    await workbench.screenshot('several-progress');
    await progress.press('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(await toldByCommands(workbench), []);
    assert.equal(kubeconfig.text(), mine);
    // The request that was cancelled is answered late, and would be the next suite's surprise.
    await workbench.page.waitForTimeout(3_000);
  });

  async function openPicker(): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.waitUntilIdle();
    await workbench.quickPick.choose('Several clusters…');
    await workbench.quickPick.waitForTitle('Get AKS credentials for several clusters');
  }

  async function check(...clusters: readonly string[]): Promise<void> {
    for (const cluster of clusters) {
      await workbench.quickPick.choose(cluster);
    }
  }

  async function accept(): Promise<void> {
    await workbench.quickPick.input().press('Enter');
  }
});
