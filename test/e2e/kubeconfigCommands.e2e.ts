import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { contoso } from '../simulator/scenarios/people.ts';
import { productionClusters } from '../simulator/scenarios/productionClusters.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

const paymentsId = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/payments-prod`;
const { tenantId } = contoso;

/** A static token: never part of a log or of what is shown. */
const adminToken = 'hush-hush-hush';

const kubeconfig = `# mine
apiVersion: v1
kind: Config
clusters:
- name: payments-prod
  cluster: {server: "https://payments.example:443"}
- name: lab
  cluster: {server: "https://lab.example:443", certificate-authority: certificates/lab.pem}
contexts:
- name: payments-prod # the important one
  context:
    cluster: payments-prod
    user: clusterUser_payments-prod
    namespace: shop
    extensions:
    - extension:
        clusterId: ${paymentsId}
      name: aks-entra
- name: lab
  context: {cluster: lab, user: lab}
- name: lab-admin
  context: {cluster: lab, user: lab-admin}
current-context: lab
users:
- name: clusterUser_payments-prod
  user:
${execUser('devicecode', '--client-id 80faf920-1908-4b52-b5ef-a8e7bedfc67a', `--tenant-id ${tenantId}`)}
- name: lab
  user:
${execUser('devicecode', '--client-id 80faf920-1908-4b52-b5ef-a8e7bedfc67a', `--tenant-id ${tenantId}`)}
- name: lab-admin
  user:
    token: ${adminToken}
`;

function execUser(login: string, ...flags: readonly string[]): string {
  const args = ['get-token', '--login', login, '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'];
  const all = [...args, ...flags.flatMap((flag) => flag.split(' '))];
  const lines = ['exec:', '  apiVersion: client.authentication.k8s.io/v1beta1', '  command: kubelogin', '  args:'];
  return [...lines, ...all.map((arg) => `  - ${arg}`)].map((line) => `    ${line}`).join('\n');
}

uiSuite('the kubeconfig commands', { limitSeconds: 150 }, (vscode) => {
  const { started, workbench } = vscode;
  let file: string;

  before(() => {
    file = started.kubeconfigFile;
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
    writeKubeconfig(kubeconfig);
  });

  it('switches the context, and back with Undo', async () => {
    await workbench.runCommand('AKS Entra: Switch Context');
    await workbench.quickPick.waitForTitle('Switch context');
    assert.deepEqual(await workbench.quickPick.rows(), [
      `payments-prod, kubelogin devicecode, https://payments.example:443 · tenant ${tenantId} · namespace shop`,
      `check  lab, current · kubelogin devicecode, https://lab.example:443 · tenant ${tenantId}`,
      'lab-admin, static credential, https://lab.example:443',
    ]);
    assert.match(await workbench.quickPick.activeRow(), /lab, current/);
    await workbench.screenshot('switch-context');
    await workbench.quickPick.choose('payments-prod');
    const notification = await workbench.notifications.waitFor(
      'kubectl now uses the context “payments-prod” (~/.kube/config).',
    );
    assert.equal(text(), kubeconfig.replace('current-context: lab', 'current-context: payments-prod'));
    await notification.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(text(), kubeconfig);
  });

  it('removes a context with what only it uses, says so before, and cleans a static credential out of the backups', async () => {
    await workbench.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await workbench.quickPick.choose('lab-admin');
    await workbench.modal().waitFor();
    assert.equal(
      await workbench.modalText(),
      [
        'Remove “lab-admin” from the kubeconfig?',
        'These entries go:',
        'contexts: lab-admin',
        'users: lab-admin',
        'clusters: lab stays, since “lab” uses it.',
        'Its static credential is removed from the backups of the kubeconfig too. Other copies of it stay valid.',
      ].join('\n'),
    );
    await workbench.screenshot('remove-from-kubeconfig');
    await workbench.clickInModal('Remove');
    const notification = await workbench.notifications.waitFor('“lab-admin” is no longer in your kubeconfig.');
    assert.ok(!text().includes('lab-admin'));
    assert.ok(text().startsWith(kubeconfig.slice(0, kubeconfig.indexOf('- name: lab-admin'))));
    assert.ok(backups().length > 0);
    assert.deepEqual(
      backups().filter((backup) => readFileSync(backup, 'utf8').includes(adminToken)),
      [],
    );
    await notification.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(text(), kubeconfig);
  });

  it('leaves everything when the removal is declined', async () => {
    await workbench.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await workbench.quickPick.choose('lab');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /It is the current context: kubectl will have none/);
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.equal(text(), kubeconfig);
    assert.deepEqual(await toldByCommands(workbench), []);
  });

  it('converts chosen contexts after it showed the difference, and back with Undo', async () => {
    await chooseToConvert(['payments-prod'], 'Azure CLI');
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.waitFor();
    await diff.locator('.editor.modified', { hasText: 'azurecli' }).waitFor();
    await workbench.screenshot('convert-diff');
    assert.equal(await workbench.activeTab(), 'Convert 1 context to azurecli: config');
    await workbench.decide('accept');
    const notification = await workbench.notifications.waitFor('“payments-prod” now uses kubelogin’s azurecli.');
    await diff.waitFor({ state: 'detached' });
    assert.match(text(), /- azurecli/);
    assert.match(text(), /loginMode: azurecli/);
    assert.equal(text().match(/- devicecode/g)?.length, 1, 'the user of the other context stays');
    await notification.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(text(), kubeconfig);
  });

  it('asks for what a mode for machines needs, never for its secret, and writes nothing when the change is declined', async () => {
    await chooseToConvert(['payments-prod', 'lab'], 'Service principal');
    await workbench.quickPick.waitForTitle('Login mode spn');
    await workbench.quickPick.input().fill('my app');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('This is not a GUID').waitFor();
    await workbench.quickPick.input().fill('11111111-2222-3333-4444-555555555555');
    await workbench.page.keyboard.press('Enter');
    const shown = workbench.page.locator('.monaco-diff-editor .editor.modified');
    await shown.filter({ hasText: '# Set AAD_SERVICE_PRINCIPAL_CLIENT_SECRET (or' }).waitFor();
    await shown.filter({ hasText: 'loginMode: spn' }).waitFor();
    assert.ok(!(await workbench.page.locator('.monaco-diff-editor').innerText()).includes(adminToken));
    await workbench.screenshot('convert-notes');
    await workbench.page.keyboard.press('Control+Backspace');
    await workbench.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    assert.equal(text(), kubeconfig);
  });

  it('lets two decisions wait at once, each in its editor: what was shown before the other was written is not', async () => {
    const modified = workbench.page.locator('.monaco-diff-editor .editor.modified');
    await chooseToConvert(['payments-prod'], 'Azure CLI');
    await modified.filter({ hasText: 'azurecli' }).waitFor();
    await chooseToConvert(['payments-prod'], 'Browser');
    await modified.filter({ hasText: 'interactive' }).waitFor();
    await workbench.decide('accept');
    await workbench.notifications.waitFor('“payments-prod” now uses kubelogin’s interactive.');
    const written = text();
    await modified.filter({ hasText: 'azurecli' }).waitFor();
    assert.equal(await workbench.activeTab(), 'Convert 1 context to azurecli: config');
    await workbench.decide('accept');
    await workbench.notifications.waitFor('The file was changed in the meantime, so it was left as it is.');
    assert.equal(text(), written);
  });

  it('restores a backup after it showed the difference', async () => {
    const withoutLab = kubeconfig.replace('current-context: lab', 'current-context: payments-prod');
    writeKubeconfig(withoutLab);
    await workbench.runCommand('AKS Entra: Switch Context');
    await workbench.quickPick.choose('lab');
    await workbench.notifications.waitFor('kubectl now uses the context “lab”');
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Restore a Kubeconfig Backup…');
    await workbench.quickPick.waitForTitle('Restore a kubeconfig backup');
    const [newest = ''] = await workbench.quickPick.rows();
    assert.match(newest, /20\d\d.*, same contexts, other content, .*config · \d\.\d KB$/);
    await workbench.page.keyboard.press('Enter');
    const modified = workbench.page.locator('.monaco-diff-editor .editor.modified');
    await modified.getByText('payments-prod').first().waitFor();
    await workbench.screenshot('restore-backup');
    await workbench.page.keyboard.press('Control+Enter');
    const notification = await workbench.notifications.waitFor(/is as it was on/);
    assert.equal(text(), withoutLab);
    await notification.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(text(), kubeconfig);
  });

  it('opens a terminal that knows one context only, whatever the shell’s profile exports, and leaves nothing of it when it closes', async () => {
    writeFileSync(path.join(started.vscode.homeFolder, '.bashrc'), `export KUBECONFIG=${file}\n`);
    await workbench.runCommand('AKS Entra: Open Terminal on This Cluster');
    await workbench.quickPick.waitForTitle('Open terminal on this cluster');
    await workbench.quickPick.choose('lab');
    const input = workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea');
    await input.waitFor({ state: 'attached' });
    const [privateFile = ''] = terminalFiles();
    assert.equal(statSync(privateFile).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(privateFile)).mode & 0o777, 0o700);
    const seen = path.join(started.vscode.homeFolder, 'seen.txt');
    await input.focus();
    await workbench.page.keyboard.type(
      `(echo $KUBECONFIG; kubectl config get-contexts -o name; kubectl config view --raw) > ~/seen.part; mv ~/seen.part ~/seen.txt\n`,
    );
    await until(() => existsSync(seen));
    const [kubeconfigVariable, contextName, ...view] = readFileSync(seen, 'utf8').split('\n');
    assert.equal(kubeconfigVariable, privateFile);
    assert.equal(contextName, 'lab');
    assert.match(view.join('\n'), /current-context: lab/);
    assert.ok(view.includes(`    certificate-authority: ${path.join(path.dirname(file), 'certificates', 'lab.pem')}`));
    await workbench.page
      .locator('.terminal-tab, .single-terminal-tab, .tabs-list', { hasText: 'AKS: lab' })
      .first()
      .waitFor();
    await workbench.screenshot('terminal');
    await workbench.page.keyboard.type('exit\n');
    await until(() => terminalFiles().length === 0);
    rmSync(path.join(started.vscode.homeFolder, '.bashrc'));
    assert.equal(text(), kubeconfig);
  });

  it('knows a context that az wrote by its server', async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    await workbench.waitUntilIdle();
    assert.ok(!(await workbench.tree.contextMenuEntries('orders-prod')).includes('Open Terminal on This Cluster'));
    writeKubeconfig(kubeconfig.replaceAll('lab.example', apiServerHost('orders-prod')));
    await until(async () =>
      (await workbench.tree.contextMenuEntries('orders-prod')).includes('Remove Cluster from Kubeconfig'),
    );
    await workbench.tree.contextMenu('orders-prod', 'Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    const rows = await workbench.quickPick.rows();
    assert.deepEqual(
      rows.map((row) => row.split(',')[0]),
      ['check  lab', 'lab-admin'],
    );
    await workbench.page.keyboard.press('Escape');
  });

  it('offers removal and terminal in the tree for clusters that are in the kubeconfig, and for no other', async () => {
    const [get, create] = ['Get AKS credentials', 'Create a Pipeline Kubeconfig…'];
    const getWith = 'Get AKS Credentials with…';
    const portal = 'Open in Azure Portal';
    const entra = [
      'Grant Access…',
      'Change Admin Groups…',
      'Turn Entra ID Authorization On or Off…',
      'Turn Local Accounts On or Off…',
      'Activate a Role (PIM)…',
    ];
    const reach = ['Ways to Reach a Cluster…', 'Break Glass…'];
    const favourites = 'Add to or Remove from Favourites';
    const everywhere = [get, getWith, create, ...entra, portal, ...reach, favourites, 'Copy ID'];
    // The test before had a context for it.
    await until(async () => (await workbench.tree.contextMenuEntries('orders-prod')).length === everywhere.length);
    assert.deepEqual(await workbench.tree.contextMenuEntries('orders-prod'), everywhere);
    assert.deepEqual(await workbench.tree.contextMenuEntries('payments-prod'), [
      get,
      getWith,
      'Use This Context',
      'Open Terminal on This Cluster',
      create,
      'Verify Access…',
      'Change Login Mode…',
      ...entra,
      portal,
      ...reach,
      favourites,
      'Remove Cluster from Kubeconfig',
      'Copy ID',
    ]);
    await workbench.tree.row(/^Cluster payments-prod, .*, in your kubeconfig$/).waitFor();
    await workbench.tree.contextMenu('payments-prod', 'Use This Context');
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.tree.row(/^Cluster payments-prod, .*, in your kubeconfig, current context$/).waitFor();
    await workbench.notifications.clear();
    await workbench.screenshot('tree-in-kubeconfig');
    await workbench.tree.inlineAction('payments-prod', 'Open Terminal on This Cluster');
    const input = workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea');
    await input.waitFor({ state: 'attached' });
    await input.focus();
    await workbench.page.keyboard.type('exit\n');
    await until(() => terminalFiles().length === 0);

    await workbench.tree.contextMenu('payments-prod', 'Remove Cluster from Kubeconfig');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /contexts: payments-prod\nclusters: payments-prod\nusers: clusterUser_/);
    await workbench.clickInModal('Remove');
    await workbench.notifications.waitFor('“payments-prod” is no longer in your kubeconfig.');
    await until(async () => (await workbench.tree.contextMenuEntries('payments-prod')).length === everywhere.length);
  });

  it('proposes the login mode that a conversion set when the credential is got again', async () => {
    await chooseToConvert(['payments-prod'], 'Azure CLI');
    await workbench.decide('accept');
    await workbench.notifications.waitFor('“payments-prod” now uses kubelogin’s azurecli.');
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    assert.match(await workbench.quickPick.activeRow(), /^Azure CLI, azurecli/);
    await workbench.quickPick.cancel();
  });

  function apiServerHost(cluster: string): string {
    const fqdn = productionClusters.find(({ name }) => name === cluster)?.arm.properties.fqdn;
    assert.ok(fqdn);
    return fqdn;
  }

  async function chooseToConvert(contexts: readonly string[], mode: string): Promise<void> {
    await workbench.runCommand('AKS Entra: Convert Kubeconfig Login Mode…');
    await workbench.quickPick.waitForTitle('Convert kubeconfig login mode');
    for (const name of contexts) {
      await workbench.quickPick.choose(name);
    }
    await workbench.quickPick.input().press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for');
    await workbench.quickPick.choose(mode);
  }

  function writeKubeconfig(content: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o600 });
  }

  function text(): string {
    return readFileSync(file, 'utf8');
  }

  function backups(): string[] {
    return filesIn(started.backupFolder);
  }

  function terminalFiles(): string[] {
    const storage = path.join(started.vscode.folder, 'server-data', 'data', 'User', 'globalStorage');
    return filesIn(path.join(storage, 'aks-entra.aks-entra', 'terminals'));
  }

  function filesIn(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  }

  async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    for (let waitedMs = 0; !(await isTrue()); waitedMs += 200) {
      assert.ok(waitedMs < 15_000, 'it did not happen in 15 s');
      await workbench.page.waitForTimeout(200);
    }
  }
});
