import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { getAksCredentials, openFurtherChoices } from './getAksCredentials.ts';
import { productVsix } from './sharedVsCode.ts';
import { toldByCommands } from './toldByCommands.ts';
import { uiSuite } from './uiSuite.ts';
import { startSimulatedVsCode, type SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';

function kubeconfigOf(name: string): string {
  return `# ${name}
clusters: [{name: ${name}, cluster: {server: "https://${name}.example"}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}}}]
current-context: ${name}
users: [{name: ${name}, user: {token: not-a-secret}}]
`;
}

const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-list-'));
const [first, second, missing] = ['first', 'second', 'missing'].map((name) => path.join(folder, name));
assert.ok(first !== undefined && second !== undefined && missing !== undefined);

// A VS Code of its own: what KUBECONFIG says is fixed when VS Code starts.
const start = (): Promise<SimulatedVsCode> =>
  startSimulatedVsCode({
    fewBuiltIn: true,
    vsix: [productVsix],
    env: { KUBECONFIG: [first, second, missing].join(path.delimiter) },
  });

uiSuite('the target file where KUBECONFIG is a list', { limitSeconds: 120, start }, (vscode) => {
  const { workbench } = vscode;

  before(async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
    rmSync(missing, { force: true });
    for (const file of [first, second]) {
      writeFileSync(file, kubeconfigOf(path.basename(file)), { mode: 0o600 });
    }
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('offers each file of it, and switches the current context where kubectl looks for it', async () => {
    await openTargetPicker();
    assert.deepEqual((await workbench.quickPick.rows()).slice(0, 3), [
      `check  ${first}, exists`,
      `${second}, exists`,
      `${missing}, does not exist yet`,
    ]);
    await workbench.screenshot('target-file-list');
    await workbench.quickPick.choose(second);
    await getPayments();
    const told = await workbench.notifications.waitFor(`kubectl now uses the context “payments-prod” (${second}).`);
    assert.equal(
      read(first),
      kubeconfigOf('first').replace('current-context: first', 'current-context: payments-prod'),
    );
    assert.match(read(second), /^current-context: second$/m);
    assert.match(read(second), /clusterUser_rg-payments_payments-prod/);
    await told.press('Undo');
    await workbench.notifications.waitFor(/are as they were before/);
    assert.equal(read(first), kubeconfigOf('first'));
    assert.equal(read(second), kubeconfigOf('second'));
  });

  it('gets a credential again where it is, also in a later file', async () => {
    await openTargetPicker();
    await workbench.quickPick.choose(second);
    await getPayments();
    await workbench.notifications.waitFor(`kubectl now uses the context “payments-prod” (${second}).`);
    await workbench.notifications.clear();
    const before = [read(first), read(second)];
    await getAksCredentials(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' });
    await workbench.notifications.waitFor(/already has this credential for “payments-prod”/);
    assert.deepEqual([read(first), read(second)], before);
  });

  it('makes a file of it that is not there yet', async () => {
    await openTargetPicker();
    await workbench.quickPick.choose(missing);
    await getPayments();
    const told = await workbench.notifications.waitFor(`kubectl now uses the context “payments-prod” (${missing}).`);
    assert.match(read(missing), /name: payments-prod/);
    await told.press('Undo');
    await workbench.notifications.waitFor(/are as they were before/);
    assert.equal(existsSync(missing), false);
    assert.equal(read(first), kubeconfigOf('first'));
  });

  it('writes several clusters to the files where they are, or to none', async () => {
    await openTargetPicker();
    await workbench.quickPick.choose(second);
    await getPayments();
    await workbench.notifications.waitFor(`kubectl now uses the context “payments-prod” (${second}).`);
    await getAksCredentials(workbench, { cluster: 'orders-prod', format: 'exec', loginMode: 'devicecode' });
    await workbench.notifications.waitFor(`kubectl now uses the context “orders-prod” (${first}).`);
    const before = [read(first), read(second)];
    await workbench.notifications.clear();

    // Another program holds the second file.
    writeFileSync(`${second}.lock`, '');
    await getBothByAzureCli();
    await changeIn(first);
    await changeIn(second);
    const waiting = await workbench.notifications.waitFor(/^Writing /);
    assert.notEqual(read(first), before[0]);
    await workbench.screenshot('several-files-waiting');
    await waiting.press('Cancel');
    await workbench.waitUntilIdle();
    // Nothing in the window tells that the first file is being taken back.
    for (let waitedMs = 0; read(first) !== before[0] && waitedMs < 10_000; waitedMs += 100) {
      await workbench.page.waitForTimeout(100);
    }
    assert.deepEqual([read(first), read(second)], before);
    assert.deepEqual(await toldByCommands(workbench), []);

    rmSync(`${second}.lock`);
    await getBothByAzureCli();
    await changeIn(first);
    await changeIn(second);
    await workbench.notifications.waitFor(new RegExp(`“payments-prod” is in ${second}`));
    await workbench.notifications.waitFor(`kubectl now uses the context “orders-prod” (${first}).`);
    await workbench.screenshot('several-files');
    for (const file of [first, second]) {
      assert.match(read(file), /--login[^a-z]+azurecli/, file);
    }
  });

  /** Each has another login mode then, which is asked about file by file. */
  async function getBothByAzureCli(): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('Several clusters…');
    await workbench.quickPick.waitForTitle('Get AKS credentials for several clusters');
    await workbench.quickPick.choose('orders-prod');
    await workbench.quickPick.choose('payments-prod');
    await workbench.quickPick.input().press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for 2 clusters');
    await workbench.quickPick.choose('Azure CLI');
  }

  async function changeIn(file: string | undefined): Promise<void> {
    await workbench.page.locator('.tab.active', { hasText: `: ${path.basename(file ?? '')}` }).waitFor();
    await workbench.decide('accept');
  }

  async function openTargetPicker(): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.quickPick.choose('payments-prod');
    await openFurtherChoices(workbench, 'payments-prod');
    await workbench.quickPick.choose('Target file…');
    await workbench.quickPick.waitForTitle('Kubeconfig to merge into');
  }

  async function getPayments(): Promise<void> {
    await workbench.quickPick.waitForTitle('Login mode for payments-prod');
    await workbench.quickPick.choose('Device code');
  }

  function read(file: string): string {
    return readFileSync(file, 'utf8');
  }
});
