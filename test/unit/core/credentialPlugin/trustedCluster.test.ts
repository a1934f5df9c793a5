import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExecCluster } from '../../../../src/core/credentialPlugin/execInfo.ts';
import {
  findTrustedCluster,
  isSameTrustedCluster,
  type TrustedCluster,
} from '../../../../src/core/credentialPlugin/trustedCluster.ts';

const trusted: TrustedCluster = {
  server: 'https://shop.hcp.westeurope.azmk8s.io:443',
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
};
const cluster: ExecCluster = {
  server: trusted.server,
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
};
const find = (changed: Partial<ExecCluster>, request: Partial<TrustedCluster> = {}): TrustedCluster =>
  findTrustedCluster(
    [{ ...trusted, server: 'https://other' }, trusted],
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

  for (const [name, changed, reason] of [
    ['server', { server: 'https://evil.example' }, /server/],
    ['port', { server: 'https://shop.hcp.westeurope.azmk8s.io:8443' }, /server/],
    ['scheme', { server: 'http://shop.hcp.westeurope.azmk8s.io:443' }, /server/],
    ['path', { server: 'https://shop.hcp.westeurope.azmk8s.io/evil' }, /server/],
    ['user before the host', { server: 'https://shop.hcp.westeurope.azmk8s.io:443@evil.example' }, /server/],
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
      assert.throws(() => find({ server }), { code: 'clusterNotTrusted', message: /server/ });
    });
  }

  it('takes no number for another way to write an address', () => {
    const local = { ...trusted, server: 'https://127.0.0.1:6443' };
    for (const server of ['https://0x7f.0.0.1:6443', 'https://2130706433:6443', 'https://127.1:6443']) {
      assert.throws(() => findTrustedCluster([local], { ...cluster, server }, trusted), { code: 'clusterNotTrusted' });
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
      assert.throws(() => reach(server), { code: 'clusterNotTrusted' });
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
    it(`refuses another ${name} than the cluster was set up with`, () => {
      assert.throws(() => find({}, request), { code: 'clusterNotTrusted', message: /account, tenant or cloud/ });
    });
  }

  it('refuses a request without cluster information', () => {
    assert.throws(() => findTrustedCluster([trusted], undefined, trusted), {
      code: 'clusterNotTrusted',
      message: /provideClusterInfo/,
    });
  });

  it('knows the same access again', () => {
    assert.ok(isSameTrustedCluster(trusted, { ...trusted, server: 'https://shop.hcp.westeurope.azmk8s.io' }));
    assert.ok(!isSameTrustedCluster(trusted, { ...trusted, accountId: 'ben.home' }));
    assert.ok(!isSameTrustedCluster(trusted, { ...trusted, proxyUrl: 'http://proxy:3128' }));
  });
});
