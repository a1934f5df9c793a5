import assert from 'node:assert/strict';
import { chmodSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { findPinnedKubectl } from '../pinnedKubectl.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { runKubectl } from '../kubectl.ts';
import type { Notification } from '../vscode/notifications.ts';
import { startSimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import { answerFallback, getAksCredentials, openFurtherChoices } from './getAksCredentials.ts';
import { lateBound } from './lateBound.ts';
import { productVsix } from './sharedVsCode.ts';
import { StandInPrograms } from './standInPrograms.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const programs = new StandInPrograms();

// A VS Code of its own, whose PATH leads to these programs and to no other.
const start = () =>
  startSimulatedVsCode({ fewBuiltIn: true, vsix: [productVsix], env: { PATH: programs.pathWithoutOthers() } });

const faultyContexts = `- context:
    cluster: nowhere
    user: old
  name: dead
- context:
    cluster: ${managed}
    user: old
  name: old
- context:
    cluster: ${managed}
    user: asks
  name: asks
`;
const faultyUsers = `- name: old
  user:
    auth-provider:
      name: azure
      config:
        apiserver-id: 6dae42f8-4368-4678-94ff-3960e28e3630
        client-id: 80faf920-1908-4b52-b5ef-a8e7bedfc67a
        config-mode: "1"
        environment: AzurePublicCloud
        tenant-id: 00000000-0000-0000-0000-000000000000
- name: asks
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args:
      - get-token
      - --login
      - devicecode
      - --server-id
      - 6dae42f8-4368-4678-94ff-3960e28e3630
      - --tenant-id
      - 00000000-0000-0000-0000-000000000000
`;

uiSuite('what keeps kubectl from using a result', { limitSeconds: 300, kubectl: true, start }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  const quickPick = lateBound(() => workbench.quickPick);
  let healthy = '';

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
    await openLoginModes(managed);
    // The marks arrive when the programs were looked for.
    await workbench.waitUntilIdle();
    assert.deepEqual((await descriptions()).slice(0, 4), [
      'VS Code sign-in, recommended · kubectl not found',
      'Browser, interactive · kubectl not found · kubelogin not found',
      'Device code, devicecode · kubectl not found · kubelogin not found',
      'Azure CLI, azurecli · kubectl not found · kubelogin not found · az not found',
    ]);
    assert.match(await quickPick.activeRow(), /^VS Code sign-in, recommended · kubectl not found/);
    await workbench.screenshot('obstacle-picker');
    await quickPick.choose('VS Code sign-in');
    await answerFallback(workbench, 'Nothing');
    await warned(
      /^kubectl now uses the context “payments-prod” \(.*\)\. kubectl is not on the PATH that VS Code sees\./,
      'Install kubectl…',
      'obstacle-kubectl',
    );
  });

  it('is nothing where VS Code signs in and kubectl is there, with neither kubelogin nor az', async () => {
    programs.linkKubectl(kubectl);
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    const told = await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    assert.equal(await told.text(), 'kubectl now uses the context “payments-prod” (~/.kube/config).');
    assert.deepEqual(await told.buttons(), ['Open Terminal', 'Verify Access', 'Open Kubeconfig', 'Undo']);
    assert.equal(await isWarning(told), false);
  });

  it('is nothing to the checks of a setup where all is in order, and that in no time', async () => {
    programs.putKubectl('v1.33.4');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.runCommand('AKS Entra: Check My AKS Setup');
    await workbench.tree.message().filter({ hasText: 'Everything is in order.' }).waitFor();
    await workbench.screenshot('setup-healthy');
    const rows = (await workbench.tree.labels()).filter((label) =>
      /: (?:OK|note|warning|error|not checked)/.test(label),
    );
    assert.ok(rows.length > 8, rows.join('\n'));
    assert.deepEqual(
      rows.filter((row) => !row.includes(': OK')),
      [],
    );
    // By the product's own log: the way through the palette is none of it.
    const [tookMs] = await setupTimes();
    assert.ok(tookMs !== undefined && tookMs < 3_000, `${tookMs} ms`);
    healthy = kubeconfig.text();
  });

  it('is told by the checks of a setup, each fault with its cause, and what is mended turns green by itself', async () => {
    const text = healthy.replace(/^current-context:.*\n/m, '');
    const withFaults = text
      .replace(/^contexts:\n/m, `contexts:\n${faultyContexts}`)
      .replace(/^users:\n/m, `users:\n${faultyUsers}`);
    kubeconfig.write(`${withFaults}current-context: dead\n`);
    chmodSync(kubeconfig.path, 0o644);
    const { tree } = workbench;
    const view = workbench.page.locator('.sidebar .pane-header', { hasText: 'My AKS Setup' });
    const click = async (action: string): Promise<void> => {
      // What a view can do shows while the mouse is on it.
      await view.hover();
      await view.locator(`.action-label[aria-label^="${action}"]`).click();
    };
    await click('Check Again');
    await tree
      .message()
      .filter({ hasText: /^\d errors?, \d warnings?$/ })
      .waitFor();
    for (const told of [/^kubelogin: error/, /^File permissions: warning/, /^Format azure: error/]) {
      await tree.row(told).first().waitFor();
    }
    await workbench.screenshot('setup-faults');
    // A remedy's row is a button, to a screen reader too.
    await workbench.page.locator('.sidebar').getByRole('button', { name: 'Let Only Me Read It (chmod 600)' }).click();
    await tree.row(/^File permissions: OK/).waitFor();
    assert.equal(kubeconfig.mode(), 0o600);
    await click('Show as Report');
    const report = await workbench.editorText();
    assert.match(report, /\*\*error:\*\* Format azure/);
    assert.match(report, /“dead” – the current context leads nowhere/);
    assert.match(report, /“asks” – asks with a device code/);
    assert.ok(!report.includes(started.vscode.homeFolder) && !report.includes('ada@'), report);
    await workbench.screenshot('setup-report');
    await workbench.runCommand('View: Close All Editors');
    await click('Close');
    programs.linkKubectl(kubectl);
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
    await openLoginModes(managed);
    await workbench.waitUntilIdle();
    assert.match(
      (await quickPick.rows()).join('\n'),
      /^Browser, interactive · another program called kubelogin found/m,
    );
    await quickPick.choose('Browser');
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
    assert.deepEqual(await told.buttons(), ['Open Terminal', 'Verify Access', 'Open Kubeconfig', 'Undo']);
  });

  it('is told of the format azure where kubectl refuses it', async () => {
    // Of any other it is not said here which version it is.
    const version = findPinnedKubectl()?.path === kubectl.path ? '1.35.2' : `1.${kubectl.minor}`;
    await openLoginModes(managed);
    await openFurtherChoices(workbench, managed);
    await workbench.waitUntilIdle();
    const row = (await quickPick.rows()).find((text) => text.startsWith('azure')) ?? '';
    assert.ok(row.startsWith(`azure format, old · refused by kubectl ${version}`), row);
    await workbench.screenshot('obstacle-format-picker');
    await quickPick.choose('azure format');
    const told = await warned(
      new RegExp(`Your kubectl, ${version.replaceAll('.', '\\.')}.*, refuses the format azure of “payments-prod”`),
      'Convert to Another Sign-in…',
      'obstacle-format',
    );
    assert.match(await refusal(), /azure auth plugin has been removed/);
    await told.press('Convert to Another Sign-in…');
    await quickPick.waitForTitle('Convert kubeconfig login mode');
    await quickPick.cancel();
  });

  it('is told of a stopped cluster, in the picker and with the result, with what starts it', async () => {
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.filter('sleepy-dev');
    await quickPick.row('sleepy-dev').waitFor();
    assert.match((await quickPick.rows()).join(), /^sleepy-dev, rg-dev, stopped · /);
    await quickPick.choose('sleepy-dev');
    await quickPick.choose('VS Code sign-in');
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
    assert.deepEqual(await told.buttons(), ['Use Its Public Address', 'Open Kubeconfig', 'Undo']);
    await workbench.screenshot('obstacle-private');
    assert.match(kubeconfig.text(), /server: .*privatelink/);
    await told.press('Use Its Public Address');
    await workbench.decide('overwrite');
    const again = await workbench.notifications.waitFor(/“edge-prod” is private: [^.]*\.$/);
    assert.deepEqual(await again.buttons(), ['Open Terminal', 'Verify Access', 'Open Kubeconfig', 'Undo']);
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
    await quickPick.choose('VS Code sign-in');
    const told = await warned(
      /“legacy-web” signs in through kubelogin, which is not on the PATH/,
      'Install kubelogin…',
      'obstacle-several',
    );
    assert.match(await told.text(), /“sleepy-dev” was stopped/);
  });

  it('marks the modes of a conversion, and is told with its result', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Convert Kubeconfig Login Mode…');
    await quickPick.waitForTitle('Convert kubeconfig login mode');
    await quickPick.choose(managed);
    await quickPick.input().press('Enter');
    await quickPick.waitForTitle('Login mode for');
    const rows = (await quickPick.rows()).join('\n');
    assert.match(rows, /^Azure CLI, azurecli · kubelogin not found · az not found, /m);
    assert.match(rows, /^VS Code sign-in, vscode · in use now, The account that VS Code/m);
    await workbench.screenshot('obstacle-conversion-picker');
    await quickPick.choose('Azure CLI');
    await workbench.decide('accept');
    await warned(
      /“payments-prod” now uses kubelogin’s azurecli\. “payments-prod” signs in through kubelogin, which is not on the PATH/,
      'Install kubelogin…',
      'obstacle-conversion',
    );
  });

  it('is installed from the button, by the line that was shown, in a terminal in sight', async () => {
    programs.remove('kubectl');
    programs.putNoting('brew');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    const told = await workbench.notifications.waitFor(/kubectl is not on the PATH that VS Code sees/);
    await told.press('Install kubectl…');
    await quickPick.waitForTitle('Install kubectl');
    await workbench.screenshot('install-ways');
    await quickPick.choose('Homebrew…');
    await workbench.modal().waitFor();
    await workbench.screenshot('install-question');
    assert.match(await workbench.modalText(), /^Install kubectl with Homebrew\?/);
    await workbench.page.keyboard.press('Enter');
    await quickPick.waitForTitle('Install kubectl');
    await quickPick.choose('Homebrew…');
    assert.equal(programs.startsOf('brew'), '', 'Enter is no answer');
    await workbench.clickInModal('Run in Terminal');
    const next = await workbench.notifications.waitFor(/kubectl is being installed in the terminal/);
    assert.deepEqual(await next.buttons(), ['Check My AKS Setup']);
    await starts('brew', `${programs.folder}/brew install kubectl\n`, 'install-terminal');
    programs.remove('brew', 'brew.starts');
    programs.linkKubectl(kubectl);
  });

  it('is reached through Bastion with az, by the line that was shown', async () => {
    programs.putNoting('az');
    await workbench.tree.contextMenu('vault-prod', 'Ways to Reach a Cluster…');
    await quickPick.choose('Open Terminal through Bastion…');
    await quickPick.row('hub-bastion').waitFor();
    await workbench.screenshot('bastion-hosts');
    await quickPick.choose('hub-bastion');
    await workbench.modal().waitFor();
    await workbench.screenshot('bastion-question');
    assert.match(await workbench.modalText(), /^Open a tunnel to “vault-prod” in a terminal\?/);
    assert.equal(programs.startsOf('az'), '');
    await workbench.clickInModal('Run in Terminal');
    const { subscriptionId } = production;
    const host = `/subscriptions/${subscriptionId}/resourceGroups/rg-hub/providers/Microsoft.Network/bastionHosts/hub-bastion`;
    await starts(
      'az',
      `${programs.folder}/az aks bastion tunnel --subscription ${subscriptionId} --resource-group rg-vault --name vault-prod --bastion ${host}\n`,
      'bastion-terminal',
    );
    programs.remove('az', 'az.starts');
  });

  /** How long each run of the checks took, as the product logged it, which it does a moment later. */
  async function setupTimes(): Promise<number[]> {
    for (let waitedMs = 0; ; waitedMs += 200) {
      const logs = globSync('**/AKS Entra.log', { cwd: started.vscode.logsFolder });
      const text = logs.map((file) => readFileSync(path.join(started.vscode.logsFolder, file), 'utf8')).join('\n');
      const times = [...text.matchAll(/Setup checks: \d+ rows in (\d+) ms/g)].map(([, ms]) => Number(ms));
      if (times.length > 0 || waitedMs >= 5_000) {
        return times;
      }
      await workbench.page.waitForTimeout(200);
    }
  }

  /** A program was started so, in a terminal, which is closed again. */
  async function starts(name: 'az' | 'brew', line: string, screenshot: string): Promise<void> {
    for (let waitedMs = 0; programs.startsOf(name) === '' && waitedMs < 15_000; waitedMs += 200) {
      await workbench.page.waitForTimeout(200);
    }
    await workbench.screenshot(screenshot);
    assert.equal(programs.startsOf(name), line);
    await workbench.runCommand('Terminal: Kill All Terminals');
    await workbench.page.locator('.terminal-wrapper').waitFor({ state: 'detached' });
  }

  async function openLoginModes(cluster: string): Promise<void> {
    await workbench.runCommand('Get AKS credentials');
    await quickPick.waitForTitle('Get AKS credentials');
    await quickPick.choose(cluster);
    await quickPick.waitForTitle(`Login mode for ${cluster}`);
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
    assert.deepEqual(await told.buttons(), [way, 'Open Kubeconfig', 'Undo']);
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
