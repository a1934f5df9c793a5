import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

const mine = `# mine
apiVersion: v1
kind: Config
clusters:
- {name: mine, cluster: {server: "https://mine.example"}}
contexts:
- {name: mine, context: {cluster: mine, user: mine}}
current-context: mine
users:
- {name: mine, user: {token: my-own-token}}
`;

const kubelogin = `{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, azurecli, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}}`;

const trusted = `clusters:
- {name: team, cluster: {server: "https://team-1.hcp.eastus.azmk8s.io:443", certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==}}
contexts:
- {name: team, context: {cluster: team, user: me, namespace: shop}}
current-context: team
users:
- {name: me, user: ${kubelogin}}
`;

/** Four contexts: one is trusted, one static, one runs a program, one cannot be merged. */
const mixed = `apiVersion: v1
kind: Config
clusters:
- {name: team, cluster: {server: "https://team-1.hcp.eastus.azmk8s.io:443", certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==}}
- {name: lab, cluster: {server: "https://lab.example", certificate-authority: ca/lab.pem}}
contexts:
- {name: team, context: {cluster: team, user: me}}
- {name: robot, context: {cluster: team, user: robot}}
- {name: lab, context: {cluster: lab, user: program}}
- {name: half, context: {cluster: team, user: nobody}}
current-context: robot
users:
- {name: me, user: ${kubelogin}}
- {name: robot, user: {token: robot-secret-token}}
- name: program
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ./get-token.sh
      interactiveMode: Never
      env: [{name: SECRET, value: program-secret}]
`;

uiSuite('Import Kubeconfig', { limitSeconds: 120 }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let folder: string;

  before(() => {
    folder = path.join(started.vscode.homeFolder, 'handed-over');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
    kubeconfig.write(mine);
  });

  it('merges the only context of a trusted file without a question, and takes it back with Undo', async () => {
    await importFile('team.yaml', trusted, true);
    const told = await workbench.notifications.waitFor(`kubectl now uses the context “team” (~/.kube/config).`);
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo']);
    await workbench.screenshot('import-result');
    assert.ok(kubeconfig.text().startsWith(mine.slice(0, mine.indexOf('contexts'))));
    assert.match(kubeconfig.execArguments('team').join(' '), /--login azurecli/);
    assert.equal(kubeconfig.model().contexts.length, 2);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), mine);
  });

  it('says what is wrong with a file that kubectl could not load once merged, and writes nothing', async () => {
    await importFile('cut.yaml', trusted.replace(/(certificate-authority-data: \w{21})\w*=*/, '$1'), true);
    await workbench.notifications.waitFor(
      /cut\.yaml .*line 2: certificate-authority-data of the cluster “team” is not base64/,
    );
    await workbench.screenshot('import-unloadable');
    assert.equal(kubeconfig.text(), mine);
  });

  it('asks before it adds to a kubeconfig that kubectl cannot load', async () => {
    const unloadable = mine.replace('{token: my-own-token}', '{token: 12345}');
    kubeconfig.write(unloadable);
    await importFile('team.yaml', trusted, true);
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^kubectl cannot load .* as it is\.\nLine 10: token of the user “mine” has to be text, but kubectl reads a number\. Put it in quotes\./,
    );
    await workbench.screenshot('import-unloadable-target');
    await workbench.clickInModal('Cancel');
    assert.equal(kubeconfig.text(), unloadable);
    await importFile('team.yaml', trusted, true);
    await workbench.modal().waitFor();
    await workbench.clickInModal('Add Anyway');
    await workbench.notifications.waitFor(/kubectl now uses the context “team”/);
    assert.ok(kubeconfig.text().includes('12345'));
  });

  it('lists several contexts with what is to be known of each, and merges the chosen ones as one', async () => {
    await importFile('mixed.yaml', mixed);
    await workbench.quickPick.waitForTitle('Import kubeconfig');
    const rows = await workbench.quickPick.rows();
    assert.match(rows[0] ?? '', /^team, kubelogin azurecli · https:\/\/team-1\.hcp\.eastus\.azmk8s\.io:443$/);
    assert.match(rows[1] ?? '', /^robot, static credential · .*warning {2}It is a static credential/);
    assert.match(
      rows[2] ?? '',
      /^lab, command · https:\/\/lab\.example, warning {2}Not trusted: its cluster sets "cert/,
    );
    assert.equal(rows.length, 3);
    assert.equal(
      await workbench.quickPick.input().getAttribute('placeholder'),
      'Which contexts of mixed.yaml? 1 more cannot be imported.',
    );
    await workbench.screenshot('import-picker');
    await workbench.quickPick.choose('robot');
    await workbench.quickPick.input().press('Enter');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^Before you import .*mixed\.yaml\n“robot”:\n• It is a static credential/,
    );
    await workbench.screenshot('import-caution');
    await workbench.clickInModal('Import');
    const told = await workbench.notifications.waitFor(
      /The contexts “team” and “robot” are in .*; kubectl now uses “robot”\./,
    );
    assert.match(await told.text(), /“half” was left out: its user "nobody" is not in the file\./);
    assert.deepEqual(
      kubeconfig.model().contexts.map(({ name }) => name),
      ['mine', 'team', 'robot'],
    );
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), mine);
  });

  it('shows what is not trusted with every reason and no secret; Discard writes nothing', async () => {
    await chooseOnlyLab();
    const shown = workbench.page.locator('.editor-instance', { hasText: 'is not trusted' }).first();
    await shown.waitFor();
    const asked = /^Not trusted, in .*mixed\.yaml\. It can do more than sign you in to AKS\./;
    await workbench.statusBarItem('aksEntra.decision').getByRole('alert', { name: asked }).waitFor();
    await workbench.screenshot('import-not-trusted');
    const document = await workbench.editorText();
    for (const reason of [
      'its cluster sets "certificate-authority"',
      'it runs a command other than kubelogin',
      'its command sets environment variables',
    ]) {
      assert.ok(document.includes(`# - ${reason}`), reason);
    }
    assert.match(document, /Nothing of it is in your kubeconfig yet/);
    assert.match(document, /command: \S*handed-over\/get-token\.sh/);
    assert.doesNotMatch(document, /program-secret/);
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('x');
    assert.doesNotMatch(await workbench.editorText(), /x$/);
    await workbench.decide('discard');
    await shown.waitFor({ state: 'detached' });
    assert.equal(kubeconfig.text(), mine);
    assert.deepEqual(await toldByCommands(workbench), []);
  });

  it('merges what is not trusted when it is accepted, with paths that hold where it is merged to', async () => {
    await chooseOnlyLab();
    await workbench.decide('accept');
    await workbench.notifications.waitFor('kubectl now uses the context “lab”');
    await workbench.page.locator('.editor-instance', { hasText: 'is not trusted' }).waitFor({ state: 'detached' });
    assert.match(kubeconfig.text(), new RegExp(`certificate-authority: "?${folder}/ca/lab.pem`));
    assert.match(kubeconfig.text(), new RegExp(`command: "?${folder}/get-token.sh`));
  });

  it('asks where names are taken: the difference, then Keep Both; or Overwrite; or nothing', async () => {
    const taken = trusted.replace('team-1', 'team-2');
    kubeconfig.write(trusted);
    await importFile('taken.yaml', taken);
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.editor.original', { hasText: 'team-1' }).waitFor();
    await diff.locator('.editor.modified', { hasText: 'team-2' }).waitFor();
    await workbench.screenshot('import-conflict');
    await diff.locator('.editor.original', { hasText: 'Keep Both leaves the left as it is and' }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
    await workbench.notifications.waitFor('kubectl now uses the context “team-2”');
    assert.match(kubeconfig.text(), /team-1\.hcp[^]*team-2\.hcp/);

    kubeconfig.write(trusted);
    await importFile('taken.yaml', taken);
    await workbench.decide('discard');
    await workbench.waitUntilIdle();
    assert.equal(kubeconfig.text(), trusted);

    await importFile('taken.yaml', taken);
    await workbench.decision('overwrite').waitFor();
    await workbench.page.keyboard.press('Control+Shift+Enter');
    await workbench.notifications.waitFor('kubectl now uses the context “team”');
    assert.equal(kubeconfig.text(), taken);
  });

  it('says what is wrong with a file that cannot be imported', async () => {
    const big = path.join(folder, 'big.yaml');
    writeFileSync(big, '');
    truncateSync(big, 5 * 1024 * 1024 + 1);
    await importPath(big);
    await told(/big\.yaml is larger than 5 MB/);
    await importFile('latin1.yaml', Buffer.from('a: \u00e4\n', 'latin1'));
    await told(/latin1\.yaml is not UTF-8 text/);
    await importFile('values.yaml', 'replicas: 3\n');
    await told(/values\.yaml: This is not a kubeconfig: it has no clusters/);
    await importFile('broken.yaml', 'a: [\n');
    await told(/broken\.yaml: Line 2/, 'Open the File');
    await importFile('half.yaml', 'contexts: [{name: half, context: {cluster: a, user: b}}]\n');
    await told(/No context in .*half\.yaml can be imported\. “half” was left out: its cluster "a"/);
    await importPath(kubeconfig.path);
    await workbench.notifications.waitFor(/kubectl reads .* already; there is nothing to import/);
    assert.equal(kubeconfig.text(), mine);
  });

  it('is in the context menu of an editor that shows such a file', async () => {
    writeFileSync(path.join(folder, 'team.yaml'), trusted);
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', path.join(folder, 'team.yaml'));
    const line = workbench.page.locator('.editor-instance .view-line').first();
    await line.waitFor();
    await workbench.page.locator('.codelens-decoration', { hasText: 'Import Kubeconfig…' }).waitFor();
    await line.click({ button: 'right' });
    const entry = workbench.page.locator('.monaco-menu .action-item', { hasText: 'Import Kubeconfig…' });
    await entry.waitFor();
    await workbench.screenshot('import-editor-menu');
    await workbench.page.waitForTimeout(200);
    await entry.click();
    await workbench.notifications.waitFor('kubectl now uses the context “team”');
    await workbench.runCommand('View: Close All Editors');
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** VS Code shows three toasts at a time. */
  async function told(text: RegExp, ...ways: readonly string[]): Promise<void> {
    const toast = await workbench.notifications.waitFor(text);
    assert.deepEqual(await toast.buttons(), [...ways, 'Show Log']);
    await workbench.screenshot('import-error');
    await workbench.notifications.clear();
  }

  async function chooseOnlyLab(): Promise<void> {
    await importFile('mixed.yaml', mixed);
    await workbench.quickPick.waitForTitle('Import kubeconfig');
    // The trusted one is checked already.
    await workbench.quickPick.choose('team');
    await workbench.quickPick.choose('lab');
    await workbench.quickPick.input().press('Enter');
  }

  async function importFile(name: string, content: string | Uint8Array, isSeen = false): Promise<void> {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    await importPath(file, isSeen);
  }

  async function importPath(file: string, isSeen = false): Promise<void> {
    await workbench.runCommand('AKS Entra: Import Kubeconfig…');
    if (isSeen) {
      await workbench.quickPick.waitForTitle('Kubeconfig to import');
      await workbench.screenshot('import-dialog');
    }
    await answerFileDialog(workbench, 'Kubeconfig to import', file);
  }
});
