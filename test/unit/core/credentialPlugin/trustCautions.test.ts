import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trustCautions } from '../../../../src/core/credentialPlugin/trustCautions.ts';
import type { PluginContext } from '../../../../src/core/credentialPlugin/trustedContexts.ts';

function cautions(cluster: Partial<PluginContext['cluster']>, contextName = 'shop'): string[] {
  return trustCautions([
    {
      contextName,
      userName: 'shop',
      key: undefined,
      givenKey: undefined,
      namesCluster: true,
      isAsWritten: false,
      cluster: {
        server: 'https://shop-1a2b.hcp.westeurope.azmk8s.io:443',
        certificateAuthorityData: 'Q0E=',
        skipsTlsVerify: false,
        tenantId: '11111111-2222-3333-4444-555555555555',
        environment: 'AzurePublicCloud',
        accountId: 'ada.home',
        ...cluster,
      },
      certificateAuthorityFile: undefined,
      fileIndex: 0,
    },
  ]);
}

describe('what to know before a cluster may get tokens', () => {
  it('is nothing where Azure answers and kubectl asks it directly', () => {
    assert.deepEqual(cautions({}), []);
    assert.deepEqual(cautions({ server: 'https://shop.privatelink.westeurope.azmk8s.io:443' }), []);
    assert.deepEqual(cautions({ server: 'https://shop.hcp.chinaeast2.cx.prod.service.azk8s.cn' }), []);
  });

  for (const server of [
    'https://evil.example',
    'https://shop.hcp.westeurope.azmk8s.io.evil.example',
    'https://shop.hcp.westeurope.azmk8s.io@evil.example',
    'https://evil.example/shop.hcp.westeurope.azmk8s.io',
    'https://evil.example#.azmk8s.io',
    'https://evil.example\\.azmk8s.io',
    'https://evil-azmk8s.io',
    'https://shop.hcp.westeurope.аzmk8s.io',
    'http://shop.hcp.westeurope.azmk8s.io',
    'https://10.0.0.4:443',
  ]) {
    it(`is a server that is none of Azure’s: ${server}`, () => {
      assert.match(
        cautions({ server }).join(),
        /^“shop”: its server .* is not an address of Azure Kubernetes Service\.$/,
      );
    });
  }

  it('is a proxy, since who wrote the certificate authority may be who runs it', () => {
    const proxyUrl = 'http://ada:secret@proxy.example:3128/?x';
    const [caution = ''] = cautions({ proxyUrl });
    assert.match(
      caution,
      /^“shop”: all traffic, with the token, goes through the proxy http:\/\/proxy\.example:3128\//,
    );
    assert.ok(!caution.includes('secret'));
    for (const odd of ['evil', 'http://a@b@evil', 'socks5://evil:1', 'http://evil/@good', 'http://evil?@good']) {
      assert.match(cautions({ proxyUrl: odd }).join(), /through the proxy \S*evil/, odd);
    }
  });

  it('is a TLS name that is not the server’s own host', () => {
    const host = 'shop-1a2b.hcp.westeurope.azmk8s.io';
    assert.deepEqual(cautions({ tlsServerName: host.toUpperCase() }), []);
    for (const tlsServerName of ['aks-nodepool1-vmss000000', 'localhost', '10.0.0.4', `other.${host}`]) {
      assert.equal(
        cautions({ tlsServerName }).join(),
        `“shop”: kubectl takes any server that answers with a certificate for ${tlsServerName}, which is not its server.`,
      );
    }
  });

  it('is a tunnel, and the server at its far end where that is none of Azure’s', () => {
    const server = 'https://localhost:50123';
    assert.match(
      cautions({ server, tlsServerName: 'shop-1a2b.hcp.westeurope.azmk8s.io' }).join(),
      /^“shop”: it is reached through a port of this machine, https:\/\/localhost:50123: trust .* logged in here\.$/,
    );
    const foreign = cautions({ server, tlsServerName: 'evil.example' }).join();
    assert.match(
      foreign,
      /a port of this machine.*, and its server https:\/\/evil\.example:443 is not an address of Azure/,
    );
  });

  it('is a server that is not verified', () => {
    assert.match(cautions({ skipsTlsVerify: true }).join(), /does not verify who answers/);
  });

  it('lets no name and no address write lines of its own', () => {
    const [caution = ''] = cautions(
      { server: 'https://evil.example\n\nVerified by Microsoft', tlsServerName: 'x' },
      'shop\n“prod”: fine.\u202e',
    );
    assert.doesNotMatch(caution, /[\n\u202e]/);
  });
});
