import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packTestExtension } from '../vscode/packTestExtension.ts';
import { uiSuite } from './uiSuite.ts';

const toolCaller = fileURLToPath(new URL('../vscode/toolCallerExtension', import.meta.url));
const cluster = 'orders-prod';

uiSuite('tools that another extension calls', { limitSeconds: 120, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  const file = (ending: string): string => path.join(started.vscode.homeFolder, `tool.${ending}`);

  before(async () => {
    await started.vscode.install(await packTestExtension(toolCaller, started.vscode.folder));
    await vscode.restart();
  });

  afterEach(async () => {
    await workbench.notifications.clear();
  });

  after(async () => {
    await workbench.close();
    rmSync(file('json'), { force: true });
    rmSync(file('done'), { force: true });
    await started.vscode.uninstall('aks-entra-tests.tool-caller');
  });

  async function call(what: object): Promise<void> {
    rmSync(file('done'), { force: true });
    writeFileSync(file('json'), JSON.stringify(what));
    await workbench.runCommand('Call Tool');
  }

  async function answer(): Promise<string> {
    for (let waitedMs = 0; !existsSync(file('done')); waitedMs += 100) {
      assert.ok(waitedMs < 15_000, 'no answer within fifteen seconds');
      await workbench.page.waitForTimeout(100);
    }
    const text = readFileSync(file('done'), 'utf8');
    assert.doesNotMatch(text, /eyJ\w{8}|LS0tLS1CRUdJTi|"?(client-key|token)"?:/);
    return text;
  }

  it('lists the clusters unasked', async () => {
    await call({ tool: 'aksEntra_listClusters', input: { search: cluster } });
    const { clusters } = JSON.parse(await answer()) as { clusters: { name: string; entra: string; contexts: [] }[] };
    assert.deepEqual(
      clusters.map(({ name, entra, contexts }) => [name, entra, contexts]),
      [[cluster, 'managed', []]],
    );
    assert.equal(await workbench.modal().count(), 0);
  });

  it('says what it would do before it gets a credential, and does nothing where the person says no', async () => {
    await call({ tool: 'aksEntra_getCredentials', input: { cluster, makeCurrent: true } });
    await workbench.modal().waitFor();
    const said = await workbench.modalText();
    assert.match(said, /Get the credential of an AKS cluster\?/);
    assert.match(said, /cluster “orders-prod” \(resource group “[^”]+”, subscription “Contoso Production”\)/);
    assert.match(said, /as “ada@contoso\.com”, and merges it into the kubeconfig .*config with the login mode vscode/);
    assert.match(said, /becomes the current context/);
    await workbench.screenshot('agent-tool-question');
    await workbench.clickInModal('Cancel');
    assert.match(await answer(), /Cancel/);
    assert.equal(kubeconfig.exists(), false);
  });

  it('does what was confirmed, in sight and with Undo', async () => {
    await call({ tool: 'aksEntra_getCredentials', input: { cluster, makeCurrent: true } });
    await workbench.clickInModal('Yes');
    assert.match(await answer(), /"done":\["kubectl now uses the context “orders-prod”/);
    await workbench.notifications.waitFor(`kubectl now uses the context “${cluster}”`);
    await workbench.screenshot('agent-tool-done');
    assert.match(kubeconfig.text(), /^current-context: orders-prod$/m);
  });

  it('verifies the context, and tells no credential', async () => {
    await call({ tool: 'aksEntra_verifyAccess', input: { context: cluster } });
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /as kubectl would \(VS Code sign-in\), shows it to the server “https:/);
    await workbench.clickInModal('Yes');
    const { checks } = JSON.parse(await answer()) as { checks: { check: string; state: string }[] };
    assert.deepEqual(
      checks.map(({ state }) => state),
      ['OK', 'OK', 'OK', 'OK', 'OK', 'OK'],
      JSON.stringify(checks),
    );
  });

  it('leaves it to the person where entries differ', async () => {
    const changed = kubeconfig.text().replace(/server: .*/, 'server: https://elsewhere.example:443');
    kubeconfig.write(changed);
    await call({ tool: 'aksEntra_getCredentials', input: { cluster } });
    await workbench.clickInModal('Yes');
    assert.match(await answer(), /"problem":"decisionNeeded","message":"Nothing was written/);
    assert.equal(kubeconfig.text(), changed);
  });

  it('signs another extension in for no context that VS Code gives no token for', async () => {
    await call({ signIn: cluster });
    // It leads elsewhere now.
    assert.match(await answer(), /"kind":"notPossible"/);
  });
});
