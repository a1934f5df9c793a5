import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, it } from 'node:test';
import { runKubectl } from '../kubectl.ts';
import type { SimulatedCluster } from '../simulator/scenario.ts';
import { ada } from '../simulator/scenarios/people.ts';
import { answerCredentialPickers, answerFallback } from './getAksCredentials.ts';
import { readIfThere } from './nothingLeftBehind.ts';
import { uiSuite } from './uiSuite.ts';

const name = 'payments-prod';
const titleOfAll = `Break glass on ${name}`;
const useAdmin = 'Use the Admin Credential…';
const borrow = 'Turn On Local Accounts for a While…';

uiSuite('Break glass', { limitSeconds: 240, signedInAs: ada.upn, kubectl: true }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  /** What the admin credential is made of, as terminals had it. */
  const secrets = new Set<string>();
  let before = '';

  beforeEach(async () => {
    await workbench.notifications.clear();
    started.simulator.operations.setDuration(50);
  });

  it('offers the right ways first, and opens a terminal past Entra once the name is typed; ended, nothing is left', async () => {
    const { tree, quickPick } = workbench;
    await tree.contextMenu(name, 'Get AKS credentials');
    await answerCredentialPickers(workbench, { cluster: name, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${name}”`);
    await workbench.notifications.clear();
    before = kubeconfig.text();

    await tree.contextMenu(name, 'Break Glass…');
    await quickPick.waitForTitle(titleOfAll);
    const rows = (await quickPick.rows()).map((row) => row.split(',')[0]?.split('…')[0] ?? '');
    assert.deepEqual(
      [rows.findIndex((row) => row.startsWith('Change the Admin Groups')), rows.length - 1],
      [0, rows.findIndex((row) => row.startsWith('Use the Admin Credential'))],
      rows.join('|'),
    );
    await workbench.screenshot('break-glass-ways');
    await quickPick.choose(useAdmin);
    await workbench.modal().waitFor();
    assert.match(await workbench.modalText(), /bypasses Microsoft Entra.*does not say who used it/s);
    await workbench.screenshot('break-glass-question');
    await workbench.clickInModal('Use Admin Credential');
    await quickPick.waitForTitle(titleOfAll);
    assert.equal(adminCalls(), 0);
    await typeName();
    await opensAsAdmin();
    await workbench.screenshot('break-glass-open');

    await workbench.statusBarItem('breakGlass').click();
    await workbench.modal().waitFor();
    await workbench.screenshot('break-glass-end');
    await workbench.clickInModal('End Break Glass');
    const ended = await workbench.notifications.waitFor(/has ended, and the admin credential is deleted/);
    await workbench.screenshot('break-glass-ended');
    assert.deepEqual(await ended.buttons(), ['Copy Rotation Line']);
    await workbench.statusBarItem('breakGlass').waitFor({ state: 'detached' });
    assert.deepEqual(privateFiles(), []);
    assert.equal(kubeconfig.text(), before);
  });

  it('turns local accounts on for it, reminds after a reload, and turns them off again', async () => {
    const { tree, quickPick } = workbench;
    const cluster = clusterNamed();
    cluster.arm = { ...cluster.arm, properties: { ...cluster.arm.properties, disableLocalAccounts: true } };
    await tree.contextMenu(name, 'Break Glass…');
    await quickPick.waitForTitle(titleOfAll);
    await workbench.screenshot('break-glass-ways-off');
    await quickPick.choose(borrow);
    await quickPick.choose('Turn Local Accounts On…');
    assert.equal(records().length, 0);
    await workbench.clickInModal('Turn Local Accounts On');
    await workbench.modal().getByText('use its admin credential?').waitFor();
    assert.equal(cluster.arm.properties.disableLocalAccounts, false);
    assert.equal(records().length, 1);
    await workbench.clickInModal('Use Admin Credential');
    await typeName();
    await opensAsAdmin();

    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    const reminded = await workbench.notifications.waitFor(
      /Local accounts of “payments-prod” are on because of/,
      60_000,
    );
    await workbench.screenshot('break-glass-reminded');
    assert.deepEqual(await reminded.buttons(), ['Disable Again…', 'Later', 'Leave Them On']);
    await until(() => privateFiles().length === 0, 'the credential outlived its window');
    await reminded.press('Disable Again…');
    await quickPick.choose('Turn Local Accounts Off…');
    await workbench.clickInModal('Turn Local Accounts Off');
    await workbench.notifications.waitFor(/payments-prod has no local accounts any more/);
    assert.equal(cluster.arm.properties.disableLocalAccounts, true);
    await until(() => records().length === 0, 'it is still to be turned off');
    await until(() => !existsSync(path.join(dataFolder(), 'breakGlass')), 'the folder of its files is left');
    assert.equal(kubeconfig.text(), before);
    assert.match(await kubeconfig.kubectl(kubectl, 'get', 'nodes'), /Ready/);
  });

  it('leaves the admin credential nowhere', () => {
    assert.ok(secrets.size >= 2);
    const { homeFolder, folder, logsFolder } = started.vscode;
    const roots = new Set([homeFolder, folder, logsFolder, started.backupFolder].filter((one) => existsSync(one)));
    for (const root of roots) {
      for (const file of filesIn(root)) {
        const content = readIfThere(file);
        for (const secret of secrets) {
          assert.ok(!content.includes(secret), file);
        }
      }
    }
  });

  function clusterNamed(): SimulatedCluster {
    const cluster = started.simulator.directory.scenario.clusters.find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  /** How often the admin credential was fetched. */
  function adminCalls(): number {
    return started.simulator.record.filter((call) => /listClusterAdminCredential/i.test(call.path)).length;
  }

  async function typeName(): Promise<void> {
    await workbench.quickPick.waitForTitle(titleOfAll);
    await workbench.quickPick.filter(name);
    await workbench.page.keyboard.press('Enter');
  }

  /** kubectl with the terminal's file is the admin; the user's own kubeconfig is what it was. */
  async function opensAsAdmin(): Promise<void> {
    await workbench.waitForStatusBarLabel('breakGlass', /Break Glass: payments-prod/);
    const [file = '', ...others] = privateFiles();
    assert.deepEqual(others, []);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const text = readFileSync(file, 'utf8');
    for (const key of ['client-key-data', 'token']) {
      secrets.add(new RegExp(`${key}: "?([^\\s"]+)`).exec(text)?.[1] ?? assert.fail(key));
    }
    const env = {
      KUBECONFIG: file,
      HOME: started.vscode.homeFolder,
      ...started.simulator.clientEnvironment(started.caFile),
    };
    const asked = await runKubectl(kubectl, ['auth', 'can-i', '*', '*'], env);
    assert.equal(asked.stdout.trim(), 'yes', asked.stderr);
    assert.match(text, new RegExp(`current-context: "?${name}-admin`));
    assert.equal(kubeconfig.text(), before);
  }

  function privateFiles(): string[] {
    const { folder } = started.vscode;
    return globSync('**/globalStorage/aks-entra.aks-entra/terminals/*.yaml', { cwd: folder }).map((one) =>
      path.join(folder, one),
    );
  }

  function dataFolder(): string {
    return path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra');
  }

  function records(): string[] {
    const folder = path.join(dataFolder(), 'breakGlass');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  async function until(isTrue: () => boolean, problem: string): Promise<void> {
    for (let waitedMs = 0; !isTrue(); waitedMs += 200) {
      assert.ok(waitedMs < 15_000, problem);
      await workbench.page.waitForTimeout(200);
    }
  }
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
