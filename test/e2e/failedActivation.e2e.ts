import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packTestExtension } from '../vscode/packTestExtension.ts';
import { uiSuite } from './uiSuite.ts';

const takenCommand = fileURLToPath(new URL('../vscode/takenCommandExtension', import.meta.url));

uiSuite('an activation that fails', { limitSeconds: 90 }, (vscode) => {
  const { started, workbench } = vscode;
  before(async () => {
    await started.vscode.install(await packTestExtension(takenCommand, started.vscode.folder));
    await vscode.restart();
  });

  after(async () => {
    await workbench.close();
    await started.vscode.uninstall('aks-entra-tests.taken-command');
  });

  it('is told, with the reason in the log, and leaves nothing of the extension running', async () => {
    const told = await workbench.notifications.waitFor('AKS Entra could not start.');
    assert.deepEqual(await told.buttons(), ['Show Log']);
    assert.equal(await workbench.statusBarItem('tokenExpiry').count(), 0);
    await workbench.screenshot('failed-activation');
    await told.press('Show Log');
    // Its end is in sight, where the stack is; the reason stands above.
    const stack = workbench.page.locator('.panel .view-lines', { hasText: 'extensionHostProcess.js' }).first();
    // A panel that opens while VS Code still restores its layout is closed by that: a person opens the log again.
    await stack.waitFor({ timeout: 8_000 }).catch(async () => {
      await workbench.runCommand('Output: Show Output Channels...');
      await workbench.quickPick.choose('AKS Entra');
    });
    await stack.waitFor();
    const logs = globSync('**/AKS Entra.log', { cwd: started.vscode.logsFolder })
      .map((file) => readFileSync(path.join(started.vscode.logsFolder, file), 'utf8'))
      .filter((text) => text.includes('Activation: '));
    assert.equal(logs.length, 1);
    assert.match(logs[0] ?? '', /\[error\] Activation: Error: command 'aksEntra\.refreshToken' already exists/);
  });
});
