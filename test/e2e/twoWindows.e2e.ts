import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { runKubectl, type Kubectl, type KubectlResult } from '../kubectl.ts';
import { prepareKubectl } from '../prepareKubectl.ts';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { assertNothingLeftBehind } from './nothingLeftBehind.ts';
import { freshWorkbench } from './sharedVsCode.ts';

const managed = 'payments-prod';

describe('kubectl beside two windows of VS Code', () => {
  let started: SimulatedVsCode;
  let first: Workbench;
  let second: Workbench;
  let staying: Workbench;
  let firstAddress: string | undefined;
  let kubectl: Kubectl;

  before(async () => {
    kubectl = await prepareKubectl();
    ({ started, workbench: first } = await freshWorkbench());
    await first.openViewContainer('AKS Entra');
    await first.signIn('ada@contoso.com');
    await first.tree.item(managed).waitFor();
    await getAksCredentials(first, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(first, 'Nothing');
    await first.notifications.waitFor(`kubectl now uses the context “${managed}”`);
  });

  it('a second window knows the sign-in of the first, and stands beside it', async () => {
    [firstAddress] = windows();
    second = await first.openWindow();
    await second.openViewContainer('AKS Entra');
    await second.tree.item(managed).waitFor();
    await untilSecondStands();
    await second.screenshot('second-window');
    await assertWorks();
  });

  it('when the window that kubectl asks first is closed, the other one answers', async () => {
    const isFirstAsked = windows().toSorted()[0] === firstAddress;
    await (isFirstAsked ? first : second).page.close();
    staying = isFirstAsked ? second : first;
    await assertWorks();
  });

  it('leaves nothing behind', () => {
    assertNothingLeftBehind(started);
  });

  it('says in one line that VS Code has to be open, once both are closed', async () => {
    await staying.page.close();
    const { exitCode, stderr } = await getNodes();
    assert.equal(exitCode, 1);
    assert.match(stderr, /No VS Code window is open that could sign kubectl in\./);
  });

  /** The addresses of the windows that may answer. */
  function windows(): readonly string[] {
    const folder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'windows');
    return readdirSync(folder).filter((name) => name.endsWith('.curl'));
  }

  async function untilSecondStands(): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (windows().length < 2) {
      assert.ok(Date.now() < deadline, 'the second window leaves no address');
      await second.page.waitForTimeout(100);
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
