import assert from 'node:assert/strict';
import { before, beforeEach, it } from 'node:test';
import { contoso } from '../simulator/scenarios/people.ts';
import { uiSuite } from './uiSuite.ts';

const { tenantId } = contoso;
const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';

const kubeconfig = `# mine
apiVersion: v1
kind: Config
clusters:
- {name: payments-prod, cluster: {server: "https://payments.example:443"}}
- {name: lab, cluster: {server: "https://lab.example:443"}}
contexts:
- name: payments-prod # the important one
  context: {cluster: payments-prod, user: payments-prod, namespace: shop}
- name: lab
  context: {cluster: lab, user: lab-admin}
- {name: gone, context: {cluster: gone, user: lab-admin}}
current-context: lab
users:
- name: payments-prod
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --login, devicecode, --server-id, ${serverId}, --tenant-id, ${tenantId}]
- name: lab-admin
  user: {token: hush-hush-hush}
`;

uiSuite('the kubeconfig view', { limitSeconds: 90 }, (vscode) => {
  const { workbench } = vscode;

  before(() => {
    vscode.kubeconfig.write(kubeconfig);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('shows a signed-out person the contexts, which is current, and what each of them is', async () => {
    await workbench.openViewContainer('AKS Entra');
    const tree = workbench.kubeconfigTree;
    await tree.item('payments-prod').waitFor();
    await tree.expand('payments-prod');
    await tree.item('Tenant').waitFor();
    const payments = 'API server: payments.example. Login mode: kubelogin devicecode. Namespace: shop';
    assert.deepEqual(await tree.outline(), [
      `payments-prod. Cluster: payments-prod. ${payments}. Tenant: ${tenantId}`,
      '  Cluster: payments-prod',
      '  API server: payments.example. https://payments.example:443',
      '  Login mode: kubelogin devicecode. kubelogin manages the token, in the mode devicecode.',
      '  Namespace: shop',
      `  Tenant: ${tenantId}`,
      'lab, current context. Cluster: lab. API server: lab.example. Login mode: static token. Namespace: default',
      'gone. Cluster: gone. API server: not in the kubeconfig. Login mode: static token. Namespace: default. ' +
        'The kubeconfig has no such cluster: get the credential again, or remove the context.',
    ]);
    await workbench.screenshot('kubeconfig-view');
    assert.deepEqual(await tree.contextMenuEntries('lab'), [
      'Open Terminal on This Cluster',
      'Set Namespace…',
      'Rename Context…',
      'Verify Access…',
      'Open Kubeconfig',
      'Remove Cluster from Kubeconfig',
    ]);
    assert.deepEqual(await tree.contextMenuEntries('Tenant'), ['Copy ID']);
    await tree.contextMenu('API server', 'Copy Value');
    await workbench.page.locator('.statusbar-item', { hasText: 'Copied payments.example' }).waitFor();
  });

  it('moves what is current with Use This Context, and keeps what was expanded', async () => {
    const tree = workbench.kubeconfigTree;
    await tree.contextMenu('payments-prod', 'Use This Context');
    const notification = await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await tree.row(/^payments-prod, current context\./).waitFor();
    await tree.row(/^lab\. /).waitFor();
    await tree.item('Tenant').waitFor();
    await workbench.screenshot('kubeconfig-view-current');
    await notification.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await tree.row(/^lab, current context\./).waitFor();
    assert.equal(vscode.kubeconfig.text(), kubeconfig);
  });

  it('renames the current context, which stays that, and back with Undo', async () => {
    const tree = workbench.kubeconfigTree;
    await tree.contextMenu('lab', 'Rename Context…');
    await workbench.quickPick.waitForTitle('Rename lab');
    await workbench.quickPick.input().fill('gone');
    await workbench.page.getByText('There is a context “gone” already.').waitFor();
    await workbench.quickPick.input().fill('laboratory');
    await workbench.page.keyboard.press('Enter');
    const notification = await workbench.notifications.waitFor('“lab” is “laboratory” now.');
    await tree.row(/^laboratory, current context\./).waitFor();
    assert.equal(
      vscode.kubeconfig.text(),
      kubeconfig
        .replace('- name: lab\n  context', '- name: laboratory\n  context')
        .replace('current-context: lab', 'current-context: laboratory'),
    );
    await notification.press('Undo');
    await tree.row(/^lab, current context\./).waitFor();
    assert.equal(vscode.kubeconfig.text(), kubeconfig);
  });

  it('sets the namespace, opens the file at the context, and removes several at once', async () => {
    const tree = workbench.kubeconfigTree;
    await tree.contextMenu('lab', 'Set Namespace…');
    await workbench.quickPick.waitForTitle('Namespace of lab');
    await workbench.quickPick.input().fill('dev');
    await workbench.page.keyboard.press('Enter');
    const set = await workbench.notifications.waitFor('kubectl now uses the namespace “dev” in the context “lab”.');
    await tree.row(/^lab, current context\..* Namespace: dev$/).waitFor();
    await set.press('Undo');
    await tree.row(/^lab, current context\..* Namespace: default$/).waitFor();
    await workbench.notifications.clear();

    await tree.contextMenu('gone', 'Open Kubeconfig');
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 12, Col 14 (4 selected)' }).waitFor();
    await workbench.runCommand('View: Close All Editors');

    await tree.item('lab').click();
    await tree.item('gone').click({ modifiers: ['ControlOrMeta'] });
    await tree.contextMenu('gone', 'Remove Cluster from Kubeconfig');
    await workbench.modal().waitFor();
    assert.equal(
      await workbench.modalText(),
      [
        'Remove 2 contexts from the kubeconfig?',
        'These entries go:',
        'contexts: lab',
        'clusters: lab',
        'contexts: gone',
        'users: lab-admin',
        'It is the current context: kubectl will have none until you choose one.',
        'Its static credential is removed from the backups of the kubeconfig too. Other copies of it stay valid.',
      ].join('\n'),
    );
    await workbench.clickInModal('Cancel');
  });

  it('opens the kubeconfig from the palette as YAML, with what each context is, and completes names', async () => {
    const { page } = workbench;
    await workbench.runCommand('AKS Entra: Open Kubeconfig');
    // At the current context.
    await page.locator('.statusbar-item', { hasText: 'Ln 10, Col 12 (3 selected)' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'YAML' }).waitFor();
    const lenses = page.locator('.codelens-decoration');
    await lenses.filter({ hasText: 'Current context' }).waitFor();
    // Those that VS Code remembers of an earlier editor come first, as a text that no click reaches.
    const useContext = lenses.locator('a', { hasText: 'Use This Context' }).first();
    await useContext.waitFor();
    assert.deepEqual(
      (await lenses.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
      [
        'Use This Context | Open Terminal | Login mode: kubelogin devicecode…',
        'Current context | Open Terminal | Sign-in: static token',
        'Use This Context | Open Terminal | Sign-in: static token',
      ],
    );
    await page.locator('.view-line', { hasText: 'the important one' }).getByText('payments-prod').last().hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Login mode: kubelogin devicecode' });
    await hover.waitFor();
    assert.doesNotMatch(await hover.innerText(), /hush/);
    await workbench.screenshot('kubeconfig-editor');
    await page.keyboard.press('Escape');

    await useContext.click();
    const used = await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await lenses
      .filter({ hasText: 'Current context' })
      .and(lenses.filter({ hasText: 'devicecode' }))
      .waitFor();
    await used.press('Undo');
    await lenses
      .filter({ hasText: 'Current context' })
      .and(lenses.filter({ hasText: 'static token' }))
      .waitFor();
    await workbench.notifications.clear();

    await page.locator('.view-line', { hasText: 'current-context:' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Backspace');
    await page.keyboard.press('Control+Space');
    const row = page.locator('.suggest-widget .monaco-list-row', { hasText: 'payments-prod' });
    await row.waitFor();
    await lenses.filter({ hasText: 'Save to use it' }).first().waitFor();
    await workbench.screenshot('kubeconfig-editor-completion');
    await row.click();
    await page.locator('.view-line', { hasText: /current-context:\spayments-prod/ }).waitFor();
    // In a browser VS Code saves by itself.
    await lenses
      .filter({ hasText: 'Current context' })
      .and(lenses.filter({ hasText: 'devicecode…' }))
      .waitFor();
    await workbench.runCommand('View: Close All Editors');
    vscode.kubeconfig.write(kubeconfig);
  });

  it('shows a file that kubectl refuses with its line and ways out, and an empty one with ways on', async () => {
    const tree = workbench.kubeconfigTree;
    // What a certificate's file has to say goes to the view and the status bar alike.
    vscode.kubeconfig.write(kubeconfig.replace('{token: hush-hush-hush}', '{client-certificate: lab.pem}'));
    await tree.row(/^lab, current context\..* Certificate: file does not exist\. /).waitFor();
    await workbench.waitForStatusBarLabel('tokenExpiry', /~\/\.kube\/lab\.pem, which does not exist/);
    vscode.kubeconfig.write(kubeconfig.replace('kind: Config', 'kind: [Config'));
    await tree.row(/^~\/\.kube\/config, kubectl cannot use it/).waitFor();
    await tree.row('Open the File').waitFor();
    await tree.row('Restore a Backup…').waitFor();
    await workbench.screenshot('kubeconfig-view-refused');
    await workbench.waitForStatusBarLabel('tokenExpiry', /^AKS: The kubeconfig cannot be read: .*Line 4/);
    await workbench.runCommand('AKS Entra: Switch Context');
    const told = await workbench.notifications.waitFor(/^~\/\.kube\/config: Line 4/);
    assert.deepEqual(await told.buttons(), ['Open the File', 'Restore a Backup…', 'Show Log']);
    await workbench.notifications.clear();
    await tree.row('Open the File').click();
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 4, Col 1' }).waitFor();
    vscode.kubeconfig.remove();
    await workbench.page.locator('.sidebar').getByRole('button', { name: 'Import Kubeconfig…' }).waitFor();
    await workbench.screenshot('kubeconfig-view-empty');
    await workbench.runCommand('View: Close All Editors');
  });
});
