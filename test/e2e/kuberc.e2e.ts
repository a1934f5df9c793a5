import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { findKubectls, runKubectl } from '../kubectl.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { problemsOf } from './problemsOf.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const allowlist = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
# Only what we know.
credentialPluginPolicy: Allowlist
credentialPluginAllowlist:
- name: kubelogin
`;

uiSuite('kubectl’s own allowlist', { limitSeconds: 180, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  const { problem, quickFix } = problemsOf(workbench);
  let kuberc: string;
  let entry: string;

  before(() => {
    kuberc = path.join(started.vscode.homeFolder, '.kube', 'kuberc');
    entry = `- name: ${path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'plugin', 'aks-entra')}`;
    mkdirSync(path.dirname(kuberc), { recursive: true });
    writeFileSync(kuberc, allowlist, { mode: 0o600 });
  });

  after(() => {
    rmSync(kuberc);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('is told with the result of a merge, and one click writes the entry after showing it', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    const told = await workbench.notifications.waitFor(`~/.kube/kuberc, which needs the entry "${entry}".`);
    await workbench.screenshot('kuberc-told');
    assert.deepEqual(await told.buttons(), ['Add to kubectl’s Allowlist…', 'Open Kubeconfig', 'Undo']);
    await assertRuns(false);
    await told.press('Add to kubectl’s Allowlist…');
    await workbench.decision('accept').waitFor();
    await workbench.screenshot('kuberc-shown');
    assert.equal(readFileSync(kuberc, 'utf8'), allowlist);
    await workbench.decide('accept');
    const done = await workbench.notifications.waitFor(`it is on the allowlist in ~/.kube/kuberc.`);
    assert.equal(readFileSync(kuberc, 'utf8'), `${allowlist}${entry}\n`);
    await assertRuns(true);
    await done.press('Undo');
    await until(() => readFileSync(kuberc, 'utf8') === allowlist);
  });

  it('is marked in an open kubeconfig, with the same fix', async () => {
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', kubeconfig.path);
    await workbench.runCommand('Problems: Focus on Problems View');
    const message = 'kubectl 1.35 and newer do not run AKS Entra: it is not in credentialPluginAllowlist';
    await problem(message).waitFor();
    await workbench.screenshot('kuberc-problem');
    await quickFix(message, 'Add to kubectl’s Allowlist…');
    await workbench.decide('accept');
    await problem(message).waitFor({ state: 'detached' });
    assert.equal(readFileSync(kuberc, 'utf8'), `${allowlist}${entry}\n`);
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Add to kubectl’s Allowlist…');
    await workbench.notifications.waitFor('do not keep AKS Entra from running; nothing was changed.');
  });

  it('is the user’s own to change where it denies everything', async () => {
    const denyAll = allowlist.replace(/Policy: Allowlist[^]*/, 'Policy: DenyAll\n');
    writeFileSync(kuberc, denyAll);
    await workbench.runCommand('AKS Entra: Add to kubectl’s Allowlist…');
    await workbench.notifications.waitFor(`the policy DenyAll in ~/.kube/kuberc forbids every plugin.`);
    assert.equal(readFileSync(kuberc, 'utf8'), denyAll);
  });

  /** By a kubectl that has such a policy, where there is one. */
  async function assertRuns(isRun: boolean): Promise<void> {
    const kubectl = findKubectls().find(({ minor }) => minor >= 35);
    if (kubectl === undefined) {
      return;
    }
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    const { exitCode, stderr } = await runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, 'get', 'nodes'], env);
    assert.equal(exitCode, isRun ? 0 : 1, stderr);
    assert.equal(stderr.includes('is not permitted by the credential plugin allowlist'), !isRun, stderr);
  }

  async function until(isTrue: () => boolean): Promise<void> {
    for (let waitedMs = 0; !isTrue(); waitedMs += 200) {
      assert.ok(waitedMs < 15_000, 'it did not happen in 15 s');
      await workbench.page.waitForTimeout(200);
    }
  }
});
