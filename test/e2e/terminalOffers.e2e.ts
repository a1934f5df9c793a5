import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const options = { limitSeconds: 180, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('a failed command in a terminal is offered what helps', options, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let settings: string;
  let inAzureFormat: string;
  let runs = 0;

  before(async () => {
    settings = readFileSync(started.vscode.settingsFile, 'utf8');
    await getAksCredentials(workbench, { cluster: managed, format: 'azure' });
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    inAzureFormat = kubeconfig.text();
    await workbench.notifications.clear();
    await workbench.runCommand('Terminal: Create New Terminal');
    await terminalInput().waitFor({ state: 'attached' });
    await terminalInput().focus();
    // Until the shell integration is there, VS Code tells of no command.
    await workbench.page.waitForTimeout(2_000);
  });

  after(async () => {
    // VS Code would bring it back in the next suite.
    await workbench.runCommand('Terminal: Kill All Terminals');
    await workbench.page.locator('.terminal-wrapper').first().waitFor({ state: 'detached' });
    writeFileSync(started.vscode.settingsFile, settings);
  });

  it('of what a context in the format azure needs, once; the button leads to a kubectl that works', async () => {
    assert.equal(await exitCodeOf('kubectl get nodes'), 1);
    const told = await workbench.notifications.waitFor(
      `kubectl, context “${managed}”: The context has the format azure.`,
    );
    assert.deepEqual(await told.buttons(), ['Convert Context…', 'Use VS Code Sign-in…', 'Never Offer']);
    await workbench.screenshot('terminal-offer');
    assert.equal(await exitCodeOf('kubectl get pods'), 1);
    await workbench.page.waitForTimeout(1_500);
    assert.equal((await offers()).length, 1, 'the same cause is offered once');

    await told.press('Convert Context…');
    await workbench.quickPick.waitForTitle('Convert kubeconfig login mode');
    await workbench.quickPick.input().press('Enter');
    await workbench.quickPick.waitForTitle('Login mode for');
    await workbench.quickPick.choose('VS Code sign-in');
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.quickPick.choose('Nothing');
    await workbench.decide('accept');
    await workbench.notifications.waitFor(`“${managed}” now uses`);
    assert.equal(await exitCodeOf('kubectl get nodes'), 0);
    assert.deepEqual(await offers(), []);
  });

  it('of another cause too, and of none once that is not wanted', async () => {
    await workbench.notifications.clear();
    kubeconfig.write(inAzureFormat.replace(/^current-context: .*$/m, 'current-context: gone'));
    assert.equal(await exitCodeOf('kubectl get nodes'), 1);
    const told = await workbench.notifications.waitFor('kubectl: The context is not in the kubeconfig.');
    await workbench.screenshot('terminal-offer-context');
    await told.press('Never Offer');
    await until(() => readFileSync(started.vscode.settingsFile, 'utf8').includes('"aksEntra.terminalOffers": false'));
    await workbench.notifications.clear();
    kubeconfig.write(inAzureFormat.replace(/^current-context: .*$/m, 'current-context: gone-too'));
    assert.equal(await exitCodeOf('kubectl get nodes'), 1);
    await workbench.page.waitForTimeout(1_500);
    assert.deepEqual(await offers(), []);
  });

  /** Some rows of the terminal make VS Code add a second one, for screen readers. */
  function terminalInput() {
    return workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea').first();
  }

  async function offers(): Promise<string[]> {
    return (await workbench.notifications.texts()).filter((text) => text.startsWith('kubectl'));
  }

  /** Types a command into the terminal, as a person does, and waits for its end. */
  async function exitCodeOf(command: string): Promise<number> {
    runs += 1;
    const file = path.join(started.vscode.homeFolder, `exit-code-${String(runs)}`);
    await terminalInput().focus();
    await workbench.page.keyboard.type(`${command}\n`);
    await workbench.page.keyboard.type(`echo $? > ~/exit-code-${String(runs)}\n`);
    await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    const code = Number(readFileSync(file, 'utf8'));
    rmSync(file);
    return code;
  }

  async function until(isTrue: () => boolean): Promise<void> {
    for (let waitedMs = 0; !isTrue(); waitedMs += 200) {
      assert.ok(waitedMs < 20_000, 'it did not come');
      await workbench.page.waitForTimeout(200);
    }
  }
});
