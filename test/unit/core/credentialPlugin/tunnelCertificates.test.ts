import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { KubeConfig, VersionApi } from '@kubernetes/client-node';
import { oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type IssuedCertificate,
} from '../../../simulator/certificates.ts';

/*
 * Who can answer behind a port of this machine, where our rule for tunnels takes it for a cluster. What is measured here is
 * what the README says of it. A throw-away authority stands for the cluster's, which in AKS signs the kubelets' certificates
 * too (https://learn.microsoft.com/azure/aks/certificate-rotation).
 */
const host = 'shop-1a2b.hcp.westeurope.azmk8s.io';
const node = 'aks-nodepool1-12345678-vmss000000';
const token = 'not-a-token';
const version = { major: '1', minor: '33', gitVersion: 'v1.33.5' };

const folder = mkdtempSync(join(tmpdir(), 'aks-entra-tunnel-'));
let authority: CertificateAuthority;
const servers: Server[] = [];

before(async () => {
  authority = await createCertificateAuthority('ca');
});
after(() => {
  servers.forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
  rmSync(folder, { recursive: true });
});

/** Somebody behind a port of this machine, and the tokens that he was sent. */
async function listen({ certPem, keyPem }: IssuedCertificate) {
  const heard: (string | undefined)[] = [];
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    heard.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(version));
  });
  servers.push(server);
  // A client that refuses the certificate ends the connection.
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `https://localhost:${String((server.address() as AddressInfo).port)}`, heard };
}

function clusterAt(server: string) {
  return {
    server,
    'certificate-authority-data': Buffer.from(authority.certPem).toString('base64'),
    'tls-server-name': host,
  };
}

/** Each asks for the version with the token, in the way that our rule demands. */
const clients: Readonly<Record<string, (server: string) => Promise<boolean>>> = {
  ...Object.fromEntries(
    oldestAndNewestKubectl().map((kubectl) => [
      `kubectl 1.${String(kubectl.minor)}`,
      async (server: string) => {
        const kubeconfig = join(folder, 'kubeconfig');
        const named = { name: 'shop' };
        const config = {
          kind: 'Config',
          apiVersion: 'v1',
          'current-context': 'shop',
          clusters: [{ ...named, cluster: clusterAt(server) }],
          contexts: [{ ...named, context: { cluster: 'shop', user: 'shop' } }],
          users: [{ ...named, user: { token } }],
        };
        writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
        const args = ['get', '--raw', '/version', '--kubeconfig', kubeconfig];
        const { exitCode, stderr } = await runKubectl(kubectl, args, { HOME: folder });
        assert.ok(exitCode === 0 || stderr.includes('x509'), stderr);
        return exitCode === 0;
      },
    ]),
  ),
  '@kubernetes/client-node': async (server) => {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [
        {
          name: 'shop',
          server,
          caData: clusterAt(server)['certificate-authority-data'],
          tlsServerName: host,
          skipTLSVerify: false,
        },
      ],
      users: [{ name: 'shop', token }],
      contexts: [{ name: 'shop', cluster: 'shop', user: 'shop' }],
      currentContext: 'shop',
    });
    return config
      .makeApiClient(VersionApi)
      .getCode()
      .then(
        ({ gitVersion }) => gitVersion === version.gitVersion,
        (error: unknown) => {
          const cause = error instanceof Error ? String(error.cause) : '';
          assert.match(cause, /certificate/);
          return false;
        },
      );
  },
};

const nodeIdentity = { commonName: `system:node:${node}`, organizations: ['system:nodes'] };

describe('behind a port of this machine that counts as a cluster', () => {
  for (const [client, ask] of Object.entries(clients)) {
    for (const [who, issue, isTaken] of [
      ['the API server', () => authority.issueServer([host, '10.0.0.1']), true],
      ['a node with its ordinary certificate', () => authority.issueServer([node, '10.224.0.4']), false],
      [
        'whoever got the cluster’s authority to sign a server’s certificate for the API server’s host',
        () => authority.issueServer([node, host]),
        true,
      ],
      [
        'who has a client’s certificate of the cluster, even one for that host',
        () => authority.issueClient({ ...nodeIdentity, hosts: [host] }),
        false,
      ],
      [
        'who has a certificate for that host from another authority',
        async () => (await createCertificateAuthority('ca')).issueServer([host]),
        false,
      ],
    ] as const) {
      it(`${client} ${isTaken ? 'talks to' : 'tells no token to'} ${who}`, async () => {
        const { address, heard } = await listen(await issue());
        assert.equal(await ask(address), isTaken);
        assert.deepEqual(heard, isTaken ? [`Bearer ${token}`] : []);
      });
    }
  }
});
