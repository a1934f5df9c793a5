import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, it } from 'node:test';
import { oldestAndNewestKubectl, runKubectl } from '../kubectl.ts';
import { createCertificateAuthority } from '../simulator/certificates.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { problemsOf } from './problemsOf.ts';
import { uiSuite } from './uiSuite.ts';

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- name: old
  cluster:
    server: https://old.example:443
contexts:
- name: old
  context:
    cluster: old
    user: old
    namespace: on
current-context: old
users:
- name: old
  user:
    auth-provider:
      name: azure
      config:
        apiserver-id: 6dae42f8-4368-4678-94ff-3960e28e3630
        client-id: 80faf920-1908-4b52-b5ef-a8e7bedfc67a
        config-mode: "1"
        tenant-id: 00000000-0000-0000-0000-000000000000
`;

uiSuite('the checks of an open kubeconfig', { limitSeconds: 150 }, (vscode) => {
  const { started, workbench } = vscode;
  const { problem, quickFix } = problemsOf(workbench);
  let file: string;

  before(async () => {
    file = started.kubeconfigFile;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, kubeconfig, { mode: 0o644 });
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', file);
    await workbench.runCommand('Problems: Focus on Problems View');
  });

  it('marks what kubectl will refuse or others may read', async () => {
    await problem('refuse the auth provider “azure”').waitFor();
    await problem('reads this as a truth value').waitFor();
    await problem(/Other users of this machine may read .*0644/).waitFor();
    await workbench.screenshot('kubeconfig-problems');
  });

  it('quotes a value', async () => {
    await quickFix('reads this as a truth value', 'Put it in quotes');
    await problem('reads this as a truth value').waitFor({ state: 'detached' });
    await workbench.runCommand('File: Save All Files');
    await until(() => readFileSync(file, 'utf8') === kubeconfig.replace('namespace: on', 'namespace: "on"'));
  });

  it('takes the rights of others away, and gives them back with Undo', async () => {
    const others = 'Other users of this machine';
    await quickFix(others, 'Let only me read it (chmod 600)');
    await problem(others).waitFor({ state: 'detached' });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const notification = await workbench.notifications.waitFor(/^Only you can read .*config now\./);
    await workbench.screenshot('permissions-undo');
    await notification.press('Undo');
    await problem(others).waitFor();
    assert.equal(statSync(file).mode & 0o777, 0o644);

    await quickFix(others, 'Let only me read it (chmod 600)');
    await problem(others).waitFor({ state: 'detached' });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await workbench.notifications.clear();
  });

  it('converts the auth provider that kubectl refuses', async () => {
    await quickFix('refuse the auth provider', 'Convert Context…');
    await workbench.quickPick.waitForTitle('Convert kubeconfig login mode');
    // The context of the fix is picked already.
    await workbench.quickPick.input().press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for');
    await workbench.quickPick.choose('Browser');
    await workbench.decide('accept');
    await workbench.notifications.waitFor('“old” now uses kubelogin’s interactive.');
    await problem('refuse the auth provider').waitFor({ state: 'detached' });
    await workbench.notifications.clear();
  });

  it('makes loadable what kubectl cannot load, one fix each', async () => {
    await workbench.runCommand('View: Close All Editors');
    const { certPem } = await createCertificateAuthority('ca');
    // VS Code's local history keeps what is saved: with a line in front it is not what the last test looks for.
    const authority = Buffer.from(`# of this test,\n${certPem}`).toString('base64');
    writeFileSync(
      file,
      `apiVersion: v1
kind: Config
clusters:
- name: old
  cluster:
    server: https://127.0.0.1:1
    insecure-skip-tls-verify: "false"
    certificate-authority-data: ${authority.slice(0, 40)} ${authority.slice(40)}
contexts:
- name: old
  context:
    cluster: old
    user: old
current-context: old
users:
- name: old
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: kubelogin-of-nobody
      args:
      - get-token
`,
    );
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', file);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('it has blanks in it').waitFor();
    await workbench.screenshot('kubeconfig-unloadable');
    for (const told of await toldByKubectls()) {
      assert.match(told, /illegal base64|cannot unmarshal/);
    }
    await quickFix('it has blanks in it', 'Take the blanks away');
    await quickFix('has to be true or false', 'Take its quotes away');
    await quickFix('is missing, and without it kubectl does not run', 'Set interactiveMode to IfAvailable');
    await problem('is missing, and without it kubectl does not run').waitFor({ state: 'detached' });
    await workbench.screenshot('kubeconfig-loadable');
    await workbench.runCommand('File: Save All Files');
    await until(() => readFileSync(file, 'utf8').includes('interactiveMode: IfAvailable'));
    // It loads, and only the program that it names is not there.
    for (const told of await toldByKubectls()) {
      assert.match(told, /executable kubelogin-of-nobody not found/);
    }
  });

  /** A kubeconfig is checked whole only where a cluster is asked. */
  async function toldByKubectls(): Promise<string[]> {
    const env = { HOME: path.dirname(file) };
    const results = await Promise.all(
      oldestAndNewestKubectl().map((kubectl) => runKubectl(kubectl, ['--kubeconfig', file, 'get', 'namespaces'], env)),
    );
    return results.map(({ stderr }) => stderr);
  }

  async function until(isTrue: () => boolean): Promise<void> {
    for (let waitedMs = 0; !isTrue(); waitedMs += 200) {
      assert.ok(waitedMs < 15_000, 'it did not happen in 15 s');
      await workbench.page.waitForTimeout(200);
    }
  }
});
