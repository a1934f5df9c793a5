import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { uiSuite } from './uiSuite.ts';

const clientId = '12345678-aaaa-bbbb-cccc-1234567890ab';

uiSuite('Create a Pipeline Kubeconfig', { limitSeconds: 90, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench } = vscode;
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-pipeline-'));
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes a file of its own without a secret, and shows the steps that go with it', async () => {
    const file = path.join(folder, 'payments.kubeconfig.yaml');
    await chooseIdentity('payments-prod', 'workloadidentity', clientId);
    await answerFileDialog(workbench, 'Where should the pipeline’s kubeconfig go?', file);
    const told = await workbench.notifications.waitFor(/is for your pipeline, and holds no secret\./);
    const text = readFileSync(file, 'utf8');
    assert.match(text, /command: kubelogin\n/);
    assert.match(text, new RegExp(`- workloadidentity\\n[^]*- --client-id\\n\\s*- ${clientId}\\n`));
    assert.doesNotMatch(text, /client-key|client-certificate|password/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const steps = workbench.page.locator('.editor-instance', { hasText: 'azure/use-kubelogin@v1' });
    await steps.waitFor();
    await workbench.screenshot('pipeline-steps');
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.throws(() => statSync(file), { code: 'ENOENT' });
  });

  it('does not touch the user’s own kubeconfig', async () => {
    mkdirSync(path.dirname(started.kubeconfigFile), { recursive: true });
    writeFileSync(started.kubeconfigFile, '# mine\n', { mode: 0o600 });
    await chooseIdentity('payments-prod', 'msi', '');
    await answerFileDialog(workbench, 'Where should the pipeline’s kubeconfig go?', started.kubeconfigFile);
    await workbench.quickPick.waitForTitle('config already exists.');
    await workbench.page.keyboard.press('Enter');
    await workbench.notifications.waitFor(/is your own kubeconfig, which holds more than this cluster/);
    assert.equal(readFileSync(started.kubeconfigFile, 'utf8'), '# mine\n');
  });

  it('says why a cluster without Entra, or with the legacy one, gets none', async () => {
    for (const [cluster, reason] of [
      ['static-lab', /no Entra integration: its only credential is a static certificate/],
      ['legacy-web', /lets no service principal or managed identity in/],
    ] as const) {
      await workbench.runCommand('AKS Entra: Create a Pipeline Kubeconfig…');
      await workbench.quickPick.waitForTitle('Create a pipeline kubeconfig');
      await workbench.quickPick.choose(cluster);
      await workbench.notifications.waitFor(reason);
      await workbench.notifications.clear();
    }
  });

  async function chooseIdentity(cluster: string, login: string, id: string): Promise<void> {
    await workbench.runCommand('AKS Entra: Create a Pipeline Kubeconfig…');
    await workbench.quickPick.waitForTitle('Create a pipeline kubeconfig');
    await workbench.quickPick.choose(cluster);
    await workbench.quickPick.waitForTitle(`Identity of the pipeline for ${cluster}`);
    await workbench.quickPick.choose(login);
    await workbench.quickPick.waitForTitle(`Pipeline identity ${login}`);
    await workbench.quickPick.input().fill(id);
    await workbench.page.keyboard.press('Enter');
  }
});
