import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { load } from 'js-yaml';
import { stringify } from 'yaml';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { assertNoneOf } from './nothingLeftBehind.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { problemsOf } from './problemsOf.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const question = 'AKS Entra now puts a key into your contexts';
const refusal =
  /the key in this context's kubeconfig user is missing or wrong\. Run "AKS Entra: Write Keys to Contexts"/;

interface User {
  readonly name: string;
  readonly user: { readonly exec: Readonly<Record<string, unknown>> };
}

interface Context {
  readonly name: string;
  readonly context: object;
}

const options = { limitSeconds: 300, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('the keys of contexts', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  let clustersFile: string;
  const keysSeen = new Set<string>();

  before(async () => {
    clustersFile = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'clusters.json');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.page.keyboard.press('Escape');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    assert.equal((await outside()).exitCode, 0, 'what is fetched has its key');
    assert.deepEqual(keysInKubeconfig(), keysInList());
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('are missing in what a former version wrote: kubectl gets no token, and one question offers to write them', async () => {
    const url = workbench.page.url();
    // The window that is there now would ask by itself.
    await workbench.page.goto('about:blank');
    asOfFormerVersion();
    await workbench.page.goto(url);
    await workbench.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    const asked = await workbench.notifications.waitFor(question, 60_000);
    assert.deepEqual(await asked.buttons(), ['Write Keys to 2 Contexts', 'Show Changes']);
    await workbench.screenshot('key-question');
    assert.match((await outside()).stderr, refusal);
    await asked.press('Show Changes');
    const modified = workbench.page.locator('.monaco-diff-editor .editor.modified');
    await modified.getByText('AKS_ENTRA_CONTEXT').first().waitFor();
    await modified.getByText('<hidden 1>').first().waitFor();
    await workbench.screenshot('key-changes');
    await workbench.decide('accept');
    const told = await workbench.notifications.waitFor(/“payments-prod” and “payments-dev” have their keys now/);
    await works();
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.match((await outside()).stderr, refusal);
  });

  it('are missed in the kubeconfig when it is open, with a fix that shows what it writes', async () => {
    const { problem, quickFix } = problemsOf(workbench);
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', kubeconfig.path);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('kubectl gets no token with this user: it has no key').waitFor();
    await workbench.screenshot('key-finding');
    await quickFix('kubectl gets no token with this user', 'Write Keys to Contexts');
    await workbench.decide('accept');
    const told = await workbench.notifications.waitFor(/have their keys now/);
    await problem('kubectl gets no token with this user').waitFor({ state: 'detached' });
    await works();
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await problem('kubectl gets no token with this user').waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('are offered again where kubectl is refused, and are the same in the list and in all contexts of a cluster', async () => {
    assert.match((await outside()).stderr, refusal);
    const asked = await workbench.notifications.waitFor(question);
    await asked.press('Write Keys to 2 Contexts');
    await workbench.notifications.waitFor(/have their keys now: kubectl gets tokens for them\./);
    await works();
    await workbench.runCommand('AKS Entra: Write Keys to Contexts');
    await workbench.notifications.waitFor(
      'Every context that uses VS Code’s sign-in has its key; nothing was changed.',
    );
  });

  it('are replaced where one was given away: the copy is refused, until Undo', async () => {
    const former = kubeconfig.text();
    const copy = path.join(path.dirname(path.dirname(kubeconfig.path)), 'copy.yaml');
    writeFileSync(copy, former, { mode: 0o600 });
    await makeNewKey();
    await works();
    assert.notEqual(kubeconfig.text(), former);
    assert.match((await outside(copy)).stderr, refusal);
    // Long enough for a question to come, were there one.
    await workbench.page.waitForTimeout(4_000);
    assert.ok(!(await workbench.notifications.texts()).some((text) => text.includes(question)), 'nothing lacks a key');
    const told = await workbench.notifications.waitFor('have a new key; the former one opens nothing any more.');
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), former);
    await works();
    assert.equal((await outside(copy)).exitCode, 0);
  });

  it('are dead once the last context is removed, and Undo brings them back', async () => {
    await remove('payments-dev');
    assert.equal(keysInList().length, 1);
    await works();
    await workbench.notifications.clear();
    const told = await remove(managed);
    assert.deepEqual(keysInList(), []);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await works();
  });

  it('do not come back with a backup: kubectl is refused, and the question names who would get a token', async () => {
    await remove(managed);
    await workbench.notifications.clear();
    await restore(0);
    const asked = await workbench.notifications.waitFor(question);
    assert.match((await outside()).stderr, refusal);
    await asked.press('Write Keys to 1 Context');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^May these clusters get your Entra token\? You did not set them up\.[^]*“payments-prod”: https:\/\//,
    );
    await workbench.screenshot('key-question-unknown');
    await workbench.clickInModal('Trust');
    await workbench.notifications.waitFor('“payments-prod” has its key now: kubectl gets tokens for it.');
    await works();
    await workbench.notifications.clear();

    // The state without it, which the restoring kept.
    await restore(1);
    assert.deepEqual(keysInList(), [], 'what is not in the backup is forgotten');
    const told = await workbench.notifications.waitFor(/is as it was on/);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await works();
  });

  it('are in no log', () => {
    assert.ok(keysSeen.size >= 2);
    assertNoneOf(
      started,
      [...keysSeen].map((key) => new RegExp(key)),
    );
  });

  /** Both files as an older version left them, with one more context of the same user and cluster, as kubens makes it. */
  function asOfFormerVersion(): void {
    const config = load(kubeconfig.text()) as {
      readonly users: readonly User[];
      readonly contexts: readonly Context[];
    };
    const [context] = config.contexts;
    assert.ok(context);
    const users = config.users.map(({ name, user }) => ({
      name,
      user: { exec: { ...user.exec, apiVersion: 'client.authentication.k8s.io/v1', env: null } },
    }));
    const dev = { name: 'payments-dev', context: { ...context.context, namespace: 'dev' } };
    kubeconfig.write(stringify({ ...config, contexts: [context, dev], users }, { aliasDuplicateObjects: false }));
    const clusters = readList().clusters.map((cluster) => ({ ...cluster, key: undefined }));
    writeFileSync(clustersFile, JSON.stringify({ version: 1, clusters }));
  }

  async function makeNewKey(): Promise<void> {
    await workbench.openViewContainer('AKS Entra');
    await workbench.tree.contextMenu(managed, 'Make a New Key…');
    await workbench.quickPick.waitForTitle('Make a new key');
    await workbench.quickPick.choose(managed);
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /“payments-prod” and “payments-dev” get the new key[^]*stops working: backups/,
    );
    await workbench.screenshot('new-key');
    await workbench.clickInModal('Make a New Key');
    await workbench.notifications.waitFor('have a new key; the former one opens nothing any more.');
  }

  /** @param index of the backup, the newest first */
  async function restore(index: number): Promise<void> {
    await workbench.runCommand('AKS Entra: Restore a Kubeconfig Backup…');
    await workbench.quickPick.waitForTitle('Restore a kubeconfig backup');
    for (let row = 0; row < index; row += 1) {
      await workbench.page.keyboard.press('ArrowDown');
    }
    await workbench.page.keyboard.press('Enter');
    await workbench.decide('accept');
    await workbench.notifications.waitFor(/is as it was on/);
  }

  async function remove(contextName: string): ReturnType<typeof workbench.notifications.waitFor> {
    await workbench.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await workbench.quickPick.choose(contextName);
    await workbench.clickInModal('Remove');
    return workbench.notifications.waitFor(`“${contextName}” is no longer in your kubeconfig.`);
  }

  async function works(): Promise<void> {
    const { exitCode, stdout, stderr } = await outside();
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /aks-default-/);
    const keys = keysInList();
    assert.deepEqual([...new Set(keysInKubeconfig())], keys);
    keys.forEach((key) => keysSeen.add(key));
  }

  /** As from any terminal: neither kubelogin nor az is on the path. */
  function outside(file = kubeconfig.path): Promise<KubectlResult> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', file, '--context', managed, 'get', 'nodes'], env);
  }

  function readList(): { readonly clusters: readonly { readonly key?: string }[] } {
    return JSON.parse(readFileSync(clustersFile, 'utf8')) as ReturnType<typeof readList>;
  }

  function keysInList(): string[] {
    return readList().clusters.flatMap(({ key }) => key ?? []);
  }

  function keysInKubeconfig(): string[] {
    return [...kubeconfig.text().matchAll(/\b[0-9a-f]{32}\b/g)].map(([key]) => key);
  }
});
