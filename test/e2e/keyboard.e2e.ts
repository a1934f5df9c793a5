import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { Keyboard } from '../vscode/keyboard.ts';
import { uiSuite } from './uiSuite.ts';

const cluster = 'payments-prod';

/** Beside the cluster's context, what there is to be renamed and removed. */
const others = `clusters:
- {name: lab, cluster: {server: "https://lab.example:443"}}
contexts:
- {name: lab, context: {cluster: lab, user: lab}}
- {name: lab-west, context: {cluster: lab, user: lab, namespace: west}}
users:
- {name: lab, user: {token: hush-hush-hush}}
`;

const options = { limitSeconds: 150, kubectl: true, signedInAs: 'ada@contoso.com' };

uiSuite('everything by keyboard alone', options, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let keyboard: Keyboard;

  before(async () => {
    kubeconfig.write(others);
    keyboard = new Keyboard(workbench.page);
    await keyboard.leaveTheMouse();
    // VS Code brings terminals back that an earlier window had.
    await keyboard.run('Terminal: Kill All Terminals');
  });

  after(() => {
    rmSync(path.join(started.vscode.homeFolder, 'nodes.txt'), { force: true });
  });

  /** Waits for a result, and goes to one of its buttons. */
  async function pressInResult(message: string, button: RegExp): Promise<void> {
    const toast = workbench.page.locator('.notifications-toasts .notification-toast', { hasText: message }).first();
    await toast.waitFor();
    await keyboard.run('Notifications: Focus Notification Toast');
    await keyboard.waitForFocus(new RegExp(`^Info: ${message}`), /toasts/);
    await keyboard.go('Tab', button);
    await keyboard.press('Enter');
  }

  async function toCluster(): Promise<string> {
    await keyboard.run('AKS Entra: Focus on AKS clusters View');
    await keyboard.waitForFocus(/./, /^AKS clusters/);
    await keyboard.press('Home');
    return keyboard.go('ArrowDown', new RegExp(`^Cluster ${cluster},`));
  }

  it('leads from a cluster’s row to its credentials and on to “kubectl get nodes”', async () => {
    assert.doesNotMatch(await toCluster(), /kubeconfig/);
    await keyboard.chooseInMenu(/^Get AKS credentials/);
    await workbench.quickPick.waitForTitle(`Login mode for ${cluster}`);
    await keyboard.waitForFocus(/^VS Code sign-in, recommended/, /quick-input/);
    await keyboard.press('Enter');
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await keyboard.go('ArrowDown', /^Nothing,/);
    await keyboard.press('Enter');
    await pressInResult(`kubectl now uses the context “${cluster}”`, /^Open Terminal$/);
    await workbench.page.locator('.terminal-wrapper.active .xterm-rows', { hasText: cluster }).waitFor();
    await keyboard.waitForFocus(/./, /terminal/);
    const seen = path.join(started.vscode.homeFolder, 'nodes.txt');
    await keyboard.type(`kubectl get nodes | tee ${seen}; exit\n`);
    await workbench.page.locator('.terminal-wrapper').waitFor({ state: 'detached' });
    assert.match(readFileSync(seen, 'utf8'), /aks-default-\S+ +Ready/);
    await keyboard.waitForFocus(/./, /^part editor/);
    assert.match(await toCluster(), /, in your kubeconfig, current context$/);
  });

  it('answers a difference by its keys, and leaves the focus where a person goes on', async () => {
    const before = kubeconfig.text();
    for (const isAccepted of [false, true]) {
      await toCluster();
      await keyboard.chooseInMenu(/^Get AKS Credentials with…/);
      await workbench.quickPick.waitForTitle(`Login mode for ${cluster}`);
      await keyboard.type('device');
      await keyboard.waitForFocus(/^Device code/, /quick-input/);
      await keyboard.press('Enter');
      await workbench.decision('discard').waitFor();
      await workbench.page.locator('.monaco-diff-editor .editor.modified', { hasText: cluster }).waitFor();
      await keyboard.waitForFocus(/./, /editor-instance/);
      await keyboard.press(isAccepted ? 'Control+Enter' : 'Control+Backspace');
      await workbench.decision('discard').waitFor({ state: 'detached' });
      await keyboard.waitForFocus(/./, /^part editor/);
      if (isAccepted) {
        await workbench.page.locator('.notifications-toasts', { hasText: /kubectl now uses the context/ }).waitFor();
      }
      assert.equal(kubeconfig.text() !== before, isAccepted);
    }
  });

  it('renames a context, copies a fact, removes several and undoes it in the Kubeconfig view', async () => {
    const { page } = workbench;
    const before = kubeconfig.text();
    await keyboard.run('AKS Entra: Focus on Kubeconfig View');
    await keyboard.waitForFocus(/./, /^Kubeconfig/);
    await keyboard.press('Home');
    const current = await keyboard.go('ArrowDown', new RegExp(`^${cluster}`));
    assert.match(current, /^payments-prod, current context\. .*Login mode: kubelogin devicecode\./);

    await keyboard.go('ArrowUp', /^lab\. /);
    await keyboard.press('F2');
    await workbench.quickPick.waitForTitle('Rename lab');
    await keyboard.type('laboratory');
    await keyboard.press('Enter');
    // The row that has the new name has the focus.
    await keyboard.waitForFocus(/^laboratory\. /, /^Kubeconfig/);
    assert.match(kubeconfig.text(), /name: "laboratory"/);

    await keyboard.press('ArrowRight');
    await workbench.kubeconfigTree.row(/^API server: lab\.example/).waitFor();
    await keyboard.go('ArrowDown', /^API server: /);
    // On what is no context both do nothing.
    await keyboard.press('F2', 'Delete', 'Control+c');
    await page.locator('.statusbar-item', { hasText: 'Copied lab.example' }).waitFor();
    await keyboard.waitForFocus(/^API server: /, /^Kubeconfig/);

    await keyboard.press('ArrowLeft');
    await keyboard.waitForFocus(/^laboratory\. /);
    await keyboard.press('ArrowLeft', 'Shift+ArrowDown', 'Delete');
    await keyboard.waitForFocus(/^Keep$/, /dialog/);
    await workbench.screenshot('keyboard-remove');
    assert.match(
      await workbench.modalText(),
      /^Remove 2 contexts from the kubeconfig\?\nThese entries go:\ncontexts: laboratory\ncontexts: lab-west\nclusters: lab\nusers: lab\n/,
    );
    // The safe answer has the focus, and Tab leads to the other one.
    await keyboard.go('Tab', /^Remove$/, 1);
    await keyboard.press('Escape');
    await keyboard.waitForFocus(/^lab-west\. /, /^Kubeconfig/);
    const renamed = before.replace('{name: lab, context', '{name: "laboratory", context');
    assert.equal(kubeconfig.text(), renamed);

    await keyboard.press('Delete');
    await keyboard.waitForFocus(/^Keep$/, /dialog/);
    await keyboard.go('Tab', /^Remove$/, 1);
    await keyboard.press('Enter');
    await pressInResult('“laboratory” and “lab-west” are no longer in your kubeconfig', /^Undo$/);
    await page.locator('.notifications-toasts', { hasText: 'is as it was before' }).waitFor();
    assert.equal(kubeconfig.text(), renamed);
  });

  it('needs no pointer for any of it', async () => {
    assert.deepEqual(await keyboard.pointerMoves(), []);
  });
});
