import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { TokenBroker } from '../../../src/adapters/credentialPlugin/tokenBroker.ts';
import { TrustedClusterFile } from '../../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import { BrokerAnswers } from '../../../src/core/credentialPlugin/brokerAnswers.ts';
import { parsePluginArguments } from '../../../src/core/login/pluginArguments.ts';
import { readWindowAddress, type WindowAddress } from '../../../src/core/credentialPlugin/windowAddress.ts';
import type { TokenRequest } from '../../../src/core/entra/signIn.ts';
import {
  contextKey,
  launcher,
  makeDataFolder,
  nodeClient,
  pluginArguments,
  pluginEnvironment,
  runPlugin,
} from './pluginProcess.ts';
import { startRealBroker } from './startRealBroker.ts';

/** kubectl's whole way to a token but for VS Code's sign-in: the plugin as a process, the broker, the user's clusters. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const token = 'eyJ0.token-of-ada_.x';
const v1 = 'client.authentication.k8s.io/v1';
const own = parsePluginArguments(pluginArguments);
const account = { id: own.accountId, label: 'ada@contoso.com' };
const server = 'https://shop.hcp.westeurope.azmk8s.io:443';
const cluster = { server, 'certificate-authority-data': 'Q0E=' };

function execInfo(changed: object = {}, apiVersion = v1, interactive = false): string {
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion,
    spec: { interactive, cluster: { ...cluster, ...changed } },
  });
}

let data: string;
let broker: TokenBroker;
let address: WindowAddress;
const log: string[] = [];
const asked: TokenRequest[] = [];

before(async () => {
  data = makeDataFolder();
  const trustedClusters = new TrustedClusterFile(data);
  await trustedClusters.add([
    { ...own, server, certificateAuthorityData: 'Q0E=', skipsTlsVerify: false, key: contextKey },
  ]);
  const answers = new BrokerAnswers({
    trustedClusters,
    signIn: {
      accounts: () => Promise.resolve([account]),
      token: (request) => {
        asked.push(request);
        return Promise.resolve({ token, expiresOnMs: Date.now() + 3_600_000 });
      },
    },
    environment: () => 'AzurePublicCloud',
    contextNamesOf: () => Promise.resolve([]),
    tellSignInNeeded: () => undefined,
    tellKeyWrong: () => undefined,
    tellConsentMissing: () => undefined,
    tellRefused: () => undefined,
    programKubeconfigs: { assertLeadTo: () => Promise.resolve() },
    programNameOf: () => Promise.resolve(undefined),
    logger: { info: (line) => void log.push(line) },
    nowMs: Date.now,
    delay: (ms) => setTimeout(ms, undefined, { ref: false }),
  });
  const write = (message: string): void => void log.push(message);
  broker = await startRealBroker(data, answers, write);
  const [name = ''] = readdirSync(join(data, 'windows')).filter((each) => each.endsWith('.curl'));
  const found = readWindowAddress(readFileSync(join(data, 'windows', name), 'utf8'));
  assert.ok(found);
  address = found;
});

after(() => {
  broker.dispose();
});

const otherArgument = (from: string, to: string): string[] => pluginArguments.map((arg) => (arg === from ? to : arg));
/** A right key for another cluster is no right key. */
const wrongKey = /the key in this context's kubeconfig user is missing or wrong/;
const aks = '6dae42f8-4368-4678-94ff-3960e28e3630';

for (const client of [launcher, nodeClient]) {
  describe(`the ${client.name} and a window’s broker`, { concurrency: 4 }, () => {
    for (const apiVersion of [v1, `${v1}beta1`]) {
      for (const interactive of [true, false]) {
        it(`gives kubectl one object in its own version (${apiVersion}, interactive ${interactive})`, async () => {
          const info = { KUBERNETES_EXEC_INFO: execInfo({}, apiVersion, interactive) };
          const { exitCode, stdout, stderr } = await runPlugin(client, data, pluginArguments, info);
          assert.deepEqual([exitCode, stderr], [0, '']);
          const { kind, apiVersion: answered, status } = JSON.parse(stdout) as Record<string, { token?: string }>;
          assert.deepEqual([kind, answered, status?.token], ['ExecCredential', apiVersion, token]);
        });
      }
    }

    it('takes the server and the certificates however they are broken into lines', async () => {
      const info = execInfo({
        server: 'https://SHOP.hcp.westeurope.azmk8s.io/',
        'certificate-authority-data': 'Q0\nE=',
      });
      assert.equal((await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: info })).exitCode, 0);
    });

    it('takes a tunnel through a port of this machine for the cluster at its far end', async () => {
      for (const address of ['https://localhost:50123/', 'https://127.0.0.1:50123', 'https://[::1]:50123']) {
        const info = execInfo({ server: address, 'tls-server-name': 'shop.hcp.westeurope.azmk8s.io' });
        const { exitCode, stderr } = await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: info });
        assert.deepEqual([exitCode, stderr], [0, '']);
      }
    });

    const tunnel = { server: 'https://localhost:50123', 'tls-server-name': 'shop.hcp.westeurope.azmk8s.io' };
    for (const [what, reason, changed] of [
      ['a tunnel to nobody', /its TLS server name is not/, { ...tunnel, 'tls-server-name': 'localhost' }],
      [
        'a tunnel to a node',
        /its TLS server name is not/,
        { ...tunnel, 'tls-server-name': 'aks-nodepool1-vmss000000' },
      ],
      ['a tunnel through a proxy', /its proxy is not/, { ...tunnel, 'proxy-url': 'http://p' }],
      ['a tunnel that nobody verifies', /its TLS verification is not/, { ...tunnel, 'insecure-skip-tls-verify': true }],
      ['a tunnel without TLS', wrongKey, { ...tunnel, server: 'http://localhost:50123' }],
      ['a tunnel with an evil CA', wrongKey, { ...tunnel, 'certificate-authority-data': 'RVZJTA==' }],
      ['an evil server', wrongKey, { server: 'https://evil.example' }],
      ['an evil server that looks alike', wrongKey, { server: `${server.slice(0, -4)}.evil.example:443` }],
      ['an evil server behind a user’s name', wrongKey, { server: `${server}@evil.example` }],
      ['an evil server behind a backslash', wrongKey, { server: `https://evil.example\\@${server.slice(8)}` }],
      ['no TLS', wrongKey, { server: server.replace('https', 'http') }],
      ['an evil proxy', /its proxy is not/, { 'proxy-url': 'http://evil.example:3128' }],
      ['an evil socks proxy', /its proxy is not/, { 'proxy-url': 'socks5://evil.example:1080' }],
      ['an evil CA', /its certificate authority is not/, { 'certificate-authority-data': 'RVZJTA==' }],
      [
        'an evil CA beside the right one',
        /its certificate authority is not/,
        { 'certificate-authority-data': 'Q0E=RVZJTA==' },
      ],
      ['no CA', /its certificate authority is not/, { 'certificate-authority-data': undefined }],
      ['skip-verify', /its TLS verification is not/, { 'insecure-skip-tls-verify': true }],
      ['an evil TLS name', /its TLS server name is not/, { 'tls-server-name': 'evil.example' }],
    ] as const) {
      it(`refuse a kubeconfig with our command and ${what}`, async () => {
        await refused(pluginArguments, execInfo(changed), reason);
      });
    }

    for (const [what, reason, info] of [
      ['missing', /does not say which cluster/, ''],
      [
        'without a cluster',
        /does not say which cluster/,
        JSON.stringify({ kind: 'ExecCredential', apiVersion: v1, spec: {} }),
      ],
      ['cut off', /it is not a JSON object/, execInfo().slice(0, -3)],
      ['two objects', /it is not a JSON object/, execInfo() + execInfo()],
      ['of another kind', /its kind is not ExecCredential/, execInfo().replace('ExecCredential', 'Secret')],
      ['of a version that kubectl has no more', /v1alpha1 is not supported/, execInfo({}, `${v1}alpha1`)],
      ['of a version that steers the terminal', /api version: a\?\?\[31m is not/, execInfo({}, 'a\n\u001b[31m')],
      ['with a server that is a list', /its cluster's server is not text/, execInfo({ server: [server] })],
    ] as const) {
      it(`refuse a KUBERNETES_EXEC_INFO that is ${what}`, async () => {
        await refused(pluginArguments, info, reason);
      });
    }

    for (const [what, reason, args] of [
      ['Azure Resource Manager', /--server-id has a value/, otherArgument(aks, '797f4846-ba00-4fd7-ba43-dac1f8f63013')],
      ['Microsoft Graph', /--server-id has a value/, otherArgument(aks, '00000003-0000-0000-c000-000000000000')],
      ['another tenant', wrongKey, otherArgument(own.tenantId, '99999999-1111-4111-8111-111111111111')],
      ['another account', wrongKey, otherArgument(own.accountId, `b${own.accountId.slice(1)}`)],
      ['another cloud', wrongKey, otherArgument('AzurePublicCloud', 'AzureChinaCloud')],
      ['two tenants', /--tenant-id stands there twice/, [...pluginArguments, '--tenant-id', own.tenantId]],
      ['another login mode', /--login has a value/, otherArgument('vscode', 'msi')],
      ['an authority', /argument that it does not know/, [...pluginArguments, '--authority-host', 'evil.example']],
    ] as const) {
      it(`refuse arguments for ${what}`, async () => {
        await refused(args, execInfo(), reason);
      });
    }

    it('answer no other user of the machine', { skip: isRoot ? false : 'needs root' }, async () => {
      const before = asked.length;
      const [program = '', ...args] = [...client.command(data), ...pluginArguments];
      const child = spawn('/bin/sh', ['-c', '"$@" 2>&1; echo "exit $?"', 'sh', program, ...args], {
        uid: nobody,
        gid: nobody,
        cwd: '/',
        env: { ...pluginEnvironment, KUBERNETES_EXEC_INFO: execInfo() },
      });
      assert.match(await text(child.stdout), /exit [1-9]\d*\n$/);
      assert.equal(asked.length, before);
    });

    async function refused(args: readonly string[], info: string, reason: RegExp): Promise<void> {
      const { exitCode, stdout, stderr } = await runPlugin(client, data, args, { KUBERNETES_EXEC_INFO: info });
      assert.deepEqual([exitCode, stdout], [1, '']);
      assert.match(stderr, /^Error: [\x20-\x7e“”…’]+\n$/);
      assert.match(stderr, reason);
    }
  });
}

describe('a window’s broker under attack', () => {
  it(
    'lets nobody in who opens its folders by mistake, without the secret',
    { skip: isRoot ? false : 'needs root' },
    async () => {
      // As if every mode had been loosened: what remains is the secret, in a file that only its user reads.
      for (const folder of [dirname(data), data, join(data, 'windows')]) {
        chmodSync(folder, 0o755);
      }
      chmodSync(address.socketPath, 0o666);
      try {
        const script = `
        const { readdirSync, readFileSync } = require('node:fs');
        const folder = ${JSON.stringify(join(data, 'windows'))};
        for (const name of readdirSync(folder).filter((each) => each.endsWith('.curl'))) {
          try { readFileSync(folder + '/' + name); console.log('read'); } catch (error) { console.log(error.code); }
        }
        const { request } = require('node:http');
        const headers = { arguments: ${JSON.stringify(pluginArguments.join(' '))}, authorization: 'Bearer ${'x'.repeat(43)}' };
        request({ socketPath: ${JSON.stringify(address.socketPath)}, method: 'POST', path: '/v2/token', headers }, (response) => {
          console.log(response.statusCode); response.resume();
        }).end(${JSON.stringify(`\n${execInfo()}`)});`;
        const child = spawn(process.execPath, ['-e', script], { uid: nobody, gid: nobody, env: {}, cwd: '/' });
        assert.equal(await text(child.stdout), 'EACCES\n401\n');
      } finally {
        for (const folder of [dirname(data), data, join(data, 'windows')]) {
          chmodSync(folder, 0o700);
        }
        chmodSync(address.socketPath, 0o600);
      }
    },
  );

  it('answers 1000 requests at once, among slow and wrong ones', async () => {
    const slow = Array.from({ length: 200 }, () => {
      const socket = connect(address.socketPath);
      socket.on('error', () => undefined);
      socket.write('POST /v2/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: ');
      return socket;
    });
    const wrong = Array.from({ length: 200 }, () => post('Bearer not-the-secret', execInfo()));
    const large = Array.from({ length: 50 }, () => post(address.authorization, 'x'.repeat(300_000)).catch(() => 413));
    const right = await Promise.all(Array.from({ length: 1000 }, () => post(address.authorization, execInfo())));
    assert.deepEqual(new Set(right), new Set([200]));
    assert.deepEqual(new Set(await Promise.all(wrong)), new Set([401]));
    assert.deepEqual(new Set(await Promise.all(large)), new Set([413]));
    for (const socket of slow) {
      socket.destroy();
    }
    assert.equal(await post(address.authorization, execInfo()), 200);
  });

  it('asks for AKS tokens of this account and tenant only, silently', () => {
    assert.notEqual(asked.length, 0);
    const wanted = { account, tenantId: own.tenantId, scope: `${aks}/.default`, interaction: 'silent' };
    for (const request of asked) {
      assert.deepEqual(request, wanted);
    }
  });

  it('has logged what it refused, one line each, and no secret', () => {
    const all = log.join('\n');
    assert.match(all, /Token broker: 403 /);
    assert.doesNotMatch(all, /[^\n\x20-\x7e“”…’]/);
    for (const line of log) {
      assert.doesNotMatch(line, /\n/);
    }
    for (const secret of [
      token,
      contextKey,
      address.authorization.slice('Bearer '.length),
      'not-the-secret',
      'evil.example',
    ]) {
      assert.ok(!all.includes(secret), secret);
    }
  });

  it('has left nothing of the token on disk', () => {
    for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) {
        continue;
      }
      const content = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      assert.ok(!content.includes(token), entry.name);
      // The list of trusted clusters is where it belongs.
      assert.equal(content.includes(contextKey), entry.name === 'clusters.json', entry.name);
      if (!entry.name.endsWith('.curl')) {
        assert.ok(!content.includes(address.authorization.slice(7)), entry.name);
      }
    }
  });
});

/** @returns the status */
function post(authorization: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization,
      key: contextKey,
      arguments: pluginArguments.join(' '),
      'content-length': Buffer.byteLength(`\n${body}`),
    };
    const { socketPath } = address;
    const sent = httpRequest({ socketPath, method: 'POST', path: '/v2/token', agent: false, headers }, (response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    sent.on('error', reject);
    sent.end(`\n${body}`);
  });
}
