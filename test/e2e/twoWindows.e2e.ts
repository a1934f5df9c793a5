import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { before, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { runPlugin } from './runPlugin.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';

const options = { limitSeconds: 150, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('kubectl beside two windows of VS Code', options, (vscode) => {
  const { started, workbench: first, kubectl } = vscode;
  let second: Workbench;
  let staying: Workbench;
  let other: Workbench;

  before(async () => {
    second = await first.openWindow();
    await second.openViewContainer('AKS Entra');
    await second.tree.item(managed).waitFor();
    await first.page.bringToFront();
    await getAksCredentials(first, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(first, 'Nothing');
    await first.notifications.waitFor(`kubectl now uses the context “${managed}”`);
  });

  it('a second window knows the sign-in of the first, and stands beside it once kubectl needs one', async () => {
    await untilStand(2);
    await assertWorks();
    await second.page.bringToFront();
    await second.screenshot('second-window');
  });

  it('a new token that was asked for in one window is what kubectl gets from the other', async () => {
    for (const window of [first, second]) {
      const before = (await runPlugin(started.kubeconfigFile)).status.token;
      assert.equal((await runPlugin(started.kubeconfigFile)).status.token, before, 'one and the same until then');
      await window.page.bringToFront();
      await window.tree.contextMenu(managed, 'Refresh Token Now');
      await window.notifications.waitFor(/^The new token for payments-prod/);
      await window.notifications.clear();
      await window.page.waitForTimeout(1_000);
      assert.notEqual((await runPlugin(started.kubeconfigFile)).status.token, before);
    }
  });

  it('when the window that kubectl asks first is closed, the other one answers', async () => {
    const [asked] = windows().toSorted();
    const isFirstAsked = asked === windows().toSorted((one, other) => standsSinceMs(one) - standsSinceMs(other))[0];
    await (isFirstAsked ? first : second).page.close();
    staying = isFirstAsked ? second : first;
    await assertWorks();
  });

  it('of two windows that need a sign-in, one says so', async () => {
    const before = windows().length;
    other = await staying.openWindow();
    await other.openViewContainer('AKS Entra');
    await other.tree.item(managed).waitFor();
    await untilStand(before + 1);
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 22 });
    await other.tree.contextMenu(managed, 'Refresh Token Now');
    await other.notifications.waitFor(/^The new token for payments-prod/);
    await other.notifications.clear();
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'revokedSession' });
    await other.page.waitForTimeout(3_000);
    assert.match(
      (await getNodes()).stderr,
      /Click “Sign In” in VS Code \(account ada@contoso\.com, context “payments-prod”\)/,
    );
    await other.page.waitForTimeout(4_000);
    assert.match((await getNodes()).stderr, /Click “Sign In”/);
    await other.page.waitForTimeout(4_000);
    const texts = await Promise.all([staying, other].map((window) => window.notifications.texts()));
    assert.equal(texts.flat().length, 1, JSON.stringify(texts));
    const telling = texts[0]?.length === 1 ? staying : other;
    const told = await telling.notifications.waitFor(/^kubectl needs a sign-in as ada@contoso\.com/);
    await telling.page.bringToFront();
    await told.press('Sign In');
    await telling.completeSignIn('ada@contoso.com');
    await untilWorks();
    started.simulator.faults.clear();
  });

  vscode.leavesNothingBehind();

  it('says in one line that VS Code has to be open, once both are closed', async () => {
    await Promise.all([staying.page.close(), other.page.close()]);
    const { exitCode, stderr } = await getNodes();
    assert.equal(exitCode, 1);
    assert.match(stderr, /No VS Code window is open that could sign kubectl in\./);
  });

  function windowsFolder(): string {
    return path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'windows');
  }

  /** The addresses of the windows that may answer. */
  function windows(): readonly string[] {
    return readdirSync(windowsFolder()).filter((name) => name.endsWith('.curl'));
  }

  function standsSinceMs(address: string): number {
    return statSync(path.join(windowsFolder(), address)).mtimeMs;
  }

  async function untilStand(count: number): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (windows().length < count) {
      assert.ok(Date.now() < deadline, 'a window leaves no address');
      await setTimeout(100);
    }
  }

  async function untilWorks(): Promise<void> {
    const deadline = Date.now() + 40_000;
    for (;;) {
      const { exitCode, stderr } = await getNodes();
      if (exitCode === 0) {
        return;
      }
      assert.ok(Date.now() < deadline, stderr);
    }
  }

  async function assertWorks(): Promise<void> {
    const { exitCode, stdout, stderr } = await getNodes();
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /aks-default-/);
  }

  function getNodes(): Promise<KubectlResult> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', started.kubeconfigFile, 'get', 'nodes'], env);
  }
});
