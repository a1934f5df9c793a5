import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { findKubectls, runKubectl, type Kubectl, type KubectlResult } from '../kubectl.ts';
import { accessToken } from '../simulator/simulatorClient.ts';
import { contoso } from '../simulator/scenarios/people.ts';
import { aksServerAppId } from '../simulator/entra/wellKnownApps.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const kubectl = findKubectls().at(-1);

const options = { limitSeconds: 180, signedInAs: 'ada@contoso.com' };

uiSuite('VS Code sign-in for contexts that are there already', options, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let dataFolder: string;
  let devicecode: string;
  let settings: string;
  let signedInThroughVscode: string;

  before(async () => {
    settings = readFileSync(started.vscode.settingsFile, 'utf8');
    dataFolder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'devicecode' });
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    devicecode = kubeconfig.text();
    assert.ok(!existsSync(dataFolder), 'who uses kubelogin has no plugin');
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('shows the difference, then kubectl works without kubelogin, and Undo brings it back', async () => {
    await adopt(['Nothing']);
    const told = await workbench.notifications.waitFor(`“${managed}” now uses VS Code’s sign-in.`);
    assert.match((await outside(['get', 'nodes'])).stdout, /aks-default-/);
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), devicecode);
    assert.ok(!readFileSync(path.join(dataFolder, 'clusters.json'), 'utf8').includes('"server"'));
  });

  it('changes what kubectl does while VS Code is closed, for all contexts or for one', async () => {
    await adopt([]);
    await workbench.notifications.waitFor(`“${managed}” now uses VS Code’s sign-in.`);
    await workbench.notifications.clear();
    await chooseFallback('All contexts', 'Browser');
    await until(() => readFileSync(path.join(dataFolder, 'fallback'), 'utf8') === 'interactive\n');
    await chooseFallback(managed, 'Nothing');
    await workbench.notifications.waitFor(`While VS Code is closed, “${managed}” uses “none”.`);
    assert.match(kubeconfig.text(), /- --fallback\n\s*- none\n/);
    await workbench.notifications.clear();
    await chooseFallback(managed, 'As the setting says');
    await workbench.notifications.waitFor(`While VS Code is closed, “${managed}” does what the setting says.`);
    assert.ok(!kubeconfig.text().includes('--fallback'));
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0, 'its key is still there');
    await chooseFallback('All contexts', 'Nothing');
    await until(() => readFileSync(path.join(dataFolder, 'fallback'), 'utf8') === 'none\n');
  });

  it('asks before a server that is none of Azure’s may get a token, and gives it none on Cancel', async () => {
    const own = kubeconfig.text();
    const elsewhere = own.replace(/server: \S+/, 'server: https://elsewhere.example:9');
    kubeconfig.write(elsewhere);
    assert.match(
      (await outside(['get', 'nodes'])).stderr,
      /the key in this context's kubeconfig user is missing or wrong/,
    );
    await workbench.runCommand('AKS Entra: Use VS Code Sign-in for Existing Contexts…');
    await workbench.quickPick.waitForTitle('Use VS Code sign-in');
    await workbench.quickPick.choose(managed);
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^May these clusters get your Entra token\?[^]*its server https:\/\/elsewhere\.example:9 is not an address of Azure/,
    );
    await workbench.screenshot('trust-question');
    await workbench.clickInModal('Cancel');
    assert.match(
      (await outside(['get', 'nodes'])).stderr,
      /the key in this context's kubeconfig user is missing or wrong/,
    );
    kubeconfig.write(own);
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
  });

  it('converts back to kubelogin and takes the plugin away, for who uninstalls the extension', async () => {
    signedInThroughVscode = kubeconfig.text();
    await workbench.runCommand('AKS Entra: Stop Using VS Code Sign-in (Before You Uninstall)…');
    await workbench.quickPick.waitForTitle('Stop using VS Code sign-in');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.quickPick.waitForTitle('Login mode for');
    assert.ok(!(await workbench.quickPick.rows()).some((row) => row.startsWith('VS Code sign-in')));
    await workbench.quickPick.choose('Device code');
    await workbench.decide('accept');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /No context in your kubeconfig uses it any more\./);
    await workbench.screenshot('remove-plugin');
    await workbench.clickInModal('Remove Plugin');
    await workbench.notifications.waitFor('kubectl’s plugin is removed. You can uninstall AKS Entra now.');
    assert.deepEqual(readdirSync(dataFolder, { recursive: true }), ['plugin', path.join('plugin', 'aks-entra')]);
    assert.match(kubeconfig.text(), /command: kubelogin\n/);
    assert.ok(!kubeconfig.text().includes('aks-entra/plugin'));
  });

  it('leaves a word for kubectl’s user where a context still leads to the plugin, and that helps', async () => {
    kubeconfig.write(signedInThroughVscode);
    assert.match(
      (await outside(['get', 'nodes'])).stderr,
      /^Error: AKS Entra, through which this context signs in, was removed from VS Code\. Install it there again and run "AKS Entra: Write Keys to Contexts", or /,
    );
    await workbench.runCommand('AKS Entra: Write Keys to Contexts');
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /You did not set them up\./);
    await workbench.clickInModal('Trust');
    await workbench.decide('accept');
    await workbench.notifications.waitFor(/has its key now: kubectl gets tokens for it\./);
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
  });

  vscode.leavesNothingBehind();

  it('lets the Azure CLI take over where that was chosen and VS Code is closed', async () => {
    await workbench.close();
    writeFileSync(started.vscode.settingsFile, settings);
    rmSync(path.join(started.vscode.folder, 'server-data', 'data', 'Machine', 'settings.json'), { force: true });
    await vscode.restart();
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.page.keyboard.press('Escape');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    await workbench.close();
    assert.match((await outside(['get', 'nodes'])).stderr, /No VS Code window is open that could sign kubectl in\./);

    const text = kubeconfig.text();
    kubeconfig.write(text.replace(/( +)- --account\n/, '$1- --fallback\n$1- azurecli\n$1- --account\n'));
    const { exitCode, stdout, stderr } = await outside(['get', 'nodes'], await azureCliThatIs('ada@contoso.com'));
    rmSync(standInFolder(), { recursive: true });
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /aks-default-/);
  });

  async function adopt(fallbackAnswers: readonly string[]): Promise<void> {
    await workbench.runCommand('AKS Entra: Use VS Code Sign-in for Existing Contexts…');
    await workbench.quickPick.waitForTitle('Use VS Code sign-in');
    await workbench.screenshot('adoption');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    for (const answer of fallbackAnswers) {
      await workbench.quickPick.waitForTitle('When no VS Code window is open');
      await workbench.quickPick.choose(answer);
    }
    await workbench.page.locator('.monaco-diff-editor .editor.modified', { hasText: 'vscode' }).waitFor();
    await workbench.screenshot('adoption-diff');
    await workbench.decide('accept');
  }

  async function chooseFallback(scope: string, answer: string): Promise<void> {
    await workbench.runCommand('AKS Entra: Choose What kubectl Does While VS Code Is Closed…');
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.quickPick.choose(scope);
    await workbench.quickPick.row(answer).waitFor();
    await workbench.quickPick.choose(answer);
  }

  /** As from any terminal: neither kubelogin nor az is on the path. */
  function outside(args: readonly string[], program: Kubectl | undefined = kubectl): Promise<KubectlResult> {
    assert.ok(program, 'kubectl is needed');
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(program, ['--kubeconfig', kubeconfig.path, ...args], env);
  }

  /**
   * kubectl in a mount namespace of its own, which has a stand-in for az where a package of it would put one: the
   * fallback looks in fixed folders only. It answers with a token of the simulated Entra, as az's JSON.
   */
  async function azureCliThatIs(upn: string): Promise<Kubectl> {
    assert.ok(kubectl, 'kubectl is needed');
    const token = await accessToken(started.simulator, {
      upn,
      tenant: contoso.tenantId,
      scope: `${aksServerAppId}/.default`,
    });
    const folder = standInFolder();
    mkdirSync(folder, { mode: 0o700 });
    const answer = JSON.stringify({
      accessToken: token,
      expires_on: Math.floor(Date.now() / 1000) + 3600,
      tokenType: 'Bearer',
    });
    writeFileSync(path.join(folder, 'az'), `#!/bin/sh\nprintf '%s' '${answer}'\n`, { mode: 0o755 });
    const script = path.join(folder, 'kubectl');
    const isRoot = process.geteuid?.() === 0;
    writeFileSync(
      script,
      `#!/bin/sh
exec unshare ${isRoot ? '-m' : '-rm'} sh -c '
  mount -t tmpfs tmpfs /opt && mkdir -p /opt/az/bin && cp "${folder}/az" /opt/az/bin/az && exec "${kubectl.path}" "$@"
' sh "$@"
`,
      { mode: 0o755 },
    );
    return { ...kubectl, path: script };
  }

  function standInFolder(): string {
    return path.join(started.vscode.homeFolder, 'stand-in');
  }

  async function until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!holds()) {
      assert.ok(Date.now() < deadline, 'what was waited for did not come');
      await workbench.page.waitForTimeout(100);
    }
  }
});
