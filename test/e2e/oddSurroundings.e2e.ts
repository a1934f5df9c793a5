import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { startSimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import { productVsix } from './sharedVsCode.ts';
import { problemsOf } from './problemsOf.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-odd-'));
const program = path.join(folder, 'kubelogin');
const asked = path.join(folder, 'asked');
putProgram();

const whichFile = 'KUBECONFIG names no file. Which file should it go into this time?';

const kubeconfig = `apiVersion: v1
kind: Config
users:
- name: a
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --login, devicecode, --no-such-flag]
`;

// A VS Code of its own: its environment is fixed when it starts.
const start = () =>
  startSimulatedVsCode({
    fewBuiltIn: true,
    vsix: [productVsix],
    env: { KUBECONFIG: path.delimiter, PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` },
  });

uiSuite('a KUBECONFIG without a file, and another program called kubelogin', { limitSeconds: 120, start }, (vscode) => {
  const { started, workbench, kubeconfig: homeConfig } = vscode;
  const { problem } = problemsOf(workbench);

  before(async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes no credential where kubectl would not look for it: it asks for a file, and closing that writes none', async () => {
    await answerUpToTheFile();
    assert.equal(await workbench.quickPick.input().getAttribute('placeholder'), whichFile);
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['Another file…', 'New file…'],
    );
    await workbench.screenshot('kubeconfig-list-empty');
    await workbench.quickPick.cancel();
    assert.deepEqual(await toldByCommands(workbench), []);
    assert.equal(homeConfig.exists(), false);
  });

  it('merges into the file that is named then', async () => {
    const created = path.join(started.vscode.homeFolder, 'named.yaml');
    await answerUpToTheFile();
    await workbench.quickPick.choose('New file…');
    await answerFileDialog(workbench, 'New kubeconfig', created);
    const told = await workbench.notifications.waitFor(
      /is in .*named\.yaml, whose current context is “payments-prod”\./,
    );
    assert.match(
      await told.text(),
      /KUBECONFIG does not name this file: use kubectl --kubeconfig\. “payments-prod” signs in through Azure’s kubelogin\. /,
    );
    // Here kubectl reads no kubeconfig in which another sign-in could be chosen.
    assert.deepEqual(await told.buttons(), ['Install Azure’s kubelogin…', 'Open Kubeconfig', 'Undo']);
    await workbench.screenshot('kubeconfig-list-empty-result');
    assert.match(readFileSync(created, 'utf8'), /^current-context: payments-prod$/m);
    assert.equal(homeConfig.exists(), false);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(existsSync(created), false);
    await workbench.notifications.clear();
  });

  it('asks no kubelogin who it is for a kubeconfig that only mentions it', async () => {
    // For the credential it was asked; another file is asked anew.
    putProgram();
    rmSync(asked, { force: true });
    const mentions = kubeconfig
      .replace('command: kubelogin', 'command: /bin/sh # not kubelogin')
      .replace('v1beta1', 'v1alpha1');
    await open('mentions.yaml', mentions);
    await problem('newer refuse v1alpha1').waitFor();
    assert.equal(existsSync(asked), false);
  });

  it('tells the other kubelogin, and arguments that none takes, in an open kubeconfig', async () => {
    assert.equal(existsSync(asked), false);
    await open('other.yaml', kubeconfig);
    await problem('is another program of that name: int128’s').waitFor();
    await problem('--no-such-flag').waitFor();
    assert.equal(existsSync(asked), true);
    await workbench.screenshot('other-kubelogin');
  });

  async function open(name: string, text: string): Promise<void> {
    const file = path.join(path.dirname(started.kubeconfigFile), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', file);
    await workbench.runCommand('Problems: Focus on Problems View');
  }

  async function answerUpToTheFile(): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    await workbench.quickPick.choose('Device code');
    await workbench.quickPick.waitForTitle('Kubeconfig to merge into');
  }
});

/** What int128's program says of itself. */
function putProgram(): void {
  writeFileSync(program, `#!/bin/sh\n: > '${asked}'\necho "kubelogin version v1.36.2"\n`);
  chmodSync(program, 0o755);
}
