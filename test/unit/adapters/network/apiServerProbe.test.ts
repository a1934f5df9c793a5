import assert from 'node:assert/strict';
import net from 'node:net';
import https from 'node:https';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { ApiServerProbe } from '../../../../src/adapters/network/apiServerProbe.ts';
import { isCancellation } from '../../../../src/core/cancellation.ts';
import { stringAt } from '../../../../src/core/yamlValue.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import type { ProbedServer, ProbeResult } from '../../../../src/core/verifyAccess/serverProbe.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from '../azure/armFixture.ts';

describe('one look at an API server', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let server: ProbedServer & { readonly ca: string };
  const listeners: net.Server[] = [];
  before(async () => {
    arm = await ArmFixture.start();
    await arm.signInAs();
    const seen = await arm.clusterNamed('payments-prod', production);
    const { cluster } = parseCredential(await arm.credentials.userCredential(seen, arm.caller(), 'exec'));
    const ca = Buffer.from(stringAt(cluster, 'certificate-authority-data') ?? '', 'base64').toString();
    server = { url: new URL(stringAt(cluster, 'server') ?? ''), ca };
  });
  after(async () => {
    for (const listener of listeners) {
      listener.close();
    }
    await arm.simulator.close();
  });

  function probe(
    one: Partial<ProbedServer>,
    env: Record<string, string> = {},
    answerWithinMs?: number,
  ): Promise<ProbeResult> {
    return new ApiServerProbe({ env, ...(answerWithinMs === undefined ? {} : { answerWithinMs }) }).probe(
      { ...server, ...one },
      new AbortController().signal,
    );
  }

  async function listen(onSocket: (socket: net.Socket) => void): Promise<number> {
    const listener = net.createServer(onSocket);
    listeners.push(listener);
    listener.unref();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as net.AddressInfo).port;
  }

  it('finds a healthy one, with its clock, and shows it no credential', async () => {
    const result = await probe({});
    assert.ok(result.kind === 'answered', result.kind);
    assert.ok(Math.abs((result.serverTimeMs ?? 0) - Date.now()) < 5000);
    assert.equal(result.viaProxy, undefined);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('tells another authority from another name, and names who vouches for it', async () => {
    const { certPem } = await createCertificateAuthority('ca');
    assert.deepEqual(await probe({ ca: certPem }), { kind: 'tls', problem: 'unknownAuthority', issuer: 'ca' });
    assert.deepEqual(await probe({ tlsServerName: server.url.hostname.replace('.hcp.', '.other.') }), {
      kind: 'tls',
      problem: 'unknownAuthority',
      issuer: 'AKS Entra simulated Azure',
    });
    assert.equal((await probe({ ca: certPem, insecure: true })).kind, 'answered');
    const strange = new URL('https://management.azure.com');
    assert.equal((await probe({ url: strange, ca: arm.simulator.caPem })).kind, 'answered');
    assert.deepEqual(await probe({ url: server.url, ca: arm.simulator.caPem, tlsServerName: 'nobody.example' }), {
      kind: 'tls',
      problem: 'wrongName',
      issuer: 'AKS Entra simulated Azure',
    });
  });

  it('tells a name without an address, a closed port, silence and a connection that is cut off apart', async () => {
    assert.equal((await probe({ url: new URL('https://nobody.invalid') })).kind, 'dns');
    assert.equal((await probe({ url: new URL('https://127.0.0.1:1') })).kind, 'refused');
    const silent = await listen(() => undefined);
    assert.equal((await probe({ url: new URL(`https://127.0.0.1:${silent}`) }, {}, 200)).kind, 'timeout');
    const cut = await listen((socket) => socket.destroy());
    assert.equal((await probe({ url: new URL(`https://127.0.0.1:${cut}`) })).kind, 'reset');
    const other = await listen((socket) => socket.end('220 mail.example ESMTP\r\n'));
    assert.equal((await probe({ url: new URL(`https://127.0.0.1:${other}`) })).kind, 'tls');
  });

  it('takes the address of a server for its name where its certificate holds that, as those of kind and minikube', async () => {
    const authority = await createCertificateAuthority('minikubeCA');
    const startServer = async (hosts: string[]): Promise<Pick<ProbedServer, 'url' | 'ca'>> => {
      const { certPem, keyPem } = await authority.issueServer(hosts);
      const listener = https.createServer({ cert: certPem, key: keyPem }, (_, response) => response.end('{}'));
      listeners.push(listener);
      listener.unref();
      listener.listen(0, '127.0.0.1');
      await once(listener, 'listening');
      const { port } = listener.address() as net.AddressInfo;
      return { url: new URL(`https://127.0.0.1:${port}`), ca: authority.certPem };
    };
    assert.equal((await probe(await startServer(['127.0.0.1']))).kind, 'answered');
    const other = await startServer(['10.0.0.1', 'localhost']);
    assert.deepEqual(await probe(other), { kind: 'tls', problem: 'wrongName', issuer: 'minikubeCA' });
    assert.equal((await probe({ ...other, tlsServerName: 'localhost' })).kind, 'answered');
  });

  it('says of a proxy whose password cannot be read that it leads nowhere', async () => {
    const proxy = `127.0.0.1:${arm.simulator.proxyPort}`;
    const result = await probe({}, { HTTPS_PROXY: `http://ada:%zz@${proxy}` });
    assert.deepEqual(result, { kind: 'proxy', viaProxy: proxy });
    assert.equal((await probe({ proxyUrl: 'http://%' })).kind, 'proxy');
  });

  it('goes through the proxy of the environment or of the entry, and tells one that lets nobody through', async () => {
    const proxy = `127.0.0.1:${arm.simulator.proxyPort}`;
    const through = await probe({}, { HTTPS_PROXY: `http://user:secret@${proxy}` });
    assert.equal(through.kind, 'answered');
    assert.equal(through.viaProxy, proxy);
    assert.equal((await probe({ proxyUrl: `http://${proxy}` }, { HTTPS_PROXY: 'http://127.0.0.1:1' })).viaProxy, proxy);
    assert.equal((await probe({}, { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '.azmk8s.io' })).viaProxy, undefined);
    assert.deepEqual(await probe({ url: new URL('https://nobody.example') }, { https_proxy: proxy }), {
      kind: 'proxy',
      status: 403,
      viaProxy: proxy,
    });
    assert.deepEqual(await probe({}, { HTTPS_PROXY: 'http://127.0.0.1:1' }), {
      kind: 'refused',
      viaProxy: '127.0.0.1:1',
    });
  });

  it('ends on cancel', async () => {
    const silent = await listen(() => undefined);
    const controller = new AbortController();
    const looking = new ApiServerProbe({ env: {} }).probe(
      { url: new URL(`https://127.0.0.1:${silent}`) },
      controller.signal,
    );
    controller.abort();
    await assert.rejects(looking, (error) => isCancellation(error));
  });
});
