import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainProblem } from '../../../../src/core/diagnosis/errorCatalogue.ts';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import type { ProblemCode } from '../../../../src/core/diagnosis/problem.ts';
import { lookAtContext, type LookPorts, said } from '../../../../src/core/terminalOffers/lookAtContext.ts';

const server = '6dae42f8-4368-4678-94ff-3960e28e3630';
const tenant = '2f9a5c1e-7d43-4b8a-9e10-6c5d4b3a2f10';
const plugin = '/home/a/.local/share/aks-entra/plugin/aks-entra';
const nowMs = 1_800_000_000_000;
const kubectl135 = { ...unknownTools, kubectlVersion: { name: '1.35.2', minor: 35 }, kubelogin: true, az: true };

const kubelogin = (more: object = {}, login = 'devicecode'): object => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'kubelogin',
    args: ['get-token', '--server-id', server, '--tenant-id', tenant, '--login', login],
    ...more,
  },
});
const own = {
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: plugin,
    args: renderPluginArguments({ tenantId: tenant, environment: 'AzurePublicCloud', accountId: 'ada' }),
    provideClusterInfo: true,
  },
};

function tokenUntil(ms: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ exp: ms / 1000, tid: tenant })}.signature`;
}

function look(
  user: object | undefined,
  ports: Partial<LookPorts> & { tools?: InstalledTools } = {},
  more: object = {},
) {
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'shop', cluster: { server: 'https://shop.example' } }],
    users: user === undefined ? [] : [{ name: 'user', user }],
    contexts: [{ name: 'shop', context: { cluster: 'shop', user: 'user' } }],
    'current-context': 'shop',
    ...more,
  });
  return lookAtContext([{ path: '/kube/config', text }], undefined, {
    installedTools: () => Promise.resolve(ports.tools ?? kubectl135),
    exists: () => Promise.resolve(true),
    pluginRefusal: () => Promise.resolve(undefined),
    lastFailure: () => Promise.resolve(undefined),
    nowMs: () => nowMs,
    isInCluster: false,
    ...ports,
  });
}

describe('the look at a context of a failed command', () => {
  const azure = { 'auth-provider': { name: 'azure', config: { 'apiserver-id': server, 'tenant-id': tenant } } };
  const refusal = { command: plugin, message: 'x', change: { path: '/kuberc', before: '', after: '' } };
  const found: readonly (readonly [string, ProblemCode | undefined, ReturnType<typeof look>])[] = [
    ['the format azure', 'azureFormat', look(azure)],
    ['the format azure with a kubectl of unknown version', 'azureFormat', look(azure, { tools: unknownTools })],
    [
      'the format azure with an old kubectl',
      undefined,
      look(azure, { tools: { ...kubectl135, kubectlVersion: { name: '1.25.0', minor: 25 } } }),
    ],
    ['v1alpha1', 'oldExecVersion', look(kubelogin({ apiVersion: 'client.authentication.k8s.io/v1alpha1' }))],
    [
      'v1 without interactiveMode',
      'interactiveModeMissing',
      look(kubelogin({ apiVersion: 'client.authentication.k8s.io/v1' })),
    ],
    ['a kubelogin that is there', undefined, look(kubelogin())],
    [
      'a kubelogin that is not there',
      'kubeloginMissing',
      look(kubelogin(), { tools: { ...kubectl135, kubelogin: false } }),
    ],
    ['a kubelogin of which nobody knows', undefined, look(kubelogin(), { tools: unknownTools })],
    [
      'int128’s kubelogin',
      'otherKubelogin',
      look(kubelogin(), { tools: { ...kubectl135, otherKubelogin: '/usr/bin/kubelogin' } }),
    ],
    ['kubelogin without its az', 'azMissing', look(kubelogin({}, 'azurecli'), { tools: { ...kubectl135, az: false } })],
    [
      'a path that leads to nothing',
      'pluginMissing',
      look(kubelogin({ command: '/opt/gone' }), { exists: () => Promise.resolve(false) }),
    ],
    ['another program', undefined, look(kubelogin({ command: 'aws' }))],
    ['our plugin', undefined, look(own)],
    [
      'our plugin, which kubectl may not run',
      'pluginNotAllowed',
      look(own, { pluginRefusal: () => Promise.resolve(refusal) }),
    ],
    [
      'our plugin, which was told to sign in',
      'ownSignInNeeded',
      look(own, {
        lastFailure: (account, of) =>
          Promise.resolve(account === 'ada' && of === tenant ? 'x Click “Sign In” in VS Code' : undefined),
      }),
    ],
    [
      'a token that is over, beside a command',
      'unauthorized',
      look({ ...kubelogin(), token: tokenUntil(nowMs - 1000) }),
    ],
    ['a token that is good', undefined, look({ token: tokenUntil(nowMs + 60_000) })],
    ['a token that nobody can read', undefined, look({ token: 'opaque' })],
    ['no user', 'userMissing', look(undefined)],
    ['no cluster', 'noContext', look(own, {}, { clusters: [] })],
    ['no context', 'contextMissing', look(own, {}, { contexts: [] })],
    ['no current context', 'noContext', look(own, {}, { 'current-context': '' })],
    // Then kubectl takes the pod's own ServiceAccount (client-go, tools/clientcmd/client_config.go, Possible).
    ['no current context, in a pod', undefined, look(own, { isInCluster: true }, { 'current-context': '' })],
    ['no context, in a pod', 'contextMissing', look(own, { isInCluster: true }, { contexts: [] })],
  ];
  for (const [what, code, looked] of found) {
    it(`finds ${what}: ${code ?? 'nothing'}`, async () => {
      const { words } = await looked;
      assert.equal(words === undefined ? undefined : (explainProblem(words)?.code ?? 'unknown words'), code);
    });
  }

  it('tells kuberc’s DenyAll from a list on which our plugin is not', async () => {
    const words = async (isDenyAll: boolean) => {
      const pluginRefusal = () => Promise.resolve({ ...refusal, ...(isDenyAll ? { isDenyAll: true as const } : {}) });
      return explainProblem((await look(own, { pluginRefusal })).words ?? '')?.remedies.map(({ kind }) => kind);
    };
    assert.deepEqual(await words(true), ['openPage']);
    assert.deepEqual(await words(false), ['allowPlugin']);
  });

  it('finds a text that is no kubeconfig', async () => {
    const { words } = await lookAtContext([{ path: '/kube/config', text: '- a\n- b' }], undefined, {} as LookPorts);
    assert.equal(words, 'error loading config file "/kube/config"');
  });

  it('knows each of its words in the catalogue', () => {
    for (const words of Object.values(said)) {
      assert.notEqual(explainProblem(words), undefined, words);
    }
  });
});
