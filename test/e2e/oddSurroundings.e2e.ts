import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { startSimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import { productVsix } from './sharedVsCode.ts';
import { uiSuite } from './uiSuite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-odd-'));
const program = path.join(folder, 'kubelogin');
// What int128's program says of itself.
writeFileSync(program, '#!/bin/sh\necho "kubelogin version v1.36.2"\n');
chmodSync(program, 0o755);

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
    vsix: [productVsix],
    env: { KUBECONFIG: path.delimiter, PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` },
  });

uiSuite('a KUBECONFIG without a file, and another program called kubelogin', { limitSeconds: 120, start }, (vscode) => {
  const { started, workbench, kubeconfig: homeConfig } = vscode;

  before(async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes no credential where kubectl would not look for it, and says why', async () => {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    const told = await workbench.notifications.waitFor('KUBECONFIG holds separators only');
    await workbench.screenshot('kubeconfig-list-empty');
    assert.deepEqual(await told.buttons(), ['Show Log']);
    assert.equal(homeConfig.exists(), false);
    await workbench.notifications.clear();
  });

  it('tells the other kubelogin, and arguments that none takes, in an open kubeconfig', async () => {
    const file = path.join(path.dirname(started.kubeconfigFile), 'other.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', file);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('is another program of that name: int128’s').waitFor();
    await problem('--no-such-flag').waitFor();
    await workbench.screenshot('other-kubelogin');
  });

  function problem(message: string) {
    return workbench.page.locator('.markers-panel .monaco-list-row', { hasText: message });
  }
});
