import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { after, before, beforeEach, it } from 'node:test';
import { runKubectl } from '../kubectl.ts';
import { contoso } from '../simulator/scenarios/people.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import type { KubeconfigModel } from './kubeconfigOnDisk.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const { tenantId } = contoso;
const paymentsId = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/payments-prod`;
/** Longer than it takes to notice a change: the look each second, the wait until it settles, the second look. */
const noticedAfterMs = 7_000;

const lab = `# mine
apiVersion: v1
kind: Config
clusters:
- name: lab
  cluster: {server: "https://lab.example:443"}
contexts:
- name: lab
  context: {cluster: lab, user: lab}
current-context: lab
users:
- name: lab
  user: {token: hush-hush-hush}
`;

/** A context of ours as `kubelogin convert-kubeconfig` leaves it: our metadata says what the user chose. */
function ours(name: string, login: string, chosen: string | undefined): string {
  const server = 'https://payments.example:443';
  const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
  const ids =
    login === 'azurecli' ? '' : `, --client-id, 80faf920-1908-4b52-b5ef-a8e7bedfc67a, --tenant-id, ${tenantId}`;
  const extension = `extensions: [{name: aks-entra, extension: {clusterId: ${paymentsId}, loginMode: ${chosen}}}]`;
  return `apiVersion: v1
kind: Config
clusters:
- {name: ${name}, cluster: {server: "${server}"}}
contexts:
- {name: ${name}, context: {cluster: ${name}, user: ${name}${chosen === undefined ? '' : `, ${extension}`}}}
current-context: ${name}
users:
- {name: ${name}, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, ${login}, --server-id, ${serverId}${ids}]}}}
`;
}

const options = { limitSeconds: 360, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('what other programs do to our entries', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  let decoys = 0;
  let settingsFile: string;
  let settings: string;
  before(() => {
    ({ settingsFile } = started.vscode);
    settings = readFileSync(settingsFile, 'utf8');
    kubeconfig.write(lab);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  after(() => {
    writeFileSync(settingsFile, settings);
    kubeconfig.remove();
  });

  it('a context that kubectl dropped is offered again, once, and comes back as it was, with Undo', async () => {
    await getAksCredentials(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'interactive' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    const written = kubeconfig.model();
    await drop('payments-prod');
    const dropped = kubeconfig.text();
    const notification = await workbench.notifications.waitFor(
      '“payments-prod” is no longer in ~/.kube/config: another program rewrote the file and dropped it.',
    );
    assert.deepEqual(await notification.buttons(), ['Add It Again', 'It’s Fine', 'Never Offer']);
    await workbench.screenshot('lost-context');
    assert.equal(kubeconfig.text(), dropped, 'nothing is written before the click');
    await notification.press('Add It Again');
    const told = await workbench.notifications.waitFor('“payments-prod” is there again. kubectl uses “payments-prod”.');
    await workbench.screenshot('lost-context-again');
    const again = kubeconfig.model();
    assert.deepEqual(byName(again.contexts), byName(written.contexts));
    assert.deepEqual(byName(again.users), byName(written.users));
    assert.deepEqual(byName(again.clusters), byName(written.clusters));
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await workbench.notifications.clear();
    assert.equal(kubeconfig.text(), dropped);
  });

  it('several are one question; what the user lets go is not asked about again, nor is what we remove ourselves', async () => {
    for (const cluster of ['orders-prod', 'payments-prod']) {
      await getAksCredentials(workbench, { cluster, format: 'exec', loginMode: 'interactive' });
      await workbench.notifications.waitFor(`kubectl now uses the context “${cluster}”`);
      await workbench.notifications.clear();
    }
    await drop('payments-prod', 'orders-prod');
    await workbench.notifications.waitFor(/“orders-prod” and “payments-prod” are no longer in .* dropped them\./);
    assert.equal((await workbench.notifications.texts()).length, 1);
    const notification = await workbench.notifications.waitFor('are no longer in');
    assert.deepEqual(await notification.buttons(), ['Add Them Again', 'That’s Fine', 'Never Offer']);
    await workbench.screenshot('lost-contexts');
    await notification.press('That’s Fine');
    appendFileSync(kubeconfig.path, '# touched\n');
    await nothingIsSaid();

    await getAksCredentials(workbench, { cluster: 'orders-prod', format: 'exec', loginMode: 'interactive' });
    await workbench.notifications.waitFor('kubectl now uses the context “orders-prod”');
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await workbench.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await workbench.quickPick.choose('orders-prod');
    await workbench.clickInModal('Remove');
    await workbench.notifications.waitFor('“orders-prod” is no longer in your kubeconfig.');
    await workbench.notifications.clear();
    await nothingIsSaid();
  });

  it('what another window removes was meant to go', async () => {
    await getAksCredentials(workbench, { cluster: 'payments-prod', format: 'exec', loginMode: 'interactive' });
    await workbench.notifications.waitFor('kubectl now uses the context “payments-prod”');
    await workbench.notifications.clear();
    const other = await workbench.openWindow();
    await other.runCommand('AKS Entra: Remove Cluster from Kubeconfig');
    await other.quickPick.waitForTitle('Remove cluster from kubeconfig');
    await other.quickPick.choose('payments-prod');
    await other.clickInModal('Remove');
    await other.notifications.waitFor('“payments-prod” is no longer in your kubeconfig.');
    await other.screenshot('removed-in-another-window');
    await workbench.page.bringToFront();
    await workbench.page.waitForTimeout(noticedAfterMs);
    assert.deepEqual(await workbench.notifications.texts(), []);
    await other.close();
  });

  it('a login mode that another tool set back is offered to be set back again, and Undo is not asked about', async () => {
    kubeconfig.write(ours('shop', 'interactive', 'interactive'));
    await nothingIsSaid();
    const reset = ours('shop', 'azurecli', 'interactive');
    kubeconfig.write(reset);
    const notification = await workbench.notifications.waitFor(
      'az or another tool set “shop” back from interactive to azurecli.',
    );
    assert.deepEqual(await notification.buttons(), ['Set Back', 'Keep azurecli', 'Never Offer']);
    await workbench.screenshot('login-reset');
    assert.equal(kubeconfig.text(), reset, 'nothing is written before the click');
    await notification.press('Set Back');
    const told = await workbench.notifications.waitFor('“shop” uses kubelogin’s interactive again.');
    const args = kubeconfig.execArguments('shop');
    assert.deepEqual(args.slice(0, 3), ['get-token', '--login', 'interactive']);
    assert.equal(args[args.indexOf('--tenant-id') + 1], tenantId, 'which azurecli does not name');
    await told.press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await workbench.notifications.clear();
    assert.equal(kubeconfig.text(), reset);
    await nothingIsSaid();
  });

  it('a context that az fetched anew, without our metadata, counts too, and gets it back', async () => {
    kubeconfig.write(ours('shop', 'devicecode', 'devicecode'));
    await nothingIsSaid();
    kubeconfig.write(ours('shop', 'azurecli', undefined));
    const notification = await workbench.notifications.waitFor(
      'az or another tool set “shop” back from devicecode to azurecli.',
    );
    await notification.press('Set Back');
    await workbench.notifications.waitFor('“shop” uses kubelogin’s devicecode again.');
    assert.deepEqual(kubeconfig.execArguments('shop').slice(0, 3), ['get-token', '--login', 'devicecode']);
    assert.match(kubeconfig.text(), /"loginMode": "devicecode"/);
  });

  it('what the user keeps is kept, and asked about by no other window later', async () => {
    const kept = ours('shop', 'azurecli', '"azurecli"');
    kubeconfig.write(ours('shop', 'azurecli', 'interactive'));
    const notification = await workbench.notifications.waitFor('from interactive to azurecli');
    await notification.press('Keep azurecli');
    for (let waitedMs = 0; kubeconfig.text() !== kept; waitedMs += 200) {
      assert.ok(waitedMs < 15_000, kubeconfig.text());
      await workbench.page.waitForTimeout(200);
    }
    await nothingIsSaid();
    await vscode.openFresh();
    await workbench.openViewContainer('AKS Entra');
    await workbench.waitUntilIdle();
    appendFileSync(kubeconfig.path, '# touched\n');
    await nothingIsSaid();
    // It would have been noticed.
    kubeconfig.write(ours('shop', 'devicecode', 'azurecli'));
    const noticed = await workbench.notifications.waitFor('from azurecli to devicecode');
    await noticed.press('Never Offer');
    while (!readFileSync(settingsFile, 'utf8').includes('"aksEntra.kubeconfigGuard": false')) {
      await workbench.page.waitForTimeout(100);
    }
    kubeconfig.write(ours('shop', 'interactive', 'devicecode'));
    await workbench.page.waitForTimeout(noticedAfterMs);
    assert.deepEqual(await workbench.notifications.texts(), []);
  });

  /** With the real kubectl, as a person or a script would. */
  /** All of them in one write, as a program does. */
  async function drop(...names: readonly string[]): Promise<void> {
    const rewritten = `${kubeconfig.path}.rewritten`;
    copyFileSync(kubeconfig.path, rewritten);
    for (const name of names) {
      const [context] = kubeconfig.model().contexts.filter((entry) => entry.name === name);
      for (const args of [
        ['delete-context', name],
        ['delete-cluster', context?.context?.cluster ?? ''],
        ['delete-user', context?.context?.user ?? ''],
      ]) {
        const { exitCode, stderr } = await runKubectl(kubectl, ['--kubeconfig', rewritten, 'config', ...args], {
          HOME: started.vscode.homeFolder,
        });
        assert.equal(exitCode, 0, stderr);
      }
    }
    copyFileSync(rewritten, kubeconfig.path);
    rmSync(rewritten);
  }

  /** The guard looks at the file as it is, and at one more context that was set back: it tells of that one only. */
  async function nothingIsSaid(): Promise<void> {
    const text = kubeconfig.text();
    const name = `decoy-${(decoys += 1)}`;
    const [model, decoy] = [text, ours(name, 'azurecli', 'interactive')].map((one) => load(one) as KubeconfigModel);
    assert.ok(model && decoy);
    const lists = (['clusters', 'contexts', 'users'] as const).map((list) => [list, [...model[list], ...decoy[list]]]);
    kubeconfig.write(JSON.stringify({ ...model, ...Object.fromEntries(lists) }));
    await workbench.notifications.waitFor(`az or another tool set “${name}” back from interactive to azurecli.`);
    assert.equal((await workbench.notifications.texts()).length, 1);
    await workbench.notifications.clear();
    kubeconfig.write(text);
  }
});

function byName<Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
