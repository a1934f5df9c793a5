import assert from 'node:assert/strict';
import { afterEach, before, it } from 'node:test';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const [ada, ben] = ['ada@contoso.com', 'ben@contoso.com'];
/** Longer than a token is handed out before VS Code is asked whether it still would. */
const confirmedAgainAfterMs = 21_000;

// Ben set the cluster up for kubectl; then Ada signed in, and is the account that the tree uses.
uiSuite('kubectl’s account beside another one', { limitSeconds: 240, signedInAs: ben, kubectl: true }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  before(async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    await workbench.runCommand('AKS Entra: Sign In to Azure');
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Allow');
    await workbench.quickPick.waitForTitle("The extension 'AKS Entra' wants to access a Microsoft account");
    await workbench.quickPick.choose('Sign in to another account');
    await workbench.completeSignIn(ada);
    await workbench.tree.row(/^Account ada@contoso\.com, 19 clusters/).waitFor();
    await workbench.waitUntilIdle();
    await workbench.notifications.clear();
  });

  afterEach(async () => {
    started.simulator.faults.clear();
    await workbench.notifications.clear();
  });

  it('is the one of the status bar, and the one whose token is renewed', async () => {
    assert.match(await whoami(), /"username": "ben@contoso\.com"/);
    await workbench.waitForStatusBarLabel('tokenExpiry', /^AKS token for payments-prod: /);
    assert.match(await workbench.hoverText(workbench.statusBarItem('tokenExpiry')), /Account: ben@contoso\.com/);
    await workbench.screenshot('two-accounts');
    await workbench.runCommand('AKS Entra: Refresh Token Now');
    await workbench.notifications.waitFor(/^The new token for payments-prod .* names no group\.$/);
    assert.match(await whoami(), /"username": "ben@contoso\.com"/);
  });

  it('comes back with Set Back, and kubectl works at once', async () => {
    const ours = kubeconfig.text();
    const account = accountOfKubectl();
    const [before, after] = ours.split(/ {4}exec:\n[^]*?provideClusterInfo: true\n/);
    assert.ok(after !== undefined);
    const args = ['get-token', '--login', 'azurecli', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'];
    const reset = ['exec:', '  apiVersion: client.authentication.k8s.io/v1beta1', '  command: kubelogin', '  args:'];
    const lines = [...reset, ...args.map((arg) => `  - ${arg}`)].map((line) => `    ${line}\n`).join('');
    kubeconfig.write(`${before}${lines}${after}`);
    const told = await workbench.notifications.waitFor('back from vscode to azurecli');
    await told.press('Set Back');
    await workbench.notifications.waitFor(`“${managed}” uses VS Code’s sign-in again.`);
    assert.equal(accountOfKubectl(), account);
    assert.match(await whoami(), /"username": "ben@contoso\.com"/);
  });

  it('stays the one of its contexts where somebody converts them once more', async () => {
    const account = accountOfKubectl();
    await workbench.runCommand('AKS Entra: Convert Kubeconfig Login Mode…');
    await workbench.quickPick.waitForTitle('Convert kubeconfig login mode');
    await workbench.quickPick.choose(managed);
    await workbench.quickPick.input().press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for');
    await workbench.quickPick.choose('VS Code sign-in');
    await workbench.notifications.waitFor('The chosen contexts use vscode already; nothing was changed.');
    assert.equal(accountOfKubectl(), account);
  });

  it('is no other one that somebody chooses in the sign-in window', async () => {
    await endSession();
    const told = await workbench.notifications.waitFor(/^kubectl needs a sign-in as ben@contoso\.com/);
    started.simulator.faults.set({ kind: 'anotherAccount' });
    await told.press('Sign In');
    await workbench.completeSignIn(ada);
    const asks = workbench.modal().filter({ hasText: 'does not match the requested account' });
    await asks.waitFor();
    await workbench.screenshot('another-account');
    await workbench.clickInModal(`Keep ${ada}`);
    await workbench.notifications.waitFor(`You signed in as ${ada}, but this needs ${ben}.`);
    await workbench.screenshot('another-account-refused');
    const { exitCode, stdout } = await outside(['auth', 'whoami', '-o', 'json']);
    assert.deepEqual([exitCode, stdout], [1, '']);
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Refresh Token Now');
    await workbench.completeSignIn(ben);
    await workbench.notifications.waitFor(/^The new token for payments-prod/);
    assert.match(await whoami(), /"username": "ben@contoso\.com"/);
  });

  it('gives kubectl nothing more once the user has withdrawn the access to it', async () => {
    assert.match(await whoami(), /"username": "ben@contoso\.com"/);
    await workbench.runCommand('Accounts: Manage Trusted Extensions For Account');
    await workbench.quickPick.choose(ben);
    await workbench.screenshot('trusted-extensions');
    await workbench.quickPick.row('AKS Entra').locator('input[type="checkbox"], .monaco-checkbox').first().click();
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.page.waitForTimeout(confirmedAgainAfterMs);
    const { exitCode, stderr } = await outside(['auth', 'whoami']);
    assert.equal(exitCode, 1, stderr);
    assert.match(stderr, /Click “Sign In” in VS Code \(account ben@contoso\.com, context “payments-prod”\)/);
  });

  /** Ben’s tokens run out at once, and only a sign-in brings others. */
  async function endSession(): Promise<void> {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 22 });
    await workbench.runCommand('AKS Entra: Refresh Token Now');
    await workbench.notifications.waitFor(/^The new token for payments-prod/);
    await workbench.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'revokedSession', upn: ben });
    await workbench.page.waitForTimeout(3_000);
    assert.equal((await outside(['get', 'nodes'])).exitCode, 1);
  }

  function accountOfKubectl(): string | undefined {
    const args = kubeconfig.execArguments(managed);
    return args[args.indexOf('--account') + 1];
  }

  async function whoami(): Promise<string> {
    const { exitCode, stdout, stderr } = await outside(['auth', 'whoami', '-o', 'json']);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  function outside(args: readonly string[]): Promise<KubectlResult> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, ...args], env);
  }
});
