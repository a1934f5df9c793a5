import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, it } from 'node:test';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

/** Someone else's, with comments, another indentation, quotes and an entry of a tool that we do not know. */
const handwritten = `# My clusters. Do not touch!
apiVersion: v1
kind: Config
preferences: {}
current-context: home   # the Raspberry
clusters:
  # in the cellar
  - name: home
    cluster: {server: "https://192.0.2.7:6443", insecure-skip-tls-verify: true}
contexts:
  - context:
      user: 'me'
      cluster: home
      namespace: garden
    name: home
users:
  - name: "me"
    user:
      token: not-a-real-one   # rotated each May
extensions:
  - name: my.tool/notes
    extension: {answer: 42}
# the end
`;

const options = { limitSeconds: 180, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('the kubeconfig that Get AKS credentials writes to', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  beforeEach(async () => {
    await workbench.notifications.clear();
    kubeconfig.remove();
  });

  it('keeps every byte that is not the subject: comments, order, quotes, entries of others', async () => {
    kubeconfig.write(handwritten, 0o640);
    chmodSync(kubeconfig.path, 0o640);
    await merge();
    const after = kubeconfig.text();
    const added = addedLines(handwritten.replace('current-context: home ', 'current-context: payments-prod '), after);
    assert.ok(added.length > 10);
    assert.ok(after.startsWith('# My clusters. Do not touch!\n') && after.endsWith('# the end\n'));
    assert.deepEqual(
      kubeconfig.model().contexts.map(({ name }) => name),
      ['home', 'payments-prod'],
    );
    assert.equal(kubeconfig.mode(), 0o640);
    const contexts = await kubeconfig.kubectl(kubectl, 'config', 'get-contexts', '-o', 'name');
    assert.deepEqual(contexts.trim().split('\n'), ['home', 'payments-prod']);
    await (await workbench.notifications.waitFor(/kubectl now uses the context “payments-prod”/)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), handwritten);
    assert.equal(kubeconfig.mode(), 0o640);
  });

  it('writes through a symbolic link and leaves the link', async () => {
    const real = path.join(started.vscode.homeFolder, 'dotfiles', 'kubeconfig');
    mkdirSync(path.dirname(real), { recursive: true });
    writeFileSync(real, handwritten, { mode: 0o600 });
    mkdirSync(path.dirname(kubeconfig.path), { recursive: true });
    symlinkSync(real, kubeconfig.path);
    await merge();
    await workbench.notifications.waitFor(/kubectl now uses the context “payments-prod”/);
    assert.ok(lstatSync(kubeconfig.path).isSymbolicLink());
    assert.ok(lstatSync(real).isFile());
    assert.equal(kubeconfig.model()['current-context'], 'payments-prod');
    await workbench.waitForStatusBarLabel(
      'tokenExpiry',
      /^AKS: payments-prod\. kubelogin manages the token, in the mode devicecode\.$/,
    );
    writeFileSync(real, handwritten);
    await workbench.waitForStatusBarLabel('tokenExpiry', /^AKS: home\. A token in the kubeconfig/);
  });

  it('leaves a file alone whose Undo comes too late', async () => {
    kubeconfig.write(handwritten);
    await merge();
    const notification = await workbench.notifications.waitFor(/kubectl now uses/);
    const edited = `${kubeconfig.text()}# and an afterthought\n`;
    kubeconfig.write(edited);
    await notification.press('Undo');
    await workbench.notifications.waitFor(
      /was changed in the meantime, so it was left as it is\. The former state is in /,
    );
    assert.equal(kubeconfig.text(), edited);
  });

  const broken = [
    {
      what: 'a tab',
      text: 'apiVersion: v1\nclusters:\n\t- name: one\n',
      told: /: Line 3: .*a tab where a line is indented/,
    },
    {
      what: 'an open quote',
      text: 'apiVersion: v1\nusers:\n- name: "one\n',
      told: /: Line 3: .*quotes that are never closed/,
    },
    { what: 'two documents', text: 'kind: Config\n---\nkind: Config\n', told: /: Line 2: .*several YAML documents/ },
  ];
  for (const { what, text, told } of broken) {
    it(`refuses to edit a file with ${what}, names file and line, and leaves every byte`, async () => {
      kubeconfig.write(text);
      await merge();
      const notification = await workbench.notifications.waitFor(told);
      assert.ok((await notification.text()).startsWith('~/.kube/config'));
      await workbench.waitUntilIdle();
      assert.equal(kubeconfig.text(), text);
    });
  }

  // That it gives up by itself is in adapters/kubeconfig/kubeconfigFiles.test.ts: here it would take half a minute.
  it('waits for the lock of another program, and can be cancelled meanwhile', async () => {
    kubeconfig.write(handwritten);
    const lock = `${kubeconfig.path}.lock`;
    writeFileSync(lock, '');
    await merge();
    const waiting = await workbench.notifications.waitFor(/^Writing /);
    await waiting.press('Cancel');
    await workbench.waitUntilIdle();
    assert.equal(kubeconfig.text(), handwritten);
    rmSync(lock);
  });

  async function merge(): Promise<void> {
    await getAksCredentials(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' });
    await workbench.quickPick.waitUntilClosed();
    await untilSettled();
  }

  /** Until the command has told its end, or waits. */
  async function untilSettled(): Promise<void> {
    await workbench.page.locator('.notifications-toasts .notification-toast').first().waitFor();
  }
});

/** The lines that came in; fails where one of the lines before is gone or changed. */
function addedLines(before: string, after: string): string[] {
  const wanted = before.split('\n');
  const added: string[] = [];
  for (const line of after.split('\n')) {
    if (line === wanted[0]) {
      wanted.shift();
    } else {
      added.push(line);
    }
  }
  assert.deepEqual(wanted, [], 'every line that was there is still there, in the same order');
  return added;
}
