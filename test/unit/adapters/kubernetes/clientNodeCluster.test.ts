import assert from 'node:assert/strict';
import { once } from 'node:events';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { it } from 'node:test';
import { ClientNodeCluster } from '../../../../src/adapters/kubernetes/clientNodeCluster.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';

it('an API server that never answers ends each question in time', { timeout: 20_000 }, async () => {
  const authority = await createCertificateAuthority('ca');
  const { certPem, keyPem } = await authority.issueServer(['127.0.0.1']);
  const silent = https.createServer({ cert: certPem, key: keyPem }, () => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  try {
    const url = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const cluster = new ClientNodeCluster(
      { url, ca: authority.certPem },
      { kind: 'token', token: 'none' },
      { env: {}, answerWithinMs: 300 },
    );
    const { signal } = new AbortController();
    const refused = {
      kind: 'refused',
      status: 0,
      text: 'Unable to connect to the server: context deadline exceeded',
    };
    assert.deepEqual(await cluster.nodes(signal), refused);
    assert.deepEqual(await cluster.namespaces(signal), refused);
    assert.deepEqual(await cluster.whoAmI(signal), refused);
    assert.deepEqual(await cluster.may({ verb: 'get', resource: 'pods' }, signal), refused);
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});

it('an API server is asked through a proxy of SOCKS too', { timeout: 20_000 }, async () => {
  const authority = await createCertificateAuthority('ca');
  const { certPem, keyPem } = await authority.issueServer(['127.0.0.1']);
  const server = https.createServer({ cert: certPem, key: keyPem }, (_, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ kind: 'NodeList', apiVersion: 'v1', metadata: {}, items: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let asked = 0;
  // SOCKS5 (RFC 1928) as far as a client without a password gets, wherever it wants to go.
  const proxy = net.createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => {
        asked += 1;
        const onward = net.connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          socket.pipe(onward).pipe(socket);
        });
        onward.on('error', () => socket.destroy());
      });
    });
    socket.on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  try {
    const cluster = new ClientNodeCluster(
      {
        url: new URL(`https://127.0.0.1:${port}`),
        ca: authority.certPem,
        proxyUrl: `socks5://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      },
      { kind: 'token', token: 'none' },
      { env: {}, answerWithinMs: 5000 },
    );
    assert.deepEqual(await cluster.nodes(new AbortController().signal), { kind: 'answered', value: [] });
    assert.equal(asked, 1);
  } finally {
    server.closeAllConnections();
    server.close();
    proxy.close();
  }
});
