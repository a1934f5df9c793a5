import assert from 'node:assert/strict';
import { it } from 'node:test';
import { aksServerAppId } from '../simulator/entra/wellKnownApps.ts';
import { contoso, fabrikam } from '../simulator/scenarios/people.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('the status bar', { limitSeconds: 120 }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  it('says "signed out", and a click signs in', async () => {
    const item = workbench.statusBarItem('tokenExpiry');
    await item.filter({ hasText: 'AKS: signed out' }).waitFor();
    assert.equal(await workbench.statusBarLabel('tokenExpiry'), 'AKS: signed out. Sign in');
    await item.click();
    await workbench.completeSignIn('ada@contoso.com');
    await says(/^AKS token for Azure: (1h \d\dm|59m) left$/);
    await item.filter({ hasText: /AKS: (1h \d\dm|59m)/ }).waitFor();
    assert.deepEqual(await tooltip(), {
      'Token for': 'Azure',
      Account: 'ada@contoso.com',
      Tenant: contoso.tenantId,
      Audience: 'https://management.core.windows.net/',
    });
  });

  it('follows the current context of the kubeconfig on disk, to its cluster and its tenant', async () => {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 615 });
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS token for payments-prod: 10m left$/);
    assert.deepEqual(await tooltip(), {
      'Token for': 'payments-prod',
      Account: 'ada@contoso.com',
      Tenant: contoso.tenantId,
      Audience: aksServerAppId,
    });
    await workbench.screenshot('status-bar');
  });

  it('takes a context that names another audience for none: a kubeconfig cannot ask for other tokens', async () => {
    kubeconfig.write(kubeconfigOf('elsewhere'));
    await says(/^AKS token for Azure: /);
    assert.equal(started.simulator.record.filter(({ status }) => status >= 400).length, 0);
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS token for payments-prod: /);
  });

  it('offers a new token, without a prompt, and says what it names', async () => {
    started.simulator.faults.clear();
    const callsBefore = tokenCalls(contoso.tenantId);
    await workbench.statusBarItem('tokenExpiry').click();
    await workbench.quickPick.waitForTitle('AKS token');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      ['Refresh token now', 'Get AKS credentials', 'Switch context', 'Sign in with another account', 'Show log'],
    );
    await workbench.quickPick.choose('Refresh token now');
    await says(/^AKS token for payments-prod: (1h \d\dm|59m) left$/);
    await workbench.notifications.waitFor(/^The new token for payments-prod was issued at .* and names \d groups?: /);
    assert.equal(await workbench.modal().count(), 0);
    assert.ok(tokenCalls(contoso.tenantId) > callsBefore);
  });

  it('says that a sign-in is needed once the token has run out and the session was revoked, without asking', async () => {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 12 });
    kubeconfig.write(kubeconfigOf('store'));
    await says(/^AKS token for store: <1m left$/);
    assert.equal((await tooltip())['Tenant'], fabrikam.tenantId);
    started.simulator.faults.set({ kind: 'revokedSession' });
    await says(/^AKS: a sign-in is needed for store$/);
    const item = workbench.statusBarItem('tokenExpiry');
    assert.match((await item.getAttribute('class')) ?? '', /warning-kind/);
    assert.match(await workbench.hoverText(item), /Problem: .*Sign in/);
    assert.equal(await workbench.modal().count(), 0);
    await workbench.screenshot('status-bar-needs-sign-in');
  });

  it('signs in again on renewal where silence is not enough', async () => {
    started.simulator.faults.clear();
    started.simulator.faults.set({ kind: 'revokedSession' });
    await workbench.statusBarItem('tokenExpiry').click();
    await workbench.quickPick.choose('Sign in to store');
    await workbench.completeSignIn('ada@contoso.com');
    await says(/^AKS token for store: (1h \d\dm|59m) left$/);
  });

  async function says(label: RegExp): Promise<void> {
    await workbench.waitForStatusBarLabel('tokenExpiry', label);
  }

  /** The tooltip's lines, without the time. */
  async function tooltip(): Promise<Record<string, string>> {
    const text = await workbench.hoverText(workbench.statusBarItem('tokenExpiry'));
    const lines = text.split('\n').map((line) => line.split(': '));
    const { Expires: expires, ...others } = Object.fromEntries(lines) as Record<string, string>;
    assert.ok(expires, `an expiry in "${text}"`);
    return others;
  }

  function tokenCalls(tenantId: string): number {
    return started.simulator.record.filter(
      ({ method, path }) => method === 'POST' && path.startsWith(`/${tenantId}/oauth2/v2.0/token`),
    ).length;
  }
});

/** Contexts in both tenants, and one whose user asks for a token of another application. */
function kubeconfigOf(currentContext: string): string {
  const user = (name: string, tenantId: string, serverId: string): string => `- name: ${name}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --environment, AzurePublicCloud, --server-id, ${serverId}, --client-id, 80faf920-1908-4b52-b5ef-a8e7bedfc67a, --tenant-id, ${tenantId}, --login, devicecode]
`;
  const context = (name: string): string => `- {name: ${name}, context: {cluster: one, user: ${name}}}\n`;
  return `apiVersion: v1
kind: Config
current-context: ${currentContext}
clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
${['payments-prod', 'store', 'elsewhere'].map(context).join('')}users:
${user('payments-prod', contoso.tenantId, aksServerAppId)}${user('store', fabrikam.tenantId, aksServerAppId)}${user('elsewhere', contoso.tenantId, '00000003-0000-0000-c000-000000000000')}`;
}
