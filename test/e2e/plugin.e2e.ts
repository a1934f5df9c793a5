import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { findKubectls, runKubectl, type KubectlResult } from '../kubectl.ts';
import { aksAdmins, ben } from '../simulator/scenarios/people.ts';
import { closeForbidden, explainForbidden, remedy } from './explainForbidden.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { runPlugin } from './runPlugin.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const wish = { cluster: managed, format: 'exec', loginMode: 'vscode' } as const;
const kubectls = findKubectls();

const options = { limitSeconds: 240, signedInAs: 'ben@contoso.com' };

uiSuite('kubectl with VS Code’s own sign-in, in a terminal outside of VS Code', options, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let dataFolder: string;

  before(() => {
    dataFolder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra');
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('is the first choice, explains once what happens without VS Code, and writes our plugin', async () => {
    await workbench.runCommand('Get AKS credentials');
    await workbench.quickPick.choose(managed);
    await workbench.quickPick.waitForTitle(`Login mode for ${managed}`);
    assert.match(await workbench.quickPick.activeRow(), /^VS Code sign-in, recommended/);
    await workbench.screenshot('login-mode-vscode');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.screenshot('fallback-question');
    await workbench.quickPick.choose('Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    const text = kubeconfig.text();
    assert.ok(text.includes(`command: ${path.join(dataFolder, 'plugin', 'aks-entra')}`), text);
    assert.match(text, /provideClusterInfo: true/);
    assert.ok(!text.includes('kubelogin'));
    for (const name of ['', 'windows', 'clusters.json']) {
      assert.equal(statSync(path.join(dataFolder, name)).mode & 0o077, 0, name);
    }
  });

  it('signs kubectl in as the account of VS Code, with kubelogin and az absent', async () => {
    for (const kubectl of kubectls.slice(-1)) {
      const { exitCode, stdout, stderr } = await outside(['auth', 'whoami', '-o', 'json'], kubectl);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /"username": "ben@contoso.com"/);
    }
  });

  it('gets the real Forbidden as long as the token knows no admin group, and works after Refresh Token Now', async () => {
    const refused = await outside(['get', 'nodes']);
    assert.equal(refused.exitCode, 1);
    assert.match(
      refused.stderr,
      /^Error from server \(Forbidden\): nodes is forbidden: User "ben@contoso.com" cannot list resource "nodes"/,
    );
    started.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, true);
    assert.match((await outside(['get', 'nodes'])).stderr, /Forbidden/);
    await workbench.tree.contextMenu(managed, 'Refresh Token Now');
    const told = await workbench.notifications.waitFor(/^The new token for payments-prod was issued at/);
    assert.match(await told.text(), /names 2 groups: aks-admins, platform-team\.$/);
    assert.equal(await workbench.modal().count(), 0);
    for (const kubectl of kubectls) {
      const { exitCode, stdout, stderr } = await outside(['get', 'nodes'], kubectl);
      assert.equal(exitCode, 0, `${kubectl.path}: ${stderr}`);
      assert.match(stdout, /aks-default-/);
    }
  });

  it('does not ask again what happens without VS Code, nor for the same credential', async () => {
    await getAksCredentials(workbench, wish);
    await workbench.notifications.waitFor(/already has this credential for “payments-prod”/);
  });

  it('gives no token to a kubeconfig that leads our plugin elsewhere', async () => {
    const text = kubeconfig.text();
    const evil = path.join(started.vscode.homeFolder, 'evil.yaml');
    for (const [from, to, reason] of [
      [/server: \S+/, 'server: https://evil.example', /the key in this context's kubeconfig user is missing or wrong/],
      [/server: \S+/, 'server: https://127.0.0.1:9', /its TLS server name is not the one/],
      [/certificate-authority-data: \S+/, 'insecure-skip-tls-verify: true', /certificate authority/],
      [/( +)server: /, '$1proxy-url: http://127.0.0.1:9\n$1server: ', /its proxy is not the one/],
      [/provideClusterInfo: true/, 'provideClusterInfo: false', /does not say which cluster the token is for/],
      [
        /--tenant-id\n( +)- \S+/,
        '--tenant-id\n$1- 99999999-2222-3333-4444-555555555555',
        /the key in this context's kubeconfig user is missing or wrong/,
      ],
    ] as const) {
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      writeFileSync(evil, changed);
      const { exitCode, stdout, stderr } = await outside(['--kubeconfig', evil, 'get', 'nodes']);
      assert.equal(exitCode, 1);
      assert.equal(stdout, '');
      assert.match(stderr, reason);
    }
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
  });

  it('renews tokens by itself when they have run out', async () => {
    // A token is handed out until 20 s before its end.
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 24 });
    await workbench.tree.contextMenu(managed, 'Refresh Token Now');
    await workbench.notifications.waitFor(/^The new token for payments-prod/);
    const expiry = await tokenExpiry();
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
    await workbench.page.waitForTimeout(Math.max(0, expiry - Date.now()) + 200);
    const later = await tokenExpiry();
    assert.ok(later > expiry, `${later} after ${expiry}`);
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
    started.simulator.faults.clear();
  });

  it('tells once that a sign-in is needed, and terminals go on after it', async () => {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 22 });
    await workbench.tree.contextMenu(managed, 'Refresh Token Now');
    await workbench.notifications.waitFor(/^The new token for payments-prod/);
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'revokedSession' });
    await workbench.page.waitForTimeout(3_000);
    for (let run = 0; run < 2; run++) {
      const { exitCode, stderr } = await outside(['get', 'nodes']);
      assert.equal(exitCode, 1);
      assert.match(
        stderr,
        /Click “Sign In” in VS Code \(account ben@contoso\.com, context “payments-prod”\), then run this again\./,
      );
    }
    const told = await workbench.notifications.waitFor(/^kubectl needs a sign-in as ben@contoso\.com/);
    await workbench.screenshot('needed-sign-in');
    assert.equal((await workbench.notifications.texts()).filter((text) => text.startsWith('kubectl needs')).length, 1);
    await told.press('Sign In');
    await workbench.completeSignIn('ben@contoso.com');
    await untilWorks();
    started.simulator.faults.clear();
  });

  it('explains kubectl’s Forbidden in a terminal by the token that caused it, and renews that', async () => {
    started.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, false);
    await workbench.tree.contextMenu(managed, 'Refresh Token Now');
    await workbench.notifications.waitFor(/names no group\.$/);
    await workbench.notifications.clear();
    started.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, true);
    await explainForbidden(workbench, 'kubectl get nodes');
    await workbench.tree.item('Your token is older than your membership in “aks-admins”').waitFor();
    await workbench.screenshot('forbidden-token');
    await remedy(workbench, 'Refresh Token Now').click();
    await workbench.notifications.waitFor(/names 2 groups: aks-admins, platform-team\.$/);
    assert.equal((await outside(['get', 'nodes'])).exitCode, 0);
    await workbench.tree.item('Your token names “aks-admins”, which lets you in').waitFor();
    await closeForbidden(workbench);
  });

  vscode.leavesNothingBehind(({ path: asked, status }) => asked.startsWith('/api/v1/nodes') && status === 403);

  it('says in one line that VS Code has to be open, once it is closed', async () => {
    await workbench.close();
    // The server goes on running extensions for a while, as for a connection that was lost.
    const { exitCode, stderr } = await outside(['get', 'nodes']);
    assert.equal(exitCode, 1);
    assert.match(stderr, /No VS Code window is open that could sign kubectl in\./);
  });

  /** As from any terminal: neither kubelogin nor az is on the path. */
  function outside(args: readonly string[], kubectl = kubectls.at(-1)): Promise<KubectlResult> {
    assert.ok(kubectl, 'kubectl is needed');
    const environment = started.simulator.clientEnvironment(started.caFile);
    const all = args.includes('--kubeconfig') ? args : ['--kubeconfig', kubeconfig.path, ...args];
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, all, env);
  }

  async function tokenExpiry(): Promise<number> {
    return Date.parse((await runPlugin(kubeconfig.path)).status.expirationTimestamp);
  }

  async function untilWorks(): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { exitCode, stderr } = await outside(['get', 'nodes']);
      if (exitCode === 0) {
        return;
      }
      assert.ok(Date.now() < deadline, stderr);
    }
  }
});
