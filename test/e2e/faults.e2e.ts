import assert from 'node:assert/strict';
import { afterEach, before, it } from 'node:test';
import type { Fault } from '../simulator/faults.ts';
import { cloudHosts } from '../simulator/simulator.ts';
import { fabrikam } from '../simulator/scenarios/people.ts';
import { production } from '../simulator/scenarios/subscriptions.ts';
import { getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const untouched = '# mine\napiVersion: v1\nkind: Config\n';
const wish = { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' } as const;

interface Case {
  readonly fault: Fault;
  /** How the sentence ends that tells it. */
  readonly told: RegExp;
  /** The notification's buttons after the command. */
  readonly buttons: readonly string[];
}

/** Some of them: `discoveryFaults.test.ts` and `armClientFaults.test.ts` have every one. */
const cases: readonly Case[] = [
  {
    fault: { kind: 'throttled', retryAfterSeconds: 30 },
    told: /Azure is limiting requests; try again in 30 seconds\.$/,
    buttons: ['Try Again', 'Show Log'],
  },
  {
    fault: { kind: 'dropped' },
    told: /Azure cannot be reached \([A-Z_]+\)\. Check the network, VPN or proxy, then try again\.$/,
    buttons: ['Try Again', 'Show Log'],
  },
  {
    fault: { kind: 'forbidden' },
    told: /Azure refused it: The client does not have authorization/,
    buttons: ['Sign In', 'Show Log'],
  },
];

/** What no role of the account explains: only the command meets these, on the cluster that they name. `armClientRefusals.test.ts` has the others. */
const refusals: readonly Case[] = [
  {
    fault: { kind: 'refused', refusal: 'policy' },
    told: /: the Azure Policy “Clusters in the EU only” forbids it\. Ask the people who look after the policies of the subscription\.$/,
    buttons: ['Show Log'],
  },
];

uiSuite('faults of Azure', { limitSeconds: 240 }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  before(async () => {
    kubeconfig.write(untouched);
    started.simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId });
    await workbench.openViewContainer('AKS Entra');
    await workbench.signIn('ada@contoso.com');
  });

  afterEach(() => {
    started.simulator.faults.clear();
  });

  it('a tenant that cannot be signed in to is one row with its reason, and a sign-in there heals it', async () => {
    await workbench.tree.item('Contoso Production').waitFor();
    const row = workbench.tree.row(/^Tenant Fabrikam, needs sign-in\. A sign-in to tenant .* is needed/);
    await row.waitFor();
    await workbench.waitUntilIdle();
    const badge = workbench.page.locator('.activitybar').getByRole('tab', { name: /^AKS Entra.*a sign-in is needed/ });
    await badge.waitFor();
    await workbench.screenshot('fault-tenant');
    started.simulator.faults.clear();
    await workbench.tree.inlineAction('Fabrikam', 'Sign In to This Tenant');
    await workbench.tree.item('store').waitFor();
    await row.waitFor({ state: 'hidden' });
    await badge.waitFor({ state: 'hidden' });
  });

  it('a subscription that fails keeps its clusters, as of when, with its reason, and Retry heals it', async () => {
    // Only who lists one by one meets the fault of one.
    started.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
    started.simulator.faults.set({ kind: 'failingSubscription', subscriptionId: production.subscriptionId });
    await refresh();
    const row = workbench.tree.row(
      /^Subscription Contoso Production, as of \d+:\d\d.* · Contoso · 6 clusters · could not be listed\. Could not list /,
    );
    await row.waitFor();
    await workbench.tree
      .row(/^Could not list the clusters of subscription Contoso Production: Azure answered 500/)
      .waitFor();
    await workbench.tree.row(/^Cluster payments-prod, as of \d+:\d\d.*, Entra managed, /).waitFor();
    await workbench.tree.row('Cluster store, Fabrikam Platform, Entra managed, Azure RBAC, 1.33.5').waitFor();
    await workbench.tree.item('static-lab').waitFor();
    await workbench.waitUntilIdle();
    const hover = await workbench.hoverText(workbench.tree.item('Contoso Production').locator('.label-name'));
    assert.match(hover, /As of \d+:\d\d.*: it was not listed again since\.\s*Could not list .*Azure answered 500/);
    await workbench.page.mouse.move(0, 0);
    await workbench.screenshot('fault-subscription');
    started.simulator.faults.clear();
    await workbench.tree.row('Retry').click();
    await workbench.tree.row('Subscription Contoso Production, Contoso · 6 clusters').waitFor();
    await workbench.tree.row('Cluster payments-prod, Entra managed, Kubernetes RBAC, 1.33.5').waitFor();
    await row.waitFor({ state: 'hidden' });
    // Other subscriptions may still be on their way, and the next fault would meet them.
    await workbench.waitUntilIdle();
  });

  for (const { fault, told, buttons } of cases) {
    const name = [fault.kind, ...('retryAfterSeconds' in fault ? ['with Retry-After'] : [])].join(' ');
    it(`${name}: the tree says what happened and what to do, above what was there`, async () => {
      started.simulator.faults.set({ ...fault, host: cloudHosts.arm });
      await refresh();
      await treeSays(told);
      started.simulator.faults.clear();
      const [failure = '', ...rows] = await workbench.tree.labels();
      assert.match(failure, /^Not refreshed\. Could not /);
      assert.match(failure, told);
      assert.deepEqual(rows.slice(0, 3), ['Try Again', 'Sign In to Azure', 'Show Log']);
      const old = rows.slice(3).filter((row) => !row.startsWith('Tenant '));
      assert.match(old[0] ?? '', /^Subscription Contoso Development, as of \d+:\d\d.* · Contoso · 10 clusters/);
      assert.ok(old.some((row) => row.startsWith('Cluster payments-prod, ')));
      assert.deepEqual(
        old.filter((row) => !/ as of \d+:\d\d/.test(row)),
        [],
      );
      await workbench.screenshot(`fault-everything-${fault.kind}`);
      await workbench.tree.row('Try Again').click();
      await workbench.tree.row('Subscription Contoso Development, Contoso · 10 clusters').waitFor();
      await workbench.tree.row(/^Not refreshed/).waitFor({ state: 'hidden' });
      await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    });

    it(`${name}: Get AKS credentials says so, and leaves the kubeconfig`, () => commandSays({ fault, told, buttons }));
  }

  for (const refusal of refusals) {
    const name = 'refusal' in refusal.fault ? refusal.fault.refusal : '';
    it(`refused, ${name}: Get AKS credentials says why and who can help, and leaves the kubeconfig`, () =>
      commandSays(refusal, `refused-${name}`));
  }

  it('refused for want of multi-factor authentication: answered silently where Entra allows it', async () => {
    started.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', path: 'listClusterUserCredential' });
    await getAksCredentials(workbench, wish);
    await (await workbench.notifications.waitFor(/kubectl now uses/)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await endsClear();
  });

  it('latency: a progress notification covers the wait, and the credential arrives', async () => {
    started.simulator.faults.set({ kind: 'latency', milliseconds: 2_000, path: 'listClusterUserCredential' });
    await getAksCredentials(workbench, wish);
    const progress = await workbench.notifications.waitFor('Getting the credential of payments-prod');
    assert.deepEqual(await progress.buttons(), ['Cancel']);
    await workbench.screenshot('progress');
    await (await workbench.notifications.waitFor(/kubectl now uses/)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await endsClear();
  });

  it('hang: Cancel ends the wait at once, and nothing is written', async () => {
    started.simulator.faults.set({ kind: 'hang', path: 'listClusterUserCredential' });
    await getAksCredentials(workbench, wish);
    await (await workbench.notifications.waitFor('Getting the credential of payments-prod')).press('Cancel');
    await workbench.waitUntilIdle(2_000);
    assert.deepEqual(await workbench.notifications.texts(), []);
    await endsClear();
  });

  it('claims challenge: answered silently where Entra allows it', async () => {
    started.simulator.faults.set({ kind: 'claimsChallenge' });
    await refresh();
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    await getAksCredentials(workbench, wish);
    await (await workbench.notifications.waitFor(/kubectl now uses/)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    await endsClear();
  });

  async function commandSays({ fault, told, buttons }: Case, picture?: string): Promise<void> {
    started.simulator.faults.set({ ...fault, path: 'listClusterUserCredential' });
    await getAksCredentials(workbench, wish);
    const notification = await workbench.notifications.waitFor(
      /^Could not get the clusterUser credential of payments-prod: /,
    );
    if (picture !== undefined) {
      await workbench.screenshot(picture);
    }
    assert.match(await notification.text(), told);
    assert.deepEqual(await notification.buttons(), buttons);
    await endsClear();
  }

  async function refresh(): Promise<void> {
    await workbench.runCommand('AKS Entra: Refresh Clusters');
  }

  async function treeSays(text: RegExp): Promise<void> {
    await workbench.tree.row('Try Again').waitFor();
    await workbench.tree.message().filter({ hasText: 'Could not' }).waitFor();
    await workbench.waitUntilIdle();
    assert.match(await workbench.tree.message().innerText(), text);
  }

  async function endsClear(): Promise<void> {
    await workbench.notifications.clear();
    await workbench.waitUntilIdle();
    assert.equal(await workbench.modal().count(), 0);
    assert.equal(kubeconfig.text(), untouched);
  }
});
