import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { ExecCluster } from '../../../../src/core/credentialPlugin/execInfo.ts';
import {
  type ClusterAccess,
  entriesOfKey,
  findTrustedCluster,
  isSameAccess,
  isSameEntry,
  type TrustedCluster,
} from '../../../../src/core/credentialPlugin/trustedCluster.ts';

const trusted: TrustedCluster = {
  server: 'https://shop.hcp.westeurope.azmk8s.io:443',
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
  key: '0123456789abcdef0123456789abcdef',
};
const cluster: ExecCluster = {
  server: trusted.server,
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
};
const find = (changed: Partial<ExecCluster>, request: Partial<ClusterAccess> = {}): TrustedCluster =>
  findTrustedCluster(
    [{ ...trusted, proxyUrl: 'http://corp:3128' }, trusted],
    { ...cluster, ...changed },
    { ...trusted, ...request },
  );

describe('a token is bound to the clusters that were set up', () => {
  it('finds the cluster, however its address and its certificate are spelled', () => {
    for (const server of ['https://shop.hcp.westeurope.azmk8s.io:443', 'https://SHOP.hcp.westeurope.azmk8s.io/']) {
      assert.equal(find({ server }), trusted);
    }
    assert.equal(find({ certificateAuthorityData: 'Q0\nE=' }), trusted);
  });

  for (const [name, server] of [
    ['server', 'https://evil.example'],
    ['port', 'https://shop.hcp.westeurope.azmk8s.io:8443'],
    ['scheme', 'http://shop.hcp.westeurope.azmk8s.io:443'],
    ['path', 'https://shop.hcp.westeurope.azmk8s.io/evil'],
    ['user before the host', 'https://shop.hcp.westeurope.azmk8s.io:443@evil.example'],
  ] as const) {
    it(`takes the key for that of another cluster where it is asked for another ${name}`, () => {
      assert.throws(() => find({ server }), { code: 'contextKeyWrong' });
    });
  }

  for (const [name, changed, reason] of [
    ['certificate authority', { certificateAuthorityData: 'RVZJTA==' }, /certificate authority/],
    ['missing certificate authority', { certificateAuthorityData: undefined }, /certificate authority/],
    ['TLS server name', { tlsServerName: 'evil.example' }, /TLS server name/],
    ['skip-verify', { skipsTlsVerify: true }, /TLS verification/],
    ['proxy', { proxyUrl: 'http://evil.example:3128' }, /proxy/],
  ] as const) {
    it(`refuses another ${name}`, () => {
      assert.throws(() => find(changed as Partial<ExecCluster>), { code: 'clusterNotTrusted', message: reason });
    });
  }

  // A URL parser that is kinder than kubectl's would take these for the server; kubectl may look for another host.
  for (const server of [
    'https:shop.hcp.westeurope.azmk8s.io',
    'https:/shop.hcp.westeurope.azmk8s.io',
    'https:///shop.hcp.westeurope.azmk8s.io:443',
    'https:\\\\shop.hcp.westeurope.azmk8s.io',
    'https://shop.hcp.westeurope.azmk8s.io\\',
    'https://%73hop.hcp.westeurope.azmk8s.io',
    'https://ⓢhop.hcp.westeurope.azmk8s.io',
    'https://sh\u00adop.hcp.westeurope.azmk8s.io',
    'https://shop。hcp.westeurope.azmk8s.io',
    'https://shop.hcp.westeurope.azmk8s.io\t',
    ' https://shop.hcp.westeurope.azmk8s.io',
    'https://@shop.hcp.westeurope.azmk8s.io',
    'https://shop.hcp.westeurope.azmk8s.io.',
    'https://shop.hcp.westeurope.azmk8s.io:0443',
    'https://shop.hcp.westeurope.azmk8s.io:',
    'https://shop.hcp.westeurope.azmk8s.io:443?',
    'https://shop.hcp.westeurope.azmk8s.io/x/..',
    'shop.hcp.westeurope.azmk8s.io:443',
    '',
  ]) {
    it(`refuses the server under the odd spelling ${JSON.stringify(server)}`, () => {
      assert.throws(() => find({ server }), { code: 'contextKeyWrong' });
    });
  }

  it('takes no number for another way to write an address', () => {
    const local = { ...trusted, server: 'https://127.0.0.1:6443' };
    for (const server of ['https://0x7f.0.0.1:6443', 'https://2130706433:6443', 'https://127.1:6443']) {
      assert.throws(() => findTrustedCluster([local], { ...cluster, server }, trusted), { code: 'contextKeyWrong' });
    }
  });

  it('takes a server that is written in an unusual way only as it was set up', () => {
    const behindPath = { ...trusted, server: 'https://user@Rancher.example/k8s/clusters/C-1' };
    const reach = (server: string): TrustedCluster => findTrustedCluster([behindPath], { ...cluster, server }, trusted);
    assert.equal(reach(behindPath.server), behindPath);
    for (const server of [
      'https://user@rancher.example/k8s/clusters/C-1',
      'https://Rancher.example/k8s/clusters/C-1',
    ]) {
      assert.throws(() => reach(server), { code: 'contextKeyWrong' });
    }
  });

  it('keeps to the proxy that was set up', () => {
    const proxied = { ...trusted, proxyUrl: 'http://proxy:3128' };
    const through = (proxyUrl?: string): TrustedCluster =>
      findTrustedCluster([proxied], { ...cluster, ...(proxyUrl === undefined ? {} : { proxyUrl }) }, trusted);
    assert.equal(through('http://proxy:3128/'), proxied);
    for (const other of [
      undefined,
      'http://proxy:3129',
      'https://proxy:3128',
      'socks5://proxy:3128',
      'http://evil@proxy:3128',
      'http://proxy:3128@evil.example',
      'http:/proxy:3128',
      'http://proxy:3128/evil',
    ]) {
      assert.throws(() => through(other), { code: 'clusterNotTrusted', message: /its proxy/ });
    }
  });

  for (const [name, request] of [
    ['tenant', { tenantId: '99999999-2222-3333-4444-555555555555' }],
    ['account', { accountId: 'ben.home' }],
    ['cloud', { environment: 'AzureChinaCloud' }],
  ] as const) {
    it(`takes the key for a foreign one where it is asked for another ${name} than the cluster was set up with`, () => {
      assert.throws(() => find({}, request), { code: 'contextKeyWrong' });
    });
  }

  it('takes no key that is missing, unknown, longer or shorter, and says the same of each as of a foreign one', () => {
    const other: TrustedCluster = { ...trusted, server: 'https://other.hcp.westeurope.azmk8s.io', key: 'f'.repeat(32) };
    const list = [trusted, other];
    const foreign = messageOfError(() => findTrustedCluster(entriesOfKey(list, other.key), cluster, trusted));
    assert.match(foreign, /the key in this context's kubeconfig user is missing or wrong/);
    const { key } = trusted;
    for (const wrong of ['', 'e'.repeat(32), key.slice(1), `${key}0`, key.toUpperCase(), ` ${key}`, `${key}\n`]) {
      assert.equal(
        messageOfError(() => entriesOfKey(list, wrong)),
        foreign,
      );
    }
    assert.ok(!foreign.includes(key) && !foreign.includes(other.key));
    assert.equal(findTrustedCluster(entriesOfKey(list, key), cluster, trusted), trusted);
  });

  it('finds all ways to one cluster by its key', () => {
    const proxied = { ...trusted, proxyUrl: 'http://proxy:3128' };
    assert.deepEqual(entriesOfKey([trusted, { ...trusted, key: 'f'.repeat(32) }, proxied], trusted.key), [
      trusted,
      proxied,
    ]);
    assert.ok(isSameEntry(trusted, proxied));
    for (const changed of [
      { server: 'https://other' },
      { certificateAuthorityData: 'QQ==' },
      { accountId: 'ben.home' },
      { tenantId: '99999999-2222-3333-4444-555555555555' },
      { environment: 'AzureChinaCloud' },
    ]) {
      assert.ok(!isSameEntry(trusted, { ...trusted, ...changed }));
    }
  });

  it('knows the same access again', () => {
    assert.ok(isSameAccess(trusted, { ...trusted, server: 'https://shop.hcp.westeurope.azmk8s.io' }));
    assert.ok(!isSameAccess(trusted, { ...trusted, accountId: 'ben.home' }));
    assert.ok(!isSameAccess(trusted, { ...trusted, proxyUrl: 'http://proxy:3128' }));
  });
});

function messageOfError(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AksEntraError);
    assert.equal(error.code, 'contextKeyWrong');
    return error.message;
  }
  return assert.fail('Nothing was refused.');
}
