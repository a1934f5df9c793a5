import assert from 'node:assert/strict';
import { afterEach, before, it } from 'node:test';
import { fabrikam } from '../simulator/scenarios/people.ts';
import { fabrikamPlatform } from '../simulator/scenarios/subscriptions.ts';
import { answerCredentialPickers, getAksCredentials, pickAksCluster } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

const ada = 'ada@contoso.com';
const untouched = '# mine\napiVersion: v1\nkind: Config\n';
const wish = { cluster: 'payments-prod', format: 'exec', loginMode: 'devicecode' } as const;

// Tokens live so briefly here that each call needs a new one: what happens to the session shows at once.
uiSuite('faults of the sign-in', { limitSeconds: 180 }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  before(async () => {
    kubeconfig.write(untouched);
    await workbench.openViewContainer('AKS Entra');
    briefTokens();
  });

  afterEach(async () => {
    started.simulator.faults.clear();
    briefTokens();
    await workbench.notifications.clear();
  });

  it('a sign-in that the person declines is no error', async () => {
    await workbench.runCommand('AKS Entra: Sign In to Azure');
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(await workbench.notifications.texts(), []);
    await workbench.statusBarItem('tokenExpiry').filter({ hasText: 'signed out' }).waitFor();
  });

  it('short-lived tokens: the tree and the command work', async () => {
    await workbench.signIn(ada);
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    await getAksCredentials(workbench, wish);
    await undo();
  });

  it('multi-factor authentication: the tree asks for a sign-in without prompting, and the sign-in heals it', async () => {
    started.simulator.faults.set({ kind: 'mfaRequired' });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await needsSignIn();
    await workbench.screenshot('fault-sign-in');
    await workbench.tree.row('Sign In to Azure').click();
    await workbench.completeSignIn(ada);
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  it('a revoked session: the command signs in again and goes on', async () => {
    started.simulator.faults.set({ kind: 'revokedSession' });
    await pickAksCluster(workbench, wish);
    await workbench.completeSignIn(ada);
    await answerCredentialPickers(workbench, wish);
    await undo();
  });

  it('a revoked session: the tree asks for a sign-in without prompting', async () => {
    started.simulator.faults.set({ kind: 'revokedSession' });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await needsSignIn();
    await workbench.signIn(ada);
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  it('a revoked session and no list: the command signs in, lists and goes on', async () => {
    started.simulator.faults.set({ kind: 'revokedSession' });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await needsSignIn();
    await workbench.runCommand('Get AKS credentials');
    await workbench.completeSignIn(ada);
    await workbench.quickPick.waitForTitle('Get AKS credentials');
    await workbench.waitUntilIdle();
    await workbench.quickPick.choose(wish.cluster);
    await answerCredentialPickers(workbench, wish);
    await undo();
  });

  it('a challenge of one tenant that the person does not answer: the sign-in counts for the others', async () => {
    // Only who lists one by one meets the challenge of one.
    started.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
    started.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, path: fabrikamPlatform.subscriptionId });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.item('Fabrikam Platform').filter({ hasText: 'could not be listed' }).waitFor();
    await workbench.runCommand('AKS Entra: Sign In to Azure');
    await chooseAccount(ada);
    // Of the challenge.
    await workbench
      .modal()
      .filter({ hasText: /wants to sign in|open the external website/ })
      .waitFor();
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    await workbench.tree.item(wish.cluster).waitFor();
    assert.deepEqual(await workbench.notifications.texts(), []);
    started.simulator.faults.clear();
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree
      .row(/could not be listed/)
      .first()
      .waitFor({ state: 'detached' });
    await workbench.waitUntilIdle();
  });

  it('an interactive claims challenge: the tree asks for a sign-in, and the sign-in heals it', async () => {
    started.simulator.faults.set({ kind: 'claimsChallenge', interactive: true });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await needsSignIn();
    await workbench.tree.row('Sign In to Azure').click();
    // The session is good; it is the challenge that asks for more.
    await chooseAccount(ada);
    await workbench.completeSignIn(ada);
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
  });

  it('an interactive claims challenge: the command signs in again and goes on', async () => {
    // A session that has not answered it yet.
    await workbench.runCommand('AKS Entra: Sign In to Azure');
    await chooseAccount('Sign in to another account');
    await workbench.completeSignIn(ada);
    await workbench.tree.message().filter({ hasText: 'not shown' }).waitFor();
    started.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, path: 'listClusterUserCredential' });
    await getAksCredentials(workbench, wish);
    await workbench.completeSignIn(ada);
    await undo();
  });

  it('a tenant that asks for token protection: the sign-in there says what it needs', async () => {
    started.simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId, aadsts: 530084 });
    await workbench.runCommand('AKS Entra: Refresh Clusters');
    await workbench.tree.row(/^Tenant Fabrikam, needs sign-in/).waitFor();
    await workbench.tree.row(/^Subscription Fabrikam Platform, as of \d+:\d\d.* · Fabrikam · 2 clusters/).waitFor();
    await workbench.tree.row(/^Cluster store, as of \d+:\d\d/).waitFor();
    await workbench.tree.row('Retry').waitFor();
    await workbench.tree.inlineAction('Fabrikam', 'Sign In to This Tenant');
    await workbench.completeSignIn(ada);
    const notification = await workbench.notifications.waitFor(/^Could not sign in\. /);
    await workbench.screenshot('fault-token-protection');
    assert.match(await notification.text(), /asks for token protection, .* \(AADSTS530084\)$/);
  });

  it('a declined prompt in the middle of the command writes nothing and is no error', async () => {
    started.simulator.faults.set({ kind: 'revokedSession' });
    await pickAksCluster(workbench, wish);
    await workbench.modal().filter({ hasText: 'sign in' }).waitFor();
    await workbench.clickInModal('Cancel');
    await workbench.waitUntilIdle();
    assert.deepEqual(await workbench.notifications.texts(), []);
    assert.equal(kubeconfig.text(), untouched);
  });

  function briefTokens(): void {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 200 });
  }

  /** The tree's end state, above the rows of before; background work never prompts. */
  async function needsSignIn(): Promise<void> {
    await workbench.tree.row('Sign In to Azure').waitFor();
    await workbench.tree
      .message()
      .filter({ hasText: /[Ss]ign/ })
      .waitFor();
    await workbench.waitUntilIdle();
    const [failure = '', ...rows] = await workbench.tree.labels();
    assert.match(failure, /^Not refreshed\. .*[Ss]ign/);
    assert.deepEqual(rows.slice(0, 3), ['Sign In to Azure', 'Try Again', 'Show Log']);
    const old = rows.slice(3).filter((row) => /^(Subscription|Cluster) /.test(row));
    assert.ok(old.length > 0);
    assert.deepEqual(
      old.filter((row) => !/ as of \d+:\d\d/.test(row)),
      [],
    );
    assert.equal(await workbench.modal().count(), 0);
  }

  /** Where VS Code knows an account that is signed in, it asks which one to use. */
  async function chooseAccount(row: string): Promise<void> {
    await workbench.modal().filter({ hasText: 'wants to sign in' }).waitFor();
    await workbench.clickInModal('Allow');
    await workbench.quickPick.waitForTitle("The extension 'AKS Entra' wants to access a Microsoft account");
    await workbench.quickPick.choose(row);
  }

  async function undo(): Promise<void> {
    await (await workbench.notifications.waitFor(/kubectl now uses/)).press('Undo');
    await workbench.notifications.waitFor(/is as it was before/);
    assert.equal(kubeconfig.text(), untouched);
  }
});
