import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import type { ClusterAccess } from '../../src/core/credentialPlugin/trustedCluster.ts';
import { createCertificateAuthority } from '../simulator/certificates.ts';
import { aksServerAppId } from '../simulator/entra/wellKnownApps.ts';
import { ada, contoso, fabrikam } from '../simulator/scenarios/people.ts';
import { TrustedClusterFile } from '../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import { chooseSetting } from '../vscode/chooseSetting.ts';
import { uiSuite } from './uiSuite.ts';

uiSuite('the status bar', { limitSeconds: 180 }, (vscode) => {
  const { started, workbench, kubeconfig } = vscode;
  let settings: string;

  before(() => {
    settings = readFileSync(started.vscode.settingsFile, 'utf8');
  });

  // What stays hidden would be hidden from the next suites.
  after(() => {
    writeFileSync(started.vscode.settingsFile, settings);
  });

  it('says "signed out", and a click signs in', async () => {
    const item = workbench.statusBarItem('tokenExpiry');
    await item.filter({ hasText: 'AKS: signed out' }).waitFor();
    assert.equal(
      await workbench.statusBarLabel('tokenExpiry'),
      'AKS: signed out. Sign in. kubectl has no current context.',
    );
    const list = new TrustedClusterFile(path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra'));
    await list.add([contoso, fabrikam].map(({ tenantId }) => ({ ...accessIn(tenantId), key })));
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS: payments-prod, signed out\. Sign in$/);
    await item.filter({ hasText: 'AKS: payments-prod (signed out)' }).waitFor();
    await workbench.screenshot('status-bar-signed-out');
    kubeconfig.write(kubeconfigOf(''));
    await item.filter({ hasText: 'AKS: signed out' }).waitFor();
    await item.click();
    await workbench.completeSignIn('ada@contoso.com');
    await says(/^AKS: no current context\. kubectl has no current context\.$/);
    await item.filter({ hasText: 'AKS: no current context' }).waitFor();
    await workbench.screenshot('status-bar-no-context');
  });

  it('offers no new token where kubectl has no current context, which it could not reach', async () => {
    await offersNoToken();
  });

  it('follows the current context of the kubeconfig on disk, to its cluster and its tenant', async () => {
    started.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 615 });
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS token for payments-prod: 10m left$/);
    await workbench.statusBarItem('tokenExpiry').filter({ hasText: 'AKS: payments-prod 10m' }).waitFor();
    assert.deepEqual(await tooltip(), {
      Context: 'payments-prod',
      'Sign-in': 'kubectl gets its token from VS Code.',
      Account: 'ada@contoso.com',
      Tenant: contoso.tenantId,
      Audience: aksServerAppId,
    });
    await workbench.screenshot('status-bar');
  });

  it('takes a context that names another audience for none: a kubeconfig cannot ask for other tokens', async () => {
    kubeconfig.write(kubeconfigOf('elsewhere'));
    await says(/^AKS: elsewhere\. The command aks-entra manages the sign-in\.$/);
    assert.equal(started.simulator.record.filter(({ status }) => status >= 400).length, 0);
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS token for payments-prod: /);
  });

  it('tells no time where kubectl gets no token: without a key, and with one of no cluster that is set up', async () => {
    for (const [name, brief, label] of [
      [
        'keyless',
        'no key',
        /^AKS: keyless\. The context has no key, so kubectl gets no token from VS Code\. Write keys/,
      ],
      ['foreign', 'no token', /^AKS: foreign\. VS Code knows no cluster for the key of this context/],
    ] as const) {
      kubeconfig.write(kubeconfigOf(name));
      await says(label);
      const item = workbench.statusBarItem('tokenExpiry');
      await item.filter({ hasText: `AKS: ${name} (${brief})` }).waitFor();
      assert.match((await item.getAttribute('class')) ?? '', /warning-kind/);
      await workbench.screenshot(`status-bar-${name}`);
    }
    kubeconfig.write(kubeconfigOf('payments-prod'));
    await says(/^AKS token for payments-prod: /);
  });

  it('offers a new token, without a prompt, and says what it names', async () => {
    started.simulator.faults.clear();
    const callsBefore = tokenCalls(contoso.tenantId);
    await workbench.statusBarItem('tokenExpiry').click();
    await workbench.quickPick.waitForTitle('AKS context');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      [
        'Refresh token now',
        'Get AKS credentials',
        'Verify access',
        'Switch context',
        'Sign in with another account',
        'Show token claims',
        'Show log',
      ],
    );
    await workbench.quickPick.choose('Refresh token now');
    await says(/^AKS token for payments-prod: (1h \d\dm|59m) left$/);
    await workbench.notifications.waitFor(/^The new token for payments-prod was issued at .* and names \d groups?: /);
    assert.equal(await workbench.modal().count(), 0);
    assert.ok(tokenCalls(contoso.tenantId) > callsBefore);
  });

  it('has a table of the tokens that are held, and shows what one says without what could sign anybody in', async () => {
    const hover = await workbench.hoverText(workbench.statusBarItem('tokenExpiry'));
    assert.match(hover, /Token for\s+Account\s+Tenant\s+Time left/);
    assert.match(hover, /AKS clusters\s+ada@contoso\.com\s+\S.*\s+(1h \d\dm|59m)/);
    await workbench.screenshot('status-bar-tokens');
    await workbench.runCommand('AKS Entra: Show Token Claims');
    await workbench.quickPick.waitForTitle('Show Token Claims');
    await workbench.quickPick.choose('AKS clusters');
    await workbench.page.locator('.tab', { hasText: 'Claims of the token for AKS clusters' }).waitFor();
    const text = await workbench.editorText();
    assert.match(text, /# What the token for AKS clusters says/);
    assert.match(text, new RegExp(`For \\(\`aud\`\\): AKS clusters \\(${aksServerAppId}\\)`));
    assert.match(text, /Groups \(`groups`\): \d/);
    assert.doesNotMatch(text, /eyJ/);
    await workbench.screenshot('token-claims');
    await workbench.runCommand('View: Close All Editors');
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

  it('names kubelogin as the one that manages the token, or another command, and tells no time', async () => {
    // All other sign-ins, and each of kubelogin's modes: `tokenStatusTexts.test.ts`.
    for (const [name, brief, label] of [
      ['devicecode', 'kubelogin', /^AKS: devicecode\. kubelogin manages the token, in the mode devicecode\.$/],
      ['eks', 'aws', /^AKS: eks\. The command aws manages the sign-in\.$/],
    ] as const) {
      kubeconfig.write(kubeconfigOf(name));
      await says(label);
      await workbench
        .statusBarItem('tokenExpiry')
        .filter({ hasText: `AKS: ${name} (${brief})` })
        .waitFor();
      await workbench.screenshot(`status-bar-${name}`);
    }
  });

  it('says of a certificate until when it is valid', async () => {
    const authority = await createCertificateAuthority('static-lab');
    const { certPem } = await authority.issueClient({ commonName: 'ada', organizations: [] });
    kubeconfig.write(kubeconfigOf('static-lab', certPem));
    await says(/^AKS: static-lab\. A static certificate, valid until .*: 36\d days left\.$/);
    const item = workbench.statusBarItem('tokenExpiry');
    await item.filter({ hasText: /AKS: static-lab \(certificate, 36\d days\)/ }).waitFor();
    assert.match(await workbench.hoverText(item), /^Context: static-lab\nSign-in: A static certificate, valid until /);
    await workbench.screenshot('status-bar-certificate');
    await offersNoToken();
  });

  it('shows no name, or nothing, where the setting says so', async () => {
    const id = 'aksEntra.statusBar';
    const set = async (value: string): Promise<void> => {
      const setting = { id, heading: 'Status Bar', value, screenshot: `setting-${value}` };
      await chooseSetting(workbench, started.vscode.settingsFile, setting);
    };
    const item = workbench.statusBarItem('tokenExpiry');
    await set('time');
    await item.filter({ hasText: /AKS: certificate, 36\d days/ }).waitFor();
    await workbench.screenshot('status-bar-without-name');
    await set('hidden');
    await item.waitFor({ state: 'detached' });
  });

  /** The click offers what there is beside a new token. */
  async function offersNoToken(): Promise<void> {
    await workbench.statusBarItem('tokenExpiry').click();
    await workbench.quickPick.waitForTitle('AKS context');
    assert.deepEqual(
      (await workbench.quickPick.rows()).map((row) => row.split(',')[0]),
      [
        'Get AKS credentials',
        'Verify access',
        'Switch context',
        'Sign in with another account',
        'Show token claims',
        'Show log',
      ],
    );
    await workbench.quickPick.cancel();
  }

  async function says(label: RegExp): Promise<void> {
    await workbench.waitForStatusBarLabel('tokenExpiry', label);
  }

  /** The tooltip's lines, without the time. */
  async function tooltip(): Promise<Record<string, string>> {
    const text = await workbench.hoverText(workbench.statusBarItem('tokenExpiry'));
    // The table of tokens stands below.
    const lines = text
      .split('\n')
      .map((line) => line.split(': '))
      .filter(({ length }) => length > 1);
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

const key = '0123456789abcdef0123456789abcdef';
const server = 'https://one.example';
const environment = 'AzurePublicCloud';
const accountId = `${ada.objectId}.${contoso.tenantId}`;

/** What the list says of the contexts' cluster. */
function accessIn(tenantId: string): ClusterAccess {
  return { server, skipsTlsVerify: false, tenantId, environment, accountId };
}

/**
 * Contexts that sign in with VS Code in both tenants, one whose user asks for a token of another application, and others.
 */
function kubeconfigOf(currentContext: string, certPem = ''): string {
  const exec = (command: string, args: readonly string[], env = ''): string =>
    `{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ${command}, args: [${args.join(', ')}]${env}}}`;
  const plugin = (tenantId: string, serverId: string, ofKey?: string): string =>
    exec(
      '/opt/aks-entra/plugin/aks-entra',
      [
        ...['get-token', '--login', 'vscode', '--server-id', serverId, '--tenant-id', tenantId],
        ...['--environment', environment, '--account', accountId],
      ],
      `, provideClusterInfo: true${ofKey === undefined ? '' : `, env: [{name: AKS_ENTRA_CONTEXT, value: "${ofKey}"}]`}`,
    );
  const users: Readonly<Record<string, string>> = {
    'payments-prod': plugin(contoso.tenantId, aksServerAppId, key),
    store: plugin(fabrikam.tenantId, aksServerAppId, key),
    elsewhere: plugin(contoso.tenantId, '00000003-0000-0000-c000-000000000000', key),
    keyless: plugin(contoso.tenantId, aksServerAppId),
    foreign: plugin(contoso.tenantId, aksServerAppId, key.replaceAll('0', '9')),
    devicecode: exec('kubelogin', ['get-token', '--server-id', aksServerAppId, '-l', 'devicecode']),
    eks: exec('aws', ['eks', 'get-token']),
    'static-lab': `{client-certificate-data: ${Buffer.from(certPem).toString('base64')}}`,
  };
  const names = Object.keys(users);
  return `apiVersion: v1
kind: Config
current-context: ${currentContext}
clusters:
- {name: one, cluster: {server: "${server}"}}
contexts:
${names.map((name) => `- {name: ${name}, context: {cluster: one, user: ${name}}}\n`).join('')}users:
${names.map((name) => `- {name: ${name}, user: ${users[name] ?? ''}}\n`).join('')}`;
}
