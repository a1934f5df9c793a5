import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { before, it } from 'node:test';
import { clusterWith } from '../simulator/scenarios/clusterTemplate.ts';
import { deterministicGuid } from '../simulator/scenarios/deterministicGuid.ts';
import { ada, aksAdmins, ben, contoso, fabrikam } from '../simulator/scenarios/people.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { uiSuite } from './uiSuite.ts';

const tenantsTitle = 'Tenants whose clusters are listed';
const accountsTitle = 'Accounts whose clusters are listed';
/** She has no account there. */
const northwind = {
  tenantId: deterministicGuid('tenant northwind'),
  displayName: 'Northwind',
  defaultDomain: 'northwind.com',
};
const onlyAdaAtHome = ['ada@contoso.com in Contoso'];

uiSuite('accounts, tenants and the last known tree', { limitSeconds: 220 }, (vscode) => {
  const { started, workbench } = vscode;
  before(async () => {
    await workbench.openViewContainer('AKS Entra');
  });

  it('lists what can be listed where a guest tenant wants a sign-in, which its row offers', async () => {
    await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).click();
    await cancelInTheBrowser();
    const { faults } = started.simulator;
    faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId, aadsts: 50076 });
    await workbench.signIn(ada.upn);
    await workbench.tree.row(/^Tenant Fabrikam, needs sign-in\. /).waitFor();
    await workbench.tree.item('payments-prod').waitFor();
    await workbench.waitUntilIdle();
    assert.equal(await workbench.modal().count(), 0);
    assert.deepEqual((await workbench.tree.labels()).slice(-2), ['Sign In to This Tenant', 'Retry']);
    await workbench.screenshot('tenant-needs-sign-in');
    faults.clear();
    faults.set({ kind: 'mfaRequired' });
    await workbench.tree.row('Sign In to This Tenant').click();
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(await workbench.notifications.texts(), []);
    await workbench.tree.row('Sign In to This Tenant').click();
    await workbench.completeSignIn(ada.upn);
    await workbench.tree.row('Tenant Fabrikam, 2 clusters').waitFor();
    await workbench.tree.row('Tenant Contoso, 17 clusters').waitFor();
    faults.clear();
  });

  it('asks for no token in a tenant that is left out', async () => {
    await openPicker('AKS Entra: Choose Tenants…', tenantsTitle);
    assert.deepEqual(await workbench.quickPick.rows(), [
      `Contoso, ${contoso.tenantId} · home`,
      `Fabrikam, ${fabrikam.tenantId}`,
    ]);
    await workbench.quickPick.cancel();
    await workbench.tree.item('store').waitFor();
    const from = started.simulator.record.length;
    await openPicker('AKS Entra: Choose Tenants…', tenantsTitle);
    // None at all is no answer: the picker stays, and says so.
    await workbench.quickPick.row('Contoso').click();
    await untick('Fabrikam');
    await workbench.quickPick.waitForTitle(`${tenantsTitle} — tick at least one, or press Escape`);
    await workbench.screenshot('nothing-ticked');
    await workbench.quickPick.row('Contoso').click();
    await workbench.quickPick.waitForTitle(tenantsTitle);
    await workbench.page.keyboard.press('Enter');
    await workbench.tree.item('store').waitFor({ state: 'detached' });
    await untilListed(from);
    assert.deepEqual(callers(from), onlyAdaAtHome);
  });

  it('lists who signs in besides, first, and asks nothing for who is left out, whose row stands at the end', async () => {
    await workbench.runCommand('AKS Entra: Sign In to Azure');
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Allow');
    await workbench.quickPick.waitForTitle("The extension 'AKS Entra' wants to access a Microsoft account");
    await workbench.quickPick.choose('Sign in to another account');
    await workbench.completeSignIn(ben.upn);
    await workbench.tree.row('Account ben@contoso.com, 16 clusters').waitFor();
    await workbench.tree.row('Account ada@contoso.com, 17 clusters').waitFor();
    await workbench.waitUntilIdle();
    const [first, second] = await workbench.tree.labels();
    assert.deepEqual(
      [first, second],
      ['Account ben@contoso.com, 16 clusters', 'Subscription Contoso Development, Contoso · 10 clusters'],
    );
    await workbench.screenshot('two-accounts-listed');
    await openPicker('AKS Entra: Choose Accounts…', accountsTitle);
    await workbench.quickPick.cancel();
    const from = started.simulator.record.length;
    await openPicker('AKS Entra: Choose Accounts…', accountsTitle);
    await untick(ben.upn);
    const left = 'Account ben@contoso.com, not listed: click to list its clusters';
    await workbench.tree.row(left).waitFor();
    await untilListed(from);
    assert.equal((await workbench.tree.labels()).at(-1), left);
    assert.deepEqual(callers(from), onlyAdaAtHome);
    await workbench.screenshot('account-left-out');
  });

  it('has the last known tree at once after a restart, with all choices, and what has changed since in its place', async () => {
    changeClusters();
    started.simulator.faults.set({ kind: 'latency', milliseconds: 1_000, host: 'management.azure.com' });
    const from = started.simulator.record.length;
    await workbench.page.reload();
    await workbench.tree.row(/^Cluster audit-prod, as of \d+:\d\d/).waitFor();
    const old = await workbench.tree.labels();
    await workbench.screenshot('tree-last-known');
    assert.match(old[0] ?? '', /^Subscription Contoso Development, as of \d+:\d\d.* · Contoso · 10 clusters$/);
    assert.equal(old.at(-1), 'Account ben@contoso.com, not listed: click to list its clusters');
    const payments = workbench.tree.item('payments-prod');
    await payments.click();
    await workbench.tree.row(/^Entra integration: managed/).waitFor();
    await workbench.tree.item('audit-prod').waitFor({ state: 'detached' });
    await workbench.tree.row('Cluster newcomer-prod, No Entra, Kubernetes RBAC, 1.33.5').waitFor();
    await workbench.tree.row(/^Cluster orders-prod, stopped, /).waitFor();
    await untilListed(from);
    assert.deepEqual(
      [await payments.getAttribute('aria-expanded'), await payments.getAttribute('aria-selected')],
      ['true', 'true'],
    );
    assert.ok(!(await workbench.tree.labels()).some((label) => label.includes('as of')));
    assert.deepEqual(callers(from), onlyAdaAtHome);
    assert.equal(await workbench.modal().count(), 0);
    await workbench.screenshot('tree-refreshed');
    await workbench.tree.collapse('payments-prod');
    started.simulator.faults.clear();
  });

  it('adds a tenant by one of its domains, says which one refuses the account, and lets another be typed', async () => {
    started.simulator.directory.scenario.tenants.push(northwind);
    await openPicker('AKS Entra: Add Tenant…', 'Add a tenant');
    await workbench.page.keyboard.press('Escape');
    await openPicker('AKS Entra: Add Tenant…', 'Add a tenant');
    // A page of Entra that says so would never lead back.
    await typeTenant('nowhere.example');
    const unknown = await workbench.notifications.waitFor(
      /^The tenant “nowhere\.example” was not added\. .*There is no such tenant\./,
    );
    await unknown.press('Try Again');
    await workbench.quickPick.waitForTitle('Add a tenant');
    await typeTenant(northwind.tenantId);
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Cancel');
    await openPicker('AKS Entra: Add Tenant…', 'Add a tenant');
    await typeTenant(northwind.defaultDomain);
    await workbench.completeSignIn(ada.upn);
    const told = await workbench.notifications.waitFor(
      /^The tenant “northwind\.com” was not added\. Could not sign in\. This account does not exist in that tenant\. /,
    );
    await workbench.screenshot('tenant-not-added');
    await told.press('Try Again');
    await workbench.quickPick.waitForTitle('Add a tenant');
    await typeTenant(fabrikam.tenantId);
    await workbench.tree.row('Tenant Fabrikam, 2 clusters').waitFor();
    await workbench.notifications.clear();
  });

  it('lists an account once its row is clicked, and forgets its clusters with the sign-out', async () => {
    await workbench.tree.item(ben.upn).click();
    await workbench.tree.row('Account ben@contoso.com, 16 clusters').waitFor();
    await workbench.tree.row('Account ada@contoso.com, 19 clusters').waitFor();
    await workbench.waitUntilIdle();
    assert.deepEqual(savedAccounts(), [ada.objectId, ben.objectId]);
    await workbench.runCommand('AKS Entra: Sign Out…');
    const told = await workbench.notifications.waitFor('VS Code holds the sign-in (ada@contoso.com, ben@contoso.com)');
    await workbench.screenshot('sign-out');
    await told.press('Open VS Code’s Accounts');
    await signOut(ada.upn);
    await workbench.tree
      .row(/^Account /)
      .first()
      .waitFor({ state: 'detached' });
    await until(() => savedAccounts().join() === ben.objectId);
    await workbench.runCommand('Accounts: Manage Accounts');
    await signOut(ben.upn);
    await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
    await until(() => savedAccounts().length === 0);
    await workbench.page.keyboard.press('F1');
    await workbench.quickPick.filter('>AKS Entra: ');
    await workbench.quickPick.row('AKS Entra: Sign In to Azure').waitFor();
    await workbench.screenshot('palette-signed-out');
    const offered = (await workbench.quickPick.rows()).map((row) => row.split(',')[0]);
    await workbench.quickPick.cancel();
    assert.deepEqual(
      offered.filter((row = '') => /Sign Out|Tenant|Grant|Entra on|Filter|Posture|Portal/i.test(row)),
      [],
    );
    assert.ok(offered.includes('AKS Entra: Choose Accounts…'));
  });

  // A sign-in that was given up in the browser still listens for its answer; and a tenant that is none.
  vscode.leavesNothingBehind(({ surprise = '' }) => /AADSTS(501481|90002)/.test(surprise));

  async function cancelInTheBrowser(): Promise<void> {
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Allow');
    await workbench.modal().filter({ hasText: 'open the external website' }).waitFor();
    await workbench.clickInModal('Cancel');
    await (await workbench.notifications.waitFor('Signing in to Microsoft')).press('Cancel');
    await (await workbench.notifications.waitFor('Having trouble logging in')).press('No');
    await workbench.waitUntilIdle();
    assert.deepEqual(await workbench.notifications.texts(), []);
  }

  async function openPicker(command: string, title: string): Promise<void> {
    await workbench.runCommand(command);
    await workbench.quickPick.waitForTitle(title);
  }

  async function untick(label: string): Promise<void> {
    await workbench.quickPick.row(label).click();
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
  }

  async function typeTenant(text: string): Promise<void> {
    await workbench.quickPick.filter(text);
    await workbench.page.keyboard.press('Enter');
  }

  /** In VS Code’s own list of accounts. */
  async function signOut(upn: string): Promise<void> {
    await workbench.quickPick.choose(upn);
    await workbench.quickPick.choose('Sign Out');
    await workbench.clickInModal('Sign Out');
  }

  /** One goes, one comes, and one is stopped. */
  function changeClusters(): void {
    const { clusters } = started.simulator.directory.scenario;
    clusters.splice(
      clusters.findIndex(({ name }) => name === 'audit-prod'),
      1,
      clusterWith({
        subscription: production,
        resourceGroup: 'rg-new',
        name: 'newcomer-prod',
        roles: { 'AKS Cluster User Role': [aksAdmins.objectId] },
      }),
    );
    const orders = clusters.find(({ name }) => name === 'orders-prod');
    assert.ok(orders);
    orders.arm.properties.powerState = { code: 'Stopped' };
  }

  /** Who called Azure, or Entra for a token, and in which tenant. */
  function callers(from: number): string[] {
    const names = new Map([contoso, fabrikam].map(({ tenantId, displayName }) => [tenantId, displayName]));
    const all = started.simulator.record
      .slice(from)
      .flatMap(({ caller }) => (caller === undefined ? [] : [caller]))
      .map(({ name, tenantId }) => `${name} in ${names.get(tenantId) ?? tenantId}`);
    return [...new Set(all)].toSorted();
  }

  async function untilListed(from: number): Promise<void> {
    await until(() => started.simulator.record.slice(from).some(({ path: asked }) => asked.includes('ResourceGraph')));
    await workbench.waitUntilIdle();
  }

  /** The object ids of whose clusters are on disk, where only the user can read them. */
  function savedAccounts(): string[] {
    const data = path.join(started.vscode.folder, 'server-data', 'data', 'User', 'globalStorage');
    const folder = path.join(data, 'aks-entra.aks-entra', 'clusters');
    const files = existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
    return files.flatMap((file) => {
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const { accounts } = JSON.parse(readFileSync(file, 'utf8')) as { accounts: readonly { id: string }[] };
      return accounts.map(({ id }) => id.split('.')[0] ?? '');
    });
  }

  async function until(holds: () => boolean): Promise<void> {
    for (let waitedMs = 0; !holds(); waitedMs += 100) {
      assert.ok(waitedMs < 20_000, 'It has not come so far.');
      await workbench.page.waitForTimeout(100);
    }
  }
});
