import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { chooseSetting } from '../vscode/chooseSetting.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { getAksCredentials, openFurtherChoices } from './getAksCredentials.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

const other = `clusters:
- {name: other, cluster: {server: "https://other.example"}}
contexts:
- {name: other, context: {cluster: other, user: other}}
current-context: other
users:
- {name: other, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Never}}}
`;

const options = { limitSeconds: 150, signedInAs: 'ada@contoso.com' };

uiSuite('the further choices of Get AKS credentials', options, (vscode) => {
  const { started, workbench } = vscode;
  let file: string;
  let settingsFile: string;
  let settings: string;

  before(() => {
    file = started.kubeconfigFile;
    ({ settingsFile } = started.vscode);
    settings = readFileSync(settingsFile, 'utf8');
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, other, { mode: 0o600 });
  });

  after(() => {
    writeFileSync(settingsFile, settings);
  });

  it('offers them where they make sense for the cluster', async () => {
    const [azure, name, file, admin] = ['azure format', 'Context name…', 'Target file…', 'Admin credential…'];
    const [show, address] = ['Show instead of merging', 'Public address'];
    assert.deepEqual(await furtherChoicesOf('payments-prod'), [azure, name, file, show, admin]);
    assert.deepEqual(await furtherChoicesOf('orders-prod'), [azure, name, file, show]);
    assert.deepEqual(await furtherChoicesOf('edge-prod'), [azure, name, file, address, show, admin]);
    assert.deepEqual(await furtherChoicesOf('vault-prod'), [azure, name, file, show]);
    assert.deepEqual(await furtherChoicesOf('static-lab'), [name, file, show]);
  });

  it('says what an admin credential is before it fetches one, and puts it beside the user’s', async () => {
    await openChoices('payments-prod');
    await workbench.quickPick.choose('Admin credential…');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /^The admin credential of payments-prod bypasses Microsoft Entra ID\./);
    await workbench.screenshot('admin-credential');
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.equal(text(), other);

    await openChoices('payments-prod');
    await workbench.quickPick.choose('Admin credential…');
    await workbench.clickInModal('Get Admin Credential');
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod-admin”');
    assert.match(text(), /user: clusterAdmin_rg-payments_payments-prod/);
  });

  it('merges under the name that is typed, with the public address of a private cluster', async () => {
    await openChoices('edge-prod');
    await workbench.quickPick.button('Public address: off.').click();
    await workbench.quickPick.button('Public address: on.').waitFor();
    await workbench.screenshot('public-address-on');
    await workbench.quickPick.choose('Context name…');
    await workbench.quickPick.waitForTitle('Context name for edge-prod');
    await workbench.quickPick.input().fill('edge');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for edge-prod');
    assert.match(
      (await workbench.quickPick.input().getAttribute('placeholder')) ?? '',
      / · context “edge” · by its public address$/,
    );
    await workbench.quickPick.choose('Azure CLI');
    await workbench.notifications.waitFor('kubectl now uses the context “edge”');
    assert.match(text(), /server: "?https:\/\/edge-prod[^\n]*\.hcp\./);
    assert.match(text(), /name: clusterUser_edge\n/);
  });

  it('tells another login mode of an own cluster as a change, with the difference', async () => {
    const wish = { cluster: 'payments-prod', format: 'exec' } as const;
    await getAksCredentials(workbench, { ...wish, loginMode: 'devicecode' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    await getAksCredentials(workbench, { ...wish, loginMode: 'azurecli' });
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.editor.original', { hasText: 'devicecode' }).waitFor();
    await diff.locator('.editor.modified', { hasText: 'azurecli' }).waitFor();
    await workbench.screenshot('conflict-diff');
    assert.equal(await workbench.activeTab(), 'Change “payments-prod” to azurecli: config');
    await workbench.decide('accept');
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await diff.waitFor({ state: 'detached' });
    assert.match(text(), /- azurecli/);
    assert.ok(!text().includes('devicecode'));
  });

  it('asks, with the difference, where the server was changed by hand, and keeps what else the user set', async () => {
    const wish = { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' } as const;
    await getAksCredentials(workbench, wish);
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    const tunnelled = text()
      .replace(/server: "?https:\/\/payments-prod[^\n]*/, 'server: https://localhost:8443 # a tunnel')
      .replace(/( +)user: clusterUser_rg-payments_payments-prod\n/, '$&$1namespace: shop\n');
    assert.match(tunnelled, /a tunnel[^]*namespace: shop/);
    writeFileSync(file, tunnelled);

    await getAksCredentials(workbench, wish);
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.editor.original', { hasText: 'https://localhost:8443' }).waitFor();
    await diff.locator('.editor.modified', { hasText: '.hcp.' }).waitFor();
    await workbench.screenshot('changed-server-diff');
    assert.equal(await workbench.activeTab(), 'Another entry has the same name: config');
    await workbench.decide('discard');
    await diff.waitFor({ state: 'detached' });
    assert.equal(text(), tunnelled);

    await getAksCredentials(workbench, wish);
    await workbench.decide('overwrite');
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    assert.match(text(), /server: "?https:\/\/payments-prod[^\n]*\.hcp\.[^]*namespace: shop/);
  });

  it('merges into another file where that is wanted this time, and takes it back with Undo', async () => {
    const existing = path.join(started.vscode.homeFolder, 'staging.yaml');
    writeFileSync(existing, other, { mode: 0o600 });
    await openChoices('payments-prod');
    assert.ok((await workbench.quickPick.rows()).some((row) => row.startsWith('Target file…, ~/.kube/config, ')));
    await workbench.quickPick.choose('Target file…');
    await workbench.quickPick.waitForTitle('Kubeconfig to merge into');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',').slice(0, 2).join(',')),
      [
        'check  ~/.kube/config, exists',
        'Another file…, A kubeconfig that already exists.',
        'New file…, kubectl reads it with --kubeconfig',
      ],
    );
    await workbench.screenshot('target-file');
    await workbench.quickPick.choose('Another file…');
    await answerFileDialog(workbench, 'Another kubeconfig', existing);
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    const placeholder = (await workbench.quickPick.input().getAttribute('placeholder')) ?? '';
    assert.ok(placeholder.endsWith(' · into ~/staging.yaml'), placeholder);
    await workbench.quickPick.choose('Device code');
    const told = await workbench.notifications.waitFor(
      /is in .*staging\.yaml, whose current context is “payments-prod”\./,
    );
    assert.match(await told.text(), /KUBECONFIG does not name this file: use kubectl --kubeconfig\.$/);
    await workbench.screenshot('target-file-result');
    assert.match(readFileSync(existing, 'utf8'), /^current-context: payments-prod$/m);
    assert.equal(text(), other);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(readFileSync(existing, 'utf8'), other);
    rmSync(existing);
  });

  it('merges into a new file, and the next time proposes the usual one', async () => {
    const created = path.join(started.vscode.homeFolder, 'one-cluster.yaml');
    await openChoices('payments-prod');
    await workbench.quickPick.choose('Target file…');
    await workbench.quickPick.choose('New file…');
    await answerFileDialog(workbench, 'New kubeconfig', created);
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    await workbench.quickPick.choose('Device code');
    const told = await workbench.notifications.waitFor(/is in .*one-cluster\.yaml/);
    assert.equal(statSync(created).mode & 0o777, 0o600);
    assert.equal(text(), other);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(existsSync(created), false);
    await openChoices('payments-prod');
    assert.ok((await workbench.quickPick.rows()).some((row) => row.startsWith('Target file…, ~/.kube/config, ')));
    await workbench.quickPick.cancel();
  });

  it('shows a credential with its secrets hidden instead of merging it, the admin’s too', async () => {
    await openList('payments-prod');
    await workbench.quickPick.button('Show instead of merging: off.').click();
    await workbench.quickPick.button('Show instead of merging: on.').waitFor();
    await workbench.quickPick.choose('Azure CLI');
    await workbench.page.locator('.editor-instance', { hasText: 'Nothing was written' }).waitFor();
    const shown = await workbench.editorText();
    assert.match(shown, /^# The clusterUser credential of payments-prod, with its secrets hidden\./);
    assert.match(shown, /To merge it, run “Get AKS credentials” again without “Show instead of merging”\./);
    assert.match(shown, /- azurecli/);
    await workbench.screenshot('show-credential');
    await workbench.runCommand('View: Close All Editors');

    await openChoices('payments-prod');
    await workbench.quickPick.choose('Show instead of merging');
    await workbench.quickPick.button('Show instead of merging: on.').waitFor();
    await workbench.quickPick.choose('Admin credential…');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /It will be shown with its key hidden, and not stored\.$/);
    await workbench.clickInModal('Get Admin Credential');
    await workbench.page.locator('.editor-instance', { hasText: 'The clusterAdmin credential' }).waitFor();
    assert.match(await workbench.editorText(), /client-key-data: <hidden \d>/);
    await workbench.screenshot('show-admin-credential');
    assert.equal(text(), other);
    assert.deepEqual(await toldByCommands(workbench), []);
    await workbench.runCommand('View: Close All Editors');
  });

  it('leaves the current context where the setting says so, and asks where it says that', async () => {
    const wish = { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' } as const;
    await set('keep');
    await getAksCredentials(workbench, wish);
    await workbench.notifications.waitFor(/The context “payments-prod” is in .*; kubectl still uses “other”\./);
    assert.match(text(), /^current-context: other$/m);

    await set('ask');
    writeFileSync(file, other);
    await getAksCredentials(workbench, wish);
    await workbench.quickPick.waitForTitle('Current context after getting payments-prod');
    await workbench.quickPick.choose('Keep other');
    await workbench.notifications.waitFor(/kubectl still uses “other”/);
    await workbench.notifications.clear();
    writeFileSync(file, other);
    await getAksCredentials(workbench, wish);
    await workbench.quickPick.waitForTitle('Current context after getting payments-prod');
    await workbench.quickPick.choose('Switch to this cluster');
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    assert.match(text(), /^current-context: payments-prod$/m);
  });

  async function openList(cluster: string): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose(cluster);
    await workbench.quickPick.waitForTitle(`Login mode for ${cluster}`);
  }

  async function openChoices(cluster: string): Promise<void> {
    await openList(cluster);
    await openFurtherChoices(workbench, cluster);
  }

  async function furtherChoicesOf(cluster: string): Promise<string[]> {
    await openChoices(cluster);
    const rows = (await workbench.quickPick.rows()).map((row) => row.split(',')[0] ?? '');
    await workbench.screenshot(`further-choices-${cluster}`);
    await workbench.quickPick.cancel();
    return rows;
  }

  async function set(currentContext: string): Promise<void> {
    const id = 'aksEntra.currentContext';
    const setting = { id, heading: 'Current Context', value: currentContext, screenshot: 'setting' };
    await chooseSetting(workbench, settingsFile, setting);
  }

  function text(): string {
    return readFileSync(file, 'utf8');
  }
});
