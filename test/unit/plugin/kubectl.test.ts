import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { renderExecCredential } from '../../../src/core/credentialPlugin/execCredential.ts';
import { readRequestBody } from '../../../src/core/credentialPlugin/pluginInput.ts';
import { contextKeyRefusal } from '../../../src/core/login/contextKey.ts';
import { readExecInfo } from '../../../src/core/credentialPlugin/execInfo.ts';
import { type Kubectl, oldestAndNewestKubectl, runKubectl } from '../../kubectl.ts';
import { adminGroupId, startTestCluster, type TestCluster } from '../../simulator/kubernetes/startTestCluster.ts';
import { type Client, contextKey, launcher, makeDataFolder, nodeClient, pluginArguments } from './pluginProcess.ts';
import { type StandInBroker, startBroker } from './standInBroker.ts';

/** Real kubectls, the oldest and the newest here, through the plugin, against a simulated API server. */
const kubectls = oldestAndNewestKubectl();

let cluster: TestCluster;
before(async () => {
  cluster = await startTestCluster();
});
after(() => cluster.close());

it('finds a kubectl', () => {
  assert.notEqual(kubectls.length, 0, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
});

for (const client of [launcher, nodeClient]) {
  for (const kubectl of kubectls) {
    describe(`kubectl 1.${kubectl.minor} with the ${client.name}`, () => {
      for (const apiVersion of ['v1', 'v1beta1'] as const) {
        it(`lists nodes with one call of the plugin (${apiVersion})`, async (test) => {
          const data = makeDataFolder();
          const token = await cluster.mint({ groups: [adminGroupId] });
          const broker = await startBroker(data, {
            body: renderExecCredential(`client.authentication.k8s.io/${apiVersion}`, token, Date.now() + 3_600_000),
          });
          test.after(() => broker.close());
          const { stdout, stderr, exitCode } = await getNodes(kubectl, client, data, apiVersion);
          assert.deepEqual([exitCode, stderr], [0, '']);
          assert.match(stdout, /aks-nodepool1-12345678-vmss000000/);
          assert.equal(broker.requests.length, 1);
          assertTells(broker, apiVersion);
        });
      }

      it('brings the key of a context to no other: one without a key gets no token', async (test) => {
        const data = makeDataFolder();
        const broker = await startBroker(data);
        test.after(() => broker.close());
        const { stderr, exitCode } = await getNodes(kubectl, client, data, 'v1', 'without-key');
        assert.equal(exitCode, 1);
        assert.ok(stderr.startsWith(`Error: ${contextKeyRefusal}\n`), stderr);
        assert.equal(broker.requests.length, 0);
      });

      it('shows what VS Code says, once for each of kubectl’s tries, and goes on when it is well again', async (test) => {
        const data = makeDataFolder();
        const body = 'Sign in to VS Code first.';
        const refusing = await startBroker(data, { status: 401, body }, 'a');
        const failed = await getNodes(kubectl, client, data, 'v1');
        await refusing.close();
        assert.equal(failed.exitCode, 1);
        assert.match(failed.stderr, /^Error: Sign in to VS Code first\.\n/);
        assert.equal(failed.stdout, '');
        const token = await cluster.mint({ groups: [adminGroupId] });
        const healed = await startBroker(data, {
          body: renderExecCredential('client.authentication.k8s.io/v1', token, Date.now() + 3_600_000),
        });
        test.after(() => healed.close());
        assert.equal((await getNodes(kubectl, client, data, 'v1')).exitCode, 0);
      });

      it('is told in one line that no window is open', async () => {
        const { stderr, exitCode } = await getNodes(kubectl, client, makeDataFolder(), 'v1');
        assert.equal(exitCode, 1);
        assert.match(stderr, /^Error: No VS Code window is open[^\n]*\n/);
      });
    });
  }
}

function assertTells({ requests }: StandInBroker, apiVersion: string): void {
  const info = readExecInfo(readRequestBody(requests[0]?.body ?? '')?.execInfo);
  assert.equal(info.apiVersion, `client.authentication.k8s.io/${apiVersion}`);
  assert.equal(info.isInteractive, false);
  assert.equal(info.cluster?.server, cluster.server);
  assert.equal(info.cluster.tlsServerName, cluster.serverName);
  assert.equal(
    Buffer.from(info.cluster.certificateAuthorityData ?? '', 'base64').toString(),
    cluster.authority.certPem,
  );
}

/** A kubeconfig with two contexts, of which only `a` has a key. */
function getNodes(kubectl: Kubectl, client: Client, data: string, apiVersion: string, context = 'a') {
  const [command, ...first] = client.command(data);
  const kubeconfig = join(data, 'kubeconfig');
  const certificateAuthority = Buffer.from(cluster.authority.certPem).toString('base64');
  const exec = {
    apiVersion: `client.authentication.k8s.io/${apiVersion}`,
    command,
    args: [...first, ...pluginArguments],
    interactiveMode: 'Never',
    provideClusterInfo: true,
  };
  const env = [
    { name: 'AKS_ENTRA_CONTEXT', value: contextKey },
    // As we write it: kubectl puts its own in place of it.
    { name: 'KUBERNETES_EXEC_INFO', value: '{"kind":"ExecCredential"}' },
  ];
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      kind: 'Config',
      apiVersion: 'v1',
      'current-context': 'a',
      contexts: ['a', 'without-key'].map((user) => ({ name: user, context: { cluster: 'a', user } })),
      clusters: [
        {
          name: 'a',
          cluster: {
            server: cluster.server,
            'tls-server-name': cluster.serverName,
            'certificate-authority-data': certificateAuthority,
          },
        },
      ],
      users: [
        { name: 'a', user: { exec: { ...exec, env } } },
        { name: 'without-key', user: { exec } },
      ],
    }),
    { mode: 0o600 },
  );
  return runKubectl(kubectl, ['get', 'nodes', '--kubeconfig', kubeconfig, '--context', context], { HOME: data });
}
