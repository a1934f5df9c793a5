import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { governmentHosts } from '../simulator/simulator.ts';
import { chooseSetting } from '../vscode/chooseSetting.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';

// VS Code registers another provider as soon as its setting says so: nobody has to reload.
uiSuite('another cloud than the public one', { limitSeconds: 120, kubectl: true }, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  let settings: string;
  /** So many calls were there before anybody was signed in here, such as the last ones of the window before. */
  let callsBefore: number;

  before(async () => {
    settings = readFileSync(started.vscode.settingsFile, 'utf8');
    await workbench.openViewContainer('AKS Entra');
    callsBefore = started.simulator.record.length;
  });

  after(() => {
    writeFileSync(started.vscode.settingsFile, settings);
  });

  it('is signed in to and listed once VS Code’s own setting names it', async () => {
    await chooseSetting(workbench, started.vscode.settingsFile, {
      id: 'microsoft-sovereign-cloud.environment',
      heading: 'Environment',
      value: 'USGovernment',
      screenshot: 'cloud-setting',
    });
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.row(/^Cluster payments-prod, /).waitFor();
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    await workbench.screenshot('cloud-tree');
  });

  it('is named to kubelogin', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'interactive' });
    await workbench.notifications.waitFor(/kubectl now uses/);
    const args = kubeconfig.execArguments(managed);
    assert.equal(args[args.indexOf('--environment') + 1], 'AzureUSGovernmentCloud', args.join(' '));
    await workbench.notifications.clear();
    kubeconfig.remove();
  });

  it('gives kubectl a token through VS Code’s sign-in', async () => {
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(/kubectl now uses/);
    assert.match(kubeconfig.text(), /AzureUSGovernmentCloud/);
    assert.match(await kubeconfig.kubectl(kubectl, 'auth', 'whoami', '-o', 'json'), /"username": "ada@contoso\.com"/);
    await workbench.notifications.clear();
  });

  it('is asked for everything, the names of groups too, and the public cloud for nothing', async () => {
    await workbench.tree.expand('payments-prod');
    await workbench.tree.expand('Admin groups');
    await workbench.tree.item('aks-admins').waitFor();
    await workbench.screenshot('cloud-groups');
    const own: readonly string[] = Object.values(governmentHosts);
    const calls = started.simulator.record.slice(callsBefore);
    const hosts = new Set(calls.map(({ host }) => host));
    const foreign = calls.filter(({ host }) => !own.includes(host) && !/^vscode\.dev$|\.azmk8s\.io$/.test(host));
    assert.deepEqual(foreign, []);
    assert.deepEqual(
      own.filter((host) => !hosts.has(host)),
      [],
    );
  });

  it('says what is missing where it is a custom one that is not described, from the start of the window on', async () => {
    const asked = started.simulator.record.length;
    kubeconfig.remove();
    const custom = { ...(JSON.parse(settings) as object), 'microsoft-sovereign-cloud.environment': 'custom' };
    writeFileSync(started.vscode.settingsFile, JSON.stringify(custom));
    await workbench.page.reload();
    await workbench.tree
      .message()
      .filter({ hasText: 'needs an https address as resourceManagerEndpointUrl' })
      .waitFor();
    await workbench.statusBarItem('tokenExpiry').filter({ hasText: 'AKS: signed out' }).waitFor();
    await workbench.screenshot('cloud-not-described');
    await workbench.tree.row('Sign In to Azure').click();
    const told = await workbench.notifications.waitFor(/needs an https address as resourceManagerEndpointUrl/);
    assert.deepEqual(await told.buttons(), ['Open Setting', 'Show Log']);
    assert.deepEqual(started.simulator.record.slice(asked), []);
    await workbench.notifications.clear();
  });
});
