import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { readExecInfo } from '../../../src/core/credentialPlugin/execInfo.ts';
import { contextKeyVariable } from '../../../src/core/login/contextKey.ts';
import { withPluginLogin } from '../../../src/core/login/pluginLogin.ts';
import { isYamlList, mapAt, ownValue, type YamlMap } from '../../../src/core/yamlValue.ts';
import { findKubectls } from '../../kubectl.ts';

/** What the plugin is given by programs that run the user that we write, whatever stands in their own environment. */
const folder = mkdtempSync(join(tmpdir(), 'aks-entra-clients-'));
const command = join(folder, 'aks-entra', 'plugin', 'aks-entra');
const seen = join(folder, 'seen');
const config = join(folder, 'config');
const key = '0123456789abcdef0123456789abcdef';
const server = 'https://127.0.0.1:1';
const ambient = JSON.stringify({
  kind: 'ExecCredential',
  apiVersion: 'client.authentication.k8s.io/v1beta1',
  spec: { interactive: false, cluster: { server: 'https://ambient.example' } },
});

after(() => {
  rmSync(folder, { recursive: true });
});

/** Notes what it was given, and gives no token that is one. */
const standIn = `#!/bin/sh
printf '%s\\n%s\\n' "\${${contextKeyVariable}-}" "\${KUBERNETES_EXEC_INFO-}" >'${seen}'
echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"not-a-token"}}'
`;
mkdirSync(join(folder, 'aks-entra', 'plugin'), { recursive: true });
writeFileSync(command, standIn);
chmodSync(command, 0o755);

const user = withPluginLogin(
  {},
  { isLegacy: false, tenantId: '11111111-1111-4111-8111-111111111111' },
  {
    mode: 'vscode',
    plugin: { command, args: [], env: {} },
    accountId: 'ada.home',
    environment: 'AzurePublicCloud',
    key,
  },
);

/** @param env undefined: without one */
function withEnv(env: readonly YamlMap[] | undefined): YamlMap {
  return { ...user, exec: { ...mapAt(user, 'exec'), env: env === undefined ? null : [...env] } };
}

const variables = ownValue(mapAt(user, 'exec') ?? {}, 'env');
const ourEnv = (isYamlList(variables) ? variables : []) as YamlMap[];

interface Client {
  readonly name: string;
  readonly namesCluster: boolean;
  /** Signs in once with a context. */
  run(context: string): Promise<void>;
}

const clients: readonly Client[] = [
  ...findKubectls().map(({ path, minor }): Client => ({
    name: `kubectl 1.${minor}`,
    namesCluster: true,
    run: (context) =>
      new Promise((resolve) => {
        const args = ['--kubeconfig', config, '--context', context, 'get', '--raw', '/version'];
        // Nobody listens there: the plugin has run by then.
        execFile(path, args, { env: { HOME: folder, PATH: '/usr/bin:/bin', KUBERNETES_EXEC_INFO: ambient } }, () => {
          resolve();
        });
      }),
  })),
  {
    name: '@kubernetes/client-node',
    namesCluster: false,
    run: async (context) => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(config);
      kubeConfig.setCurrentContext(context);
      process.env['KUBERNETES_EXEC_INFO'] = ambient;
      try {
        await kubeConfig.applyToHTTPSOptions({});
      } finally {
        delete process.env['KUBERNETES_EXEC_INFO'];
      }
    },
  },
];

for (const client of clients) {
  describe(`the user that we write, in ${client.name}`, () => {
    beforeEach(() => {
      rmSync(seen, { force: true });
    });

    it('gives the plugin its key and nothing of what the environment says of a cluster', async () => {
      const { givenKey, execInfo } = await given(client, { ours: user });
      assert.equal(givenKey, key);
      assert.ok(!execInfo.includes('ambient'), execInfo);
      assert.equal(readExecInfo(execInfo).cluster?.server, client.namesCluster ? server : undefined);
    });

    it('gives the key to no other user’s plugin', async () => {
      await given(client, { ours: user, other: withEnv(undefined) });
      const { givenKey } = await given(client, { other: withEnv(undefined), ours: user });
      assert.equal(givenKey, '');
    });

    it('needs its second variable where the program does not name its cluster', async () => {
      const { execInfo } = await given(client, {
        ours: withEnv(ourEnv.filter(({ name }) => name === contextKeyVariable)),
      });
      assert.equal(execInfo.includes('ambient'), !client.namesCluster);
    });
  });
}

/** Runs the client with the first of some users, all of them in one kubeconfig. */
async function given(
  client: Client,
  users: Readonly<Record<string, YamlMap>>,
): Promise<{ readonly givenKey: string; readonly execInfo: string }> {
  const names = Object.keys(users);
  writeFileSync(
    config,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server } }],
      contexts: names.map((name) => ({ name, context: { cluster: 'c', user: name } })),
      users: names.map((name) => ({ name, user: users[name] })),
    }),
    { mode: 0o600 },
  );
  await client.run(names[0] ?? '');
  const [givenKey = '', execInfo = ''] = readFileSync(seen, 'utf8').split('\n');
  return { givenKey, execInfo };
}
