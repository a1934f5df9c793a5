import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { type KubeconfigCredential, parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { type MergePlan, type MergeRequest, planMerge } from '../../../../src/core/merge/planMerge.ts';
import { clusterIdOf, execCredential } from '../kubeconfig/armCredentials.ts';

const host = 'aks1-1a2b.hcp.westeurope.azmk8s.io';
const authority = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=';
const otherHost = 'aks1-9f8e.hcp.westeurope.azmk8s.io';

function fetched(of: { host?: string; certificateAuthority?: string } = {}): KubeconfigCredential {
  const { host: name = host, ...rest } = of;
  return parseCredential(execCredential({ name: 'aks1', server: `https://${name}:443`, ...rest }));
}

function merge(text: string | undefined, overrides: Partial<MergeRequest> = {}): MergePlan {
  return planMerge({
    text,
    credential: fetched(),
    metadata: { clusterId: clusterIdOf({ name: 'aks1' }) },
    onConflict: 'ask',
    setCurrentContext: true,
    ...overrides,
  });
}

function changed(plan: MergePlan): string {
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

/** What stands in the cluster's entry after the merge. */
function clusterIn(text: string): string[] {
  return text.split('\n').filter((line) => /^ {4}(?:server|tls-server-name|proxy-url|insecure|certificate)/.test(line));
}

const direct = changed(merge(undefined));

/** As `az aks bastion` leaves the entry. */
function through(server: string, tlsName: string, more = ''): string {
  const lines = `    server: ${server}\n    tls-server-name: ${tlsName}\n${more}`;
  const text = direct.replace(/ {4}server:.*\n/, lines);
  assert.notEqual(text, direct);
  return text;
}

describe('fetching the credential of a cluster again that is reached through a tunnel', () => {
  for (const server of ['https://localhost:50123/', 'https://127.0.0.1:50123', 'https://[::1]:50123']) {
    it(`keeps the tunnel, without a question: ${server}`, () => {
      const text = through(server.startsWith('https://[') ? `"${server}"` : server, host.toUpperCase());
      assert.equal(merge(text).kind, 'unchanged');
      assert.equal(merge(text, { onConflict: 'overwrite' }).kind, 'unchanged');
    });
  }

  it('keeps a tunnel that has the other name of the API server, where Azure named two', () => {
    const text = through('https://localhost:50123/', otherHost);
    assert.equal(merge(text, { credential: { ...fetched(), otherHost } }).kind, 'unchanged');
    assert.equal(merge(text).kind, 'conflict');
    const third = through('https://localhost:50123/', 'aks1-0000.hcp.westeurope.azmk8s.io');
    assert.equal(merge(third, { credential: { ...fetched(), otherHost } }).kind, 'conflict');
  });

  it('keeps the tunnel and takes the new authority, as it would without a tunnel', () => {
    const credential = fetched({ certificateAuthority: authority });
    const text = through('https://localhost:50123/', host);
    assert.equal(merge(text, { credential }).kind, merge(direct, { credential }).kind);
    assert.deepEqual(clusterIn(changed(merge(text, { credential, onConflict: 'overwrite' }))), [
      `    certificate-authority-data: ${authority}`,
      '    server: https://localhost:50123/',
      `    tls-server-name: ${host}`,
    ]);
  });

  it('keeps the tunnel where another sign-in is written, and its key', () => {
    const credential = applyLoginMode(fetched(), {
      mode: 'vscode',
      plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
      accountId: 'ada.home',
      environment: 'AzurePublicCloud',
      key: '0123456789abcdef0123456789abcdef',
    });
    const ours = changed(merge(undefined, { credential }));
    const text = ours.replace(
      / {4}server:.*\n/,
      `    server: https://localhost:50123/\n    tls-server-name: ${host}\n`,
    );
    assert.equal(merge(text, { credential }).kind, 'unchanged');
    const keyless = applyLoginMode(fetched(), {
      mode: 'vscode',
      plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
      accountId: 'ada.home',
      environment: 'AzurePublicCloud',
    });
    assert.equal(merge(text, { credential: keyless }).kind, 'unchanged');
  });

  for (const [what, text, fetchedHost] of [
    ['another host is handed out now', through('https://localhost:50123', host), otherHost],
    ['az ran twice', through('https://localhost:50123/', 'localhost'), host],
    ['its TLS name is a node’s', through('https://127.0.0.1:50123', 'aks-nodepool1-vmss000000'), host],
  ] as const) {
    it(`does not keep the tunnel, nor its TLS name, where ${what}`, () => {
      const credential = fetched({ host: fetchedHost });
      assert.equal(merge(text, { credential }).kind, 'conflict');
      const after = clusterIn(changed(merge(text, { credential, onConflict: 'overwrite' })));
      assert.deepEqual(after.slice(1), [`    server: https://${fetchedHost}:443`]);
    });
  }

  it('does not keep a port of another machine: that of a proxy', () => {
    const text = through('https://localhost:50123', host, '    proxy-url: http://p:1\n');
    const after = clusterIn(changed(merge(text, { onConflict: 'overwrite' })));
    assert.deepEqual(after.slice(1), [`    server: https://${host}:443`, '    proxy-url: http://p:1']);
  });

  it('does not keep a tunnel that nobody verifies', () => {
    const text = through('https://localhost:50123', host, '    insecure-skip-tls-verify: true\n');
    const after = clusterIn(changed(merge(text, { onConflict: 'overwrite' })));
    assert.deepEqual(after.slice(1), [`    server: https://${host}:443`]);
  });

  it('leaves the TLS name of a server alone that is no port of this machine', () => {
    const text = through(`https://${host}:443`, 'other.example');
    assert.equal(merge(text).kind, 'unchanged');
  });
});
