import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../src/core/aksEntraError.ts';
import type { CommandLinePorts } from '../../../src/cli/commandLinePorts.ts';
import { pluginFallback } from '../../../src/cli/pluginFallback.ts';
import { contextKeyRefusal } from '../../../src/core/login/contextKey.ts';
import { renderPluginArguments } from '../../../src/core/login/pluginArguments.ts';
import type { TrustedCluster } from '../../../src/core/credentialPlugin/trustedCluster.ts';
import type { UnnamedRequest } from '../../../src/core/credentialPlugin/unnamedRequest.ts';

const request = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  environment: 'AzurePublicCloud',
  accountId: 'a.b',
};
const trusted: TrustedCluster = {
  ...request,
  server: 'https://a.hcp.eastus.azmk8s.io:443',
  certificateAuthorityData: 'QQ==',
  skipsTlsVerify: false,
  key: '0123456789abcdef0123456789abcdef',
};
const cluster = { server: trusted.server, 'certificate-authority-data': 'QQ==' };

async function run(
  mode: string,
  execCluster: unknown = cluster,
  args = renderPluginArguments(request),
  firstLine = `${trusted.key}\n`,
  { head = '', list = [trusted] as readonly TrustedCluster[], leadElsewhere = undefined as Error | undefined } = {},
) {
  const calls: string[][] = [];
  const gated: string[] = [];
  const read: (readonly [entries: readonly TrustedCluster[], request: UnnamedRequest])[] = [];
  const environments: Readonly<Record<string, string | undefined>>[] = [];
  const info = {
    kind: 'ExecCredential',
    apiVersion: 'client.authentication.k8s.io/v1',
    spec: { cluster: execCluster },
  };
  const ports = {
    environment: { NODE_OPTIONS: 'evil' },
    readInput: () =>
      Promise.resolve(Buffer.from(`${firstLine}${head}\n${execCluster === '' ? '' : JSON.stringify(info)}\n`)),
    signal: new AbortController().signal,
    openPluginData: () =>
      Promise.resolve({
        trustedClusters: { read: () => Promise.resolve(list) },
        programKubeconfigs: {
          assertLeadTo: (...asked) => {
            assert.deepEqual(calls, []);
            read.push(asked);
            return leadElsewhere === undefined ? Promise.resolve() : Promise.reject(leadElsewhere);
          },
        },
        signInGate: {
          run: (key: string, signIn: () => Promise<void>) => {
            gated.push(key);
            return signIn();
          },
        },
        environment: { HOME: '/home/a' },
      }),
  } satisfies Partial<CommandLinePorts>;
  const given = ports as unknown as CommandLinePorts;
  await pluginFallback([mode, ...args], given, (typed, { environment }) => {
    calls.push([...typed]);
    environments.push(environment);
    return Promise.resolve();
  });
  return { calls, gated, environments, read };
}

describe('plugin-fallback', () => {
  it('asks az for the cluster’s tenant and cloud, in a clean environment', async () => {
    const { calls, gated, environments } = await run('azurecli');
    assert.deepEqual(calls, [
      [
        ...['--login', 'azurecli', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'],
        ...['--tenant-id', request.tenantId, '--environment', 'AzurePublicCloud'],
      ],
    ]);
    assert.deepEqual(gated, []);
    const { KUBERNETES_EXEC_INFO: execInfo, ...rest } = environments[0] ?? {};
    assert.deepEqual(rest, { HOME: '/home/a' });
    assert.match(execInfo ?? '', /"apiVersion":"client.authentication.k8s.io\/v1"/);
  });

  it('takes a tunnel through a port of this machine for the cluster at its far end', async () => {
    const tunnel = {
      ...cluster,
      server: 'https://localhost:50123',
      'tls-server-name': new URL(cluster.server).hostname,
    };
    assert.equal((await run('azurecli', tunnel)).calls.length, 1);
    for (const other of ['localhost', 'aks-nodepool1-vmss000000']) {
      const refused = run('azurecli', { ...tunnel, 'tls-server-name': other });
      await assert.rejects(refused, { code: 'clusterNotTrusted', message: /its TLS server name/ });
    }
  });

  it('opens a browser behind the gate only', async () => {
    const { calls, gated } = await run('interactive');
    assert.deepEqual(gated, ['AzurePublicCloud 11111111-1111-4111-8111-111111111111']);
    assert.deepEqual(calls[0]?.slice(-2), ['--client-id', '80faf920-1908-4b52-b5ef-a8e7bedfc67a']);
  });

  for (const [what, execCluster] of [
    ['another certificate authority', { ...cluster, 'certificate-authority-data': 'Qg==' }],
    ['a proxy', { ...cluster, 'proxy-url': 'http://evil' }],
    ['unverified TLS', { ...cluster, 'insecure-skip-tls-verify': true }],
  ] as const) {
    for (const mode of ['azurecli', 'interactive']) {
      it(`signs nobody in for ${what} (${mode})`, async () => {
        await assert.rejects(run(mode, execCluster), { code: 'clusterNotTrusted' });
      });
    }
  }

  it('signs nobody in without the key of the very cluster', async () => {
    for (const mode of ['azurecli', 'interactive']) {
      await assert.rejects(run(mode, cluster, undefined, `${'f'.repeat(32)}\n`), { code: 'contextKeyWrong' });
      await assert.rejects(run(mode, { ...cluster, server: 'https://evil' }), { code: 'contextKeyWrong' });
    }
  });
  const { key } = trusted;
  for (const firstLine of [
    '',
    '\n',
    `${key.slice(1)}\n`,
    `${key}0\n`,
    `${key.toUpperCase()}\n`,
    `${key}\r\n`,
    ` ${key}\n`,
  ]) {
    it(`signs nobody in without a key in the first line: ${JSON.stringify(firstLine)}`, async () => {
      await assert.rejects(run('azurecli', cluster, undefined, firstLine), { message: contextKeyRefusal });
    });
  }

  it('signs nobody in for another account or tenant, or with arguments that it does not know', async () => {
    const other = renderPluginArguments({ ...request, accountId: 'c.d' });
    await assert.rejects(run('azurecli', cluster, other), { code: 'contextKeyWrong' });
    const more = [...renderPluginArguments(request), '--authority-host', 'x'];
    await assert.rejects(run('azurecli', cluster, more), { code: 'pluginArgumentsInvalid' });
    for (const mode of ['none', 'spn', '']) {
      await assert.rejects(run(mode), { name: 'UsageError' });
    }
  });
});

describe('plugin-fallback for a program that names no cluster', () => {
  const consent = { kubeconfigs: ['/home/a/.kube/config'] };
  const allowed: TrustedCluster = { ...trusted, consent };
  const head = 'home=/home/a\nfile=7 42\nparent=4242\n';
  const asked = { kubeconfig: undefined, home: '/home/a', files: [{ inode: '7', size: 42 }], parentPid: 4242 };
  const firstLine = `${trusted.key}\n`;

  for (const mode of ['azurecli', 'interactive']) {
    for (const [what, execCluster] of [
      ['no cluster', null],
      ['nothing said', ''],
    ] as const) {
      it(`signs in where the user allowed it and its kubeconfigs lead there (${mode}, ${what})`, async () => {
        const { calls, read } = await run(mode, execCluster, undefined, firstLine, { head, list: [trusted, allowed] });
        assert.deepEqual(read, [[[allowed], asked]]);
        assert.equal(calls.length, 1);
      });

      it(`signs nobody in without that, and looks at no kubeconfig (${mode}, ${what})`, async () => {
        const leadElsewhere = new Error('Nobody should look.');
        await assert.rejects(run(mode, execCluster, undefined, firstLine, { head, leadElsewhere }), {
          code: 'consentMissing',
          message: /"AKS Entra: Let Programs That Name No Cluster Use a Context…" in VS Code/,
        });
      });
    }

    it(`signs nobody in whose kubeconfigs lead elsewhere, or are not told (${mode})`, async () => {
      const leadElsewhere = new AksEntraError('kubeconfigsLeadElsewhere', 'They lead elsewhere.');
      const options = { head, list: [allowed], leadElsewhere };
      await assert.rejects(run(mode, null, undefined, firstLine, options), leadElsewhere);
      await assert.rejects(run(mode, null, undefined, firstLine, { list: [allowed] }), {
        code: 'kubeconfigsLeadElsewhere',
      });
    });

    it(`looks at no kubeconfig without the key, the account and arguments that it knows (${mode})`, async () => {
      const options = { head, list: [allowed], leadElsewhere: new Error('Nobody should look.') };
      const wrong = `${'f'.repeat(32)}\n`;
      await assert.rejects(run(mode, null, undefined, wrong, options), { code: 'contextKeyWrong' });
      const other = renderPluginArguments({ ...request, accountId: 'c.d' });
      await assert.rejects(run(mode, null, other, firstLine, options), { code: 'contextKeyWrong' });
      const more = [...renderPluginArguments(request), '--authority-host', 'x'];
      await assert.rejects(run(mode, null, more, firstLine, options), { code: 'pluginArgumentsInvalid' });
    });
  }
});
