import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, it } from 'node:test';
import { findKubectls, runKubectl } from '../kubectl.ts';
import { processesBelow } from '../processWatch.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { assertNothingSecret } from './nothingLeftBehind.ts';
import { processWatch } from './sharedVsCode.ts';
import { askedSignIns, signInsIn, unaskedPages, withoutCommand } from './signInsAsked.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const kubectl = findKubectls().at(-1);

// The last suite: what it looks at was collected while all of them ran.
uiSuite('secrets, in the whole run', { limitSeconds: 90, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  before(async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
  });

  it('are in no argument and no environment of kubectl, its plugin, VS Code and the browser', async () => {
    assert.ok(kubectl, 'kubectl is needed');
    const extensionHost = processesBelow(process.pid).find(({ commandLine }) =>
      commandLine.includes('--type=extensionHost'),
    );
    assert.ok(extensionHost);
    // While VS Code does not answer, all who wait for it can be looked at.
    process.kill(extensionHost.pid, 'SIGSTOP');
    const env = { HOME: started.vscode.homeFolder, ...started.simulator.clientEnvironment(started.caFile) };
    const nodes = runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, 'get', 'nodes'], env);
    try {
      while (!processWatch.hasSeen(/^curl -q /)) {
        processWatch.look();
        await workbench.page.waitForTimeout(20);
      }
    } finally {
      process.kill(extensionHost.pid, 'SIGCONT');
    }
    const { exitCode, stderr } = await nodes;
    assert.equal(exitCode, 0, stderr);
    for (const program of [
      /^\S*kubectl\S* .*get nodes$/,
      /\/plugin\/aks-entra get-token /,
      /--type=extensionHost/,
      /chromium/,
    ]) {
      assert.ok(processWatch.hasSeen(program), `${String(program)} was looked at`);
    }
    assert.deepEqual(processWatch.findings(), []);
  });

  it('are asked of a person for what they wanted only: no page of Entra opened from the background', (test) => {
    const asked = askedSignIns(started.vscode.logsFolder);
    const pages = started.simulator.signInPages;
    test.diagnostic(`${pages.length} pages of Entra, ${asked.length} sign-ins that might open one`);
    assert.ok(pages.length > 0);
    assert.deepEqual(withoutCommand(asked), []);
    assert.deepEqual(unaskedPages(pages, asked), []);
    // What looks for them finds one: a page more than was asked for, and a line without a command.
    const [first = 0] = pages;
    const before = asked.filter(({ atMs }) => atMs <= first);
    assert.ok(
      unaskedPages(
        Array.from({ length: before.length + 1 }, () => first),
        before,
      ).length > 0,
    );
    const line = '2026-11-30 10:00:00.000 [info] A sign-in that may ask the user, for a timer';
    assert.equal(withoutCommand(signInsIn(line)).length, 1);
  });

  it('are in no file: what looks for them finds one', () => {
    assertNothingSecret(started);
    const file = path.join(started.vscode.homeFolder, 'planted');
    const part = 'x'.repeat(30);
    for (const planted of [`eyJ${part}.eyJ${part}.${part}`, `Authorization: Bearer ${'x'.repeat(43)}`]) {
      writeFileSync(file, planted);
      assert.throws(() => {
        assertNothingSecret(started);
      }, /planted holds something like/);
    }
    writeFileSync(file, '');
  });
});
