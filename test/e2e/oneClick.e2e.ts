import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { answerFallback } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const known = 'payments-prod';

const options = { limitSeconds: 90, kubectl: true, signedInAs: 'ada@contoso.com' };

uiSuite('from a cluster’s row to kubectl', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  let settingsFile: string;
  let settings: string | undefined;

  before(() => {
    settingsFile = path.join(started.vscode.folder, 'server-data', 'data', 'Machine', 'settings.json');
    settings = existsSync(settingsFile) ? readFileSync(settingsFile, 'utf8') : undefined;
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  after(() => {
    if (settings === undefined) {
      rmSync(settingsFile, { force: true });
    } else {
      writeFileSync(settingsFile, settings);
    }
  });

  it('asks in one list the first time, by keyboard alone, behind which is what else there is', async () => {
    const { page, quickPick, tree } = workbench;
    await tree.inlineAction(known, 'Get AKS credentials');
    await quickPick.waitForTitle(`Login mode for ${known}`);
    assert.equal(await quickPick.title(), `Login mode for ${known}`);
    assert.deepEqual(
      (await quickPick.rows()).map((row) => row.split(',')[0]),
      ['VS Code sign-in', 'Browser', 'Device code', 'Azure CLI', 'More…'],
    );
    assert.match(await quickPick.activeRow(), /^VS Code sign-in, recommended/);
    await workbench.screenshot('one-list');
    await page.keyboard.type('more');
    await page.keyboard.press('Enter');
    await quickPick.waitForTitle(`Further choices for ${known} (2/2)`);
    await page.keyboard.type('show');
    await page.keyboard.press('Enter');
    await quickPick.button('Show instead of merging: on.').waitFor();
    assert.match(await quickPick.activeRow(), /^Show instead of merging, on/);
    assert.match((await quickPick.input().getAttribute('placeholder')) ?? '', / · shown only, nothing is written$/);
    await workbench.screenshot('further-shown-only');
    await quickPick.button('Show instead of merging: on.').click();
    await quickPick.button('Show instead of merging: off.').waitFor();
    await quickPick.back();
    await quickPick.waitForTitle(`Login mode for ${known}`);
    await page.keyboard.type('code sign-in');
    await page.keyboard.press('Enter');
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${known}”`);
  });

  it('takes two clicks to “kubectl get nodes” for a known cluster', async () => {
    const { page, tree } = workbench;
    kubeconfig.remove();
    await page.evaluate(`
      window.clicks = 0;
      window.addEventListener('click', ({ isTrusted }) => { window.clicks += isTrusted ? 1 : 0; }, true);
    `);
    await tree.inlineAction(known, 'Get AKS credentials');
    await workbench.notifications.waitFor(`kubectl now uses the context “${known}”`);
    await workbench.screenshot('one-click');
    await tree.inlineAction(known, 'Open Terminal on This Cluster');
    const seen = path.join(started.vscode.homeFolder, 'nodes.txt');
    // What the new terminal does not have yet is the focus, and what a person does not do is to type before they see it.
    await page.locator('.terminal-wrapper.active .xterm-rows', { hasText: known }).waitFor();
    assert.equal(await page.evaluate('window.clicks'), 2);
    await page.keyboard.type(`kubectl get nodes | tee ${seen}; exit\n`);
    await page.locator('.terminal-wrapper').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('window.clicks'), 2);
    assert.match(readFileSync(seen, 'utf8'), /aks-default-\S+ +Ready/);
    rmSync(seen);
    assert.match(await kubeconfig.kubectl(kubectl, 'config', 'current-context'), new RegExp(`^${known}$`, 'm'));
  });

  it('asks for another login mode where that is wanted', async () => {
    const { quickPick, tree } = workbench;
    await tree.contextMenu(known, 'Get AKS Credentials with…');
    await quickPick.waitForTitle(`Login mode for ${known}`);
    assert.match(await quickPick.activeRow(), /^VS Code sign-in/);
    await quickPick.cancel();
  });

  it('takes the default login mode where none is known, and the known one where there is one', async () => {
    const { page, tree } = workbench;
    await workbench.runCommand('Preferences: Open User Settings');
    const editor = page.locator('.settings-editor');
    await editor
      .getByRole('checkbox', { name: /^Remote/ })
      .or(editor.getByRole('tab', { name: /^Remote/ }))
      .first()
      .click();
    await editor.locator('.suggest-input-container').first().click();
    await page.keyboard.type('aksEntra.defaultLoginMode');
    const setting = editor.locator('.setting-item-contents', { hasText: 'Default Login Mode' }).first();
    await setting.locator('select').selectOption({ label: 'Azure CLI' });
    while (!existsSync(settingsFile) || !readFileSync(settingsFile, 'utf8').includes('"azurecli"')) {
      await page.waitForTimeout(50);
    }
    await workbench.screenshot('setting-login-mode');
    await page.locator('.monaco-modal-editor-block .action-label.codicon-close').click();
    await editor.waitFor({ state: 'hidden' });
    // Nothing that can be seen tells when the extension host has heard of it.
    await page.waitForTimeout(1_000);
    await tree.inlineAction('vault-prod', 'Get AKS credentials');
    await workbench.notifications.waitFor(/“vault-prod”/);
    assert.match(kubeconfig.execArguments('vault-prod').join(' '), /--login azurecli/);
    await workbench.notifications.clear();
    await tree.inlineAction(known, 'Get AKS credentials');
    await workbench.notifications.waitFor(`kubectl now uses the context “${known}”`);
    assert.doesNotMatch(kubeconfig.execArguments(known).join(' '), /azurecli/);
  });
});
