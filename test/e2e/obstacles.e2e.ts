import assert from 'node:assert/strict';
import { before, beforeEach, it } from 'node:test';
import { findPinnedKubectl } from '../pinnedKubectl.ts';
import { runKubectl } from '../kubectl.ts';
import type { Notification } from '../vscode/notifications.ts';
import { startSimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { lateBound } from './lateBound.ts';
import { productVsix } from './sharedVsCode.ts';
import { StandInPrograms } from './standInPrograms.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const programs = new StandInPrograms();

// A VS Code of its own, whose PATH leads to these programs and to no other.
const start = () => startSimulatedVsCode({ vsix: [productVsix], env: { PATH: programs.pathWithoutOthers() } });

uiSuite('what keeps kubectl from using a result', { limitSeconds: 240, kubectl: true, start }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  const quickPick = lateBound(() => workbench.quickPick);

  before(async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
    kubeconfig.remove();
  });

  it('is told where there is no kubectl, before the choice and with the result; VS Code’s sign-in asks for nothing else', async () => {
    await openFormats(managed);
    assert.match(await quickPick.activeRow(), /^exec, recommended · kubectl not found/);
    await quickPick.choose('exec');
    await quickPick.waitForTitle(`Login mode for ${managed}`);
    assert.deepEqual(await descriptions(), [
      'vscode, recommended · kubectl not found',
      'devicecode, as AKS returns it · kubectl not found · kubelogin not found',
      'interactive, kubectl not found · kubelogin not found',
      'azurecli, kubectl not found · kubelogin not found · az not found',
    ]);
    await workbench.screenshot('obstacle-picker');
    await quickPick.choose('vscode');
    await answerFallback(workbench, 'Nothing');
    await warned(
      /^kubectl now uses the context “payments-prod” \(.*\)\. kubectl is not on the PATH that VS Code sees\./,
      'How to Install kubectl',
      'obstacle-kubectl',
    );
  });

  it('is nothing where VS Code signs in and kubectl is there, with neither kubelogin nor az', async () => {
    programs.linkKubectl(kubectl);
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    const told = await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    assert.equal(await told.text(), `kubectl now uses the context “payments-prod” (${kubeconfig.path}).`);
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo']);
    assert.equal(await isWarning(told), false);
  });

  it('is told where kubelogin is missing, with a mode that works as the way out', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'devicecode' });
    const told = await warned(
      /“payments-prod” signs in through kubelogin, which is not on the PATH that VS Code sees/,
      'Use VS Code Sign-in…',
      'obstacle-kubelogin',
    );
    assert.match(await refusal(), /executable kubelogin not found/);
    await told.press('Use VS Code Sign-in…');
    await quickPick.waitForTitle('Use VS Code sign-in');
    await quickPick.cancel();
  });

  it('is told where kubelogin is the other program of that name', async () => {
    programs.putOtherKubelogin();
    await openFormats(managed);
    await quickPick.choose('exec');
    await quickPick.waitForTitle(`Login mode for ${managed}`);
    assert.match((await quickPick.rows()).join('\n'), /^interactive, another program called kubelogin found/m);
    await quickPick.choose('interactive');
    await warned(
      /“payments-prod” signs in through Azure’s kubelogin\. .* is another program of that name: int128’s, for OIDC\./,
      'Use VS Code Sign-in…',
      'obstacle-other-kubelogin',
    );
    assert.match(await refusal(), /unknown flag/);
  });

  it('is told where az is missing for the mode that asks it, and for no other', async () => {
    programs.put('kubelogin');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'azurecli' });
    await warned(
      /For “payments-prod” kubelogin asks the Azure CLI, az, which is not on the PATH/,
      'Use VS Code Sign-in…',
      'obstacle-az',
    );
    await workbench.notifications.clear();
    kubeconfig.remove();
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'interactive' });
    const told = await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo']);
  });

  it('is told of the format azure where kubectl refuses it', async () => {
    // Of any other it is not said here which version it is.
    const version = findPinnedKubectl()?.path === kubectl.path ? '1.35.2' : `1.${kubectl.minor}`;
    await openFormats(managed);
    const row = (await quickPick.rows()).find((text) => text.startsWith('azure')) ?? '';
    assert.ok(row.startsWith(`azure, old · refused by kubectl ${version}`), row);
    await workbench.screenshot('obstacle-format-picker');
    await quickPick.choose('azure');
    const told = await warned(
      new RegExp(`Your kubectl, ${version.replaceAll('.', '\\.')}.*, refuses the format azure of “payments-prod”`),
      'Convert to Another Sign-in…',
      'obstacle-format',
    );
    assert.match(await refusal(), /azure auth plugin has been removed/);
    await told.press('Convert to Another Sign-in…');
    await quickPick.waitForTitle('Convert kubeconfig sign-in mode');
    await quickPick.cancel();
  });

  it('is told of a stopped cluster, in the picker and with the result, with what starts it', async () => {
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.filter('sleepy-dev');
    await quickPick.row('sleepy-dev').waitFor();
    assert.match((await quickPick.rows()).join(), /^sleepy-dev, rg-dev, Stopped · /);
    await quickPick.choose('sleepy-dev');
    await quickPick.choose('exec');
    await quickPick.choose('vscode');
    await warned(
      /“sleepy-dev” was stopped when it was listed, and kubectl gets no answer until it runs: start it in the Azure portal or with az aks start -g rg-dev -n sleepy-dev\./,
      'Open in Azure Portal',
      'obstacle-stopped',
    );
    await refusal();
  });

  it('tells that a private cluster is one, without a warning, and gets its public name with one click', async () => {
    await getAksCredentials(workbench, { cluster: 'edge-prod', format: 'exec', loginMode: 'vscode' });
    const told = await workbench.notifications.waitFor('“edge-prod” is private: kubectl reaches it from its virtual');
    assert.equal(await isWarning(told), false);
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo', 'Use Its Public Address']);
    await workbench.screenshot('obstacle-private');
    assert.match(kubeconfig.text(), /server: .*privatelink/);
    await told.press('Use Its Public Address');
    await workbench.clickInModal('Overwrite');
    const again = await workbench.notifications.waitFor(/“edge-prod” is private: [^.]*\.$/);
    assert.deepEqual(await again.buttons(), ['Open Kubeconfig', 'Undo']);
    assert.match(kubeconfig.text(), /server: .*\.hcp\./);
    await refusal();
  });

  it('is one sentence for several clusters, with the names of those that it holds for', async () => {
    programs.remove('kubelogin');
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await workbench.waitUntilIdle();
    await quickPick.choose('Several clusters…');
    await quickPick.waitForTitle('Get AKS credentials for several clusters');
    for (const cluster of ['payments-prod', 'legacy-web', 'sleepy-dev']) {
      await quickPick.choose(cluster);
    }
    await quickPick.input().press('Enter');
    await quickPick.choose('exec');
    await quickPick.choose('vscode');
    const told = await warned(
      /“legacy-web” signs in through kubelogin, which is not on the PATH/,
      'How to Install kubelogin',
      'obstacle-several',
    );
    assert.match(await told.text(), /“sleepy-dev” was stopped/);
  });

  it('marks the modes of a conversion, and is told with its result', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Convert Kubeconfig Sign-in Mode…');
    await quickPick.waitForTitle('Convert kubeconfig sign-in mode');
    await quickPick.choose(managed);
    await quickPick.input().press('Enter');
    await quickPick.waitForTitle('Sign-in mode');
    const rows = (await quickPick.rows()).join('\n');
    assert.match(rows, /^azurecli, kubelogin not found · az not found, /m);
    assert.match(rows, /^vscode, The account that VS Code/m);
    await workbench.screenshot('obstacle-conversion-picker');
    await quickPick.choose('azurecli');
    await quickPick.choose('Convert 1 context to azurecli');
    await warned(
      /“payments-prod” now uses kubelogin’s azurecli\. “payments-prod” signs in through kubelogin, which is not on the PATH/,
      'How to Install kubelogin',
      'obstacle-conversion',
    );
  });

  async function openFormats(cluster: string): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.choose(cluster);
    await quickPick.waitForTitle(`Credential format for ${cluster}`);
  }

  /** The rows without their details. */
  async function descriptions(): Promise<string[]> {
    return (await quickPick.rows()).map((row) => row.split(', ').slice(0, 2).join(', '));
  }

  async function warned(text: RegExp, way: string, screenshot: string): Promise<Notification> {
    const told = await workbench.notifications.waitFor(text);
    assert.equal(await isWarning(told), true);
    // The bell has the focus, and its hover would lie over a button.
    await workbench.page.mouse.click(500, 300);
    await workbench.screenshot(screenshot);
    assert.deepEqual(await told.buttons(), ['Open Kubeconfig', 'Undo', way]);
    return told;
  }

  async function isWarning(notification: Notification): Promise<boolean> {
    return notification.locator.locator('.codicon-warning').isVisible();
  }

  /** What the real kubectl says, with the same programs on PATH. */
  async function refusal(): Promise<string> {
    const env = {
      HOME: started.vscode.homeFolder,
      PATH: programs.folder,
      ...started.simulator.clientEnvironment(started.caFile),
    };
    const { exitCode, stderr } = await runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, 'get', 'nodes'], env);
    assert.notEqual(exitCode, 0);
    return stderr;
  }
});
