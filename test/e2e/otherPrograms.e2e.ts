import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, beforeEach, it } from 'node:test';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import { askWithoutCluster, type PluginOutput } from './askWithoutCluster.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const refusal = /"AKS Entra: Let Programs That Name No Cluster Use a Context…" in VS Code/;
const offer =
  /^A program (that calls itself “[ -~]{1,40}” )?asked for your sign-in to “payments-prod” and did not say for which cluster\. It got none\.$/;
const allowCommand = 'AKS Entra: Let Programs That Name No Cluster Use a Context…';
const stopCommand = 'AKS Entra: Stop Programs That Name No Cluster…';
const allowed = /Programs that name no cluster get tokens for “payments-prod” now\./;
const allowedRow = /^Cluster payments-prod, .*, other programs: allowed, in your kubeconfig/;

const options = { limitSeconds: 240, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('programs that name no cluster', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  let dataFolder: string;

  before(async () => {
    dataFolder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra');
    await getAksCredentials(workbench, { cluster: managed, format: 'exec', loginMode: 'vscode' });
    await workbench.quickPick.waitForTitle('When no VS Code window is open');
    await workbench.page.keyboard.press('Escape');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  it('get no token, and VS Code says so once, without a dialog', async () => {
    const { exitCode, stdout, stderr } = await program();
    assert.deepEqual([exitCode === 0, stdout], [false, '']);
    assert.match(stderr, refusal);
    const told = await workbench.notifications.waitFor(offer);
    assert.deepEqual(await told.buttons(), ['What Does That Mean…']);
    await workbench.screenshot('consent-offer');
    assert.equal(await workbench.modal().count(), 0);
    await told.press('What Does That Mean…');
    await workbench.modal().waitFor();
    assert.match(
      await workbench.modalText(),
      /^Let programs that name no cluster use “payments-prod”\?\nkubectl, helm and k9s say[^]* a token of ada@contoso\.com [^]*every AKS cluster of “Contoso” that[^]*\/\.kube\/config\) lead[^]*Take it back at any time/,
    );
    await workbench.screenshot('consent-modal');
    // Whoever does not read is safe.
    await workbench.page.keyboard.press('Enter');
    await workbench.modal().waitFor({ state: 'hidden' });
    await workbench.notifications.clear();
    assert.match((await program()).stderr, refusal);
    assert.deepEqual(consents(), [undefined]);
    await isNotOffered();
  });

  it('get tokens once the user allows it, which the tree shows, and Undo takes all of it back', async () => {
    const former = kubeconfig.text();
    forgetWhatWasTold();
    await program();
    await (await workbench.notifications.waitFor(offer)).press('What Does That Mean…');
    await agree();
    await workbench.tree.row(allowedRow).waitFor();
    assert.match(await workbench.hoverText(workbench.tree.item(managed)), /Other programs: allowed\./);
    await workbench.screenshot('consent-allowed');
    await works();
    assert.deepEqual(consents(), [[kubeconfig.path]]);
    const [context] = kubeconfig.model().contexts;
    assert.equal(context?.name, managed);
    for (const name of [context.context?.cluster, context.context?.user]) {
      assert.match(name ?? '', /[0-9a-f]{32}$/, 'nobody can guess it');
    }
    assert.equal(kubeconfig.model().clusters.length + kubeconfig.model().users.length, 2);
    await (await workbench.notifications.waitFor(allowed)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), former);
    assert.match((await program()).stderr, refusal);
    await workbench.tree.row(allowedRow).waitFor({ state: 'detached' });
    assert.equal((await outside()).exitCode, 0);
  });

  it('are stopped from the cluster’s row: the next request is refused, and kubectl goes on', async () => {
    await allow();
    await works();
    await workbench.runCommand(allowCommand);
    await workbench.notifications.waitFor(/^Programs that name no cluster get tokens already: nothing was changed\./);
    await workbench.openViewContainer('AKS Entra');
    await workbench.tree.row(allowedRow).waitFor();
    await workbench.tree.contextMenu(managed, 'Stop Programs That Name No Cluster…');
    await workbench.notifications.waitFor(
      'Programs that name no cluster get no token for “payments-prod” any more, from the next request on. ' +
        'Tokens that are out already last to their end.',
    );
    assert.match((await program()).stderr, refusal);
    await workbench.tree.row(allowedRow).waitFor({ state: 'detached' });
    await workbench.screenshot('consent-stopped');
    assert.deepEqual(consents(), [undefined]);
    assert.equal((await outside()).exitCode, 0);
    await workbench.runCommand(stopCommand);
    await workbench.notifications.waitFor(/^Programs that name no cluster get no token: nothing is allowed/);
  });

  it('lose it with the cluster’s last context, and Undo brings back the key and not the consent', async () => {
    await allow();
    await works();
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await workbench.quickPick.choose(managed);
    await workbench.clickInModal('Remove');
    const told = await workbench.notifications.waitFor(`“${managed}” is no longer in your kubeconfig.`);
    await workbench.tree.row(allowedRow).waitFor({ state: 'detached' });
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal((await outside()).exitCode, 0);
    assert.match((await program()).stderr, refusal);
    assert.deepEqual(consents(), [undefined]);
  });

  it('lose it with a restored backup, which brings back names that somebody may have seen', async () => {
    const former = kubeconfig.model().contexts[0]?.context?.user;
    await allow();
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Restore a Kubeconfig Backup…');
    await workbench.quickPick.waitForTitle('Restore a kubeconfig backup');
    await workbench.page.keyboard.press('Enter');
    await workbench.decide('accept');
    await workbench.notifications.waitFor(/is as it was on/);
    await workbench.screenshot('consent-restored');
    assert.equal(kubeconfig.model().contexts[0]?.context?.user, former);
    assert.deepEqual(consents(), [undefined]);
    assert.match((await program()).stderr, refusal);
    assert.equal((await outside()).exitCode, 0);
  });

  it('are not offered a consent where they read a kubeconfig that only they name', async () => {
    forgetWhatWasTold();
    const theirs = besideKubeconfig('theirs.yaml', (text) => text);
    assert.match((await program(`${kubeconfig.path}:${theirs}`)).stderr, refusal);
    await isNotOffered();
  });

  it('and others that are refused with a right key are told of in VS Code once, with the log', async () => {
    const proxied = besideKubeconfig('proxied.yaml', (text) =>
      text.replace(/( +)server: /, '$1proxy-url: http://127.0.0.1:9\n$1server: '),
    );
    assert.match((await outside(proxied)).stderr, /its proxy is not the one that you set up/);
    const told = await workbench.notifications.waitFor(/its proxy is not the one that you set up/);
    assert.deepEqual(await told.buttons(), ['Show Log']);
    assert.equal(await workbench.modal().count(), 0);
    await workbench.notifications.clear();
    await outside(proxied);
    // Long enough for another one to come, were there one.
    await workbench.page.waitForTimeout(4_000);
    assert.ok(!(await workbench.notifications.texts()).some((text) => text.includes('its proxy is not')));
  });

  /** From the palette to the end. */
  async function allow(): Promise<void> {
    await workbench.openViewContainer('AKS Entra');
    await workbench.runCommand(allowCommand);
    await workbench.quickPick.waitForTitle('Let programs that name no cluster use a context');
    await workbench.quickPick.choose(managed);
    await agree();
  }

  async function agree(): Promise<void> {
    await workbench.modal().waitFor();
    await workbench.clickInModal(`Allow for ${managed}`);
    await workbench.notifications.waitFor(allowed);
  }

  async function isNotOffered(): Promise<void> {
    // Long enough for an offer to come, were there one.
    await workbench.page.waitForTimeout(4_000);
    assert.ok(!(await workbench.notifications.texts()).some((text) => offer.test(text)));
  }

  /** As if ten minutes had passed. */
  function forgetWhatWasTold(): void {
    const told = readdirSync(dataFolder).filter((name) => name.startsWith('told-'));
    assert.ok(told.length > 0);
    told.forEach((name) => {
      rmSync(path.join(dataFolder, name));
    });
  }

  async function works(): Promise<void> {
    const { exitCode, stdout, stderr } = await program();
    assert.equal(exitCode, 0, stderr);
    const { kind, status } = JSON.parse(stdout) as {
      readonly kind: string;
      readonly status: { readonly token: string };
    };
    assert.deepEqual([kind, status.token.split('.').length], ['ExecCredential', 3]);
    assert.equal((await outside()).exitCode, 0);
  }

  /** One that does not say which cluster it wants a token for. */
  function program(files = kubeconfig.path): Promise<PluginOutput> {
    const env = { KUBECONFIG: files, HOME: started.vscode.homeFolder };
    return askWithoutCluster(kubeconfig.text(), managed, env);
  }

  /** A kubectl in any terminal, which says it. */
  function outside(file = kubeconfig.path): Promise<KubectlResult> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', file, '--context', managed, 'get', 'nodes'], env);
  }

  function besideKubeconfig(name: string, change: (text: string) => string): string {
    const file = path.join(started.vscode.homeFolder, name);
    writeFileSync(file, change(kubeconfig.text()), { mode: 0o600 });
    return file;
  }

  /** Of each entry of the list, the kubeconfigs that its consent names. */
  function consents(): (readonly string[] | undefined)[] {
    const { clusters } = JSON.parse(readFileSync(path.join(dataFolder, 'clusters.json'), 'utf8')) as {
      readonly clusters: readonly { readonly consent?: { readonly kubeconfigs: readonly string[] } }[];
    };
    return clusters.map(({ consent }) => consent?.kubeconfigs);
  }
});
