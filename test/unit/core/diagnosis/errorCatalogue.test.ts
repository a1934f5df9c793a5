import assert from 'node:assert/strict';
import { once as eventOf } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Kuberc } from '../../../../src/adapters/kubeconfig/kubercFile.ts';
import { planConversion } from '../../../../src/core/conversion/planConversion.ts';
import { explainProblem } from '../../../../src/core/diagnosis/errorCatalogue.ts';
import type { ProblemCode, ProblemFacts } from '../../../../src/core/diagnosis/problem.ts';
import type { Remedy } from '../../../../src/core/diagnosis/remedy.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { oldestAndNewestKubectl, runKubectl, type Kubectl } from '../../../kubectl.ts';
import {
  adminGroupId,
  alice,
  managedEntra,
  startTestCluster,
  tenantId,
  type TestCluster,
} from '../../../simulator/kubernetes/startTestCluster.ts';

/** What Azure writes into an exec entry, and the same as its auth provider. */
const server = '6dae42f8-4368-4678-94ff-3960e28e3630';
const ids = ['--server-id', server, '--client-id', '80faf920-1908-4b52-b5ef-a8e7bedfc67a', '--tenant-id', tenantId];
const getToken = ['get-token', '--environment', 'AzurePublicCloud', ...ids, '--login', 'azurecli'];
const execVersion = 'client.authentication.k8s.io/v1beta1';
const context = 'shop';

const kubectls = oldestAndNewestKubectl();
/** It asks five times less than `get nodes`, which the newest kubectl runs. */
const oneRequest = ['get', '--raw', '/api/v1/nodes'];
/** Older ones do not read ~/.kube/kuberc. */
const firstWithKuberc = 35;

interface Case {
  readonly title: string;
  readonly code: ProblemCode;
  readonly user?: object;
  readonly cluster?: object;
  readonly config?: object;
  readonly args?: readonly string[];
  /** Of ~/.kube/kuberc; only kubectl 1.35 and newer read it. */
  readonly kuberc?: string;
  /** What kubectl's PATH has for kubelogin, as a shell script. */
  readonly kubelogin?: string;
  readonly facts?: ProblemFacts;
  readonly cause?: RegExp;
  /** The first of them is the button. */
  readonly remedies: readonly string[];
  /** What its click comes to; then the same kubectl works. Absent: what helps is not on this machine. */
  readonly mend?: 'convert' | 'fetch' | 'install' | 'allow' | 'token' | (() => void);
}

describe('the error catalogue, with the real messages of kubectl', () => {
  let folder: string;
  let programs: string;
  let target: TestCluster;
  let stranger: TestCluster;
  let azure: TestCluster;
  let admin: string;
  const servers: Server[] = [];
  let runs = 0;

  const script = (name: string, body: string): string => {
    const file = path.join(programs, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  };
  const credentialOf = (token: string, version = execVersion): string =>
    `echo '{"kind":"ExecCredential","apiVersion":"${version}","status":{"token":"${token}"}}'`;
  const listen = async (one: Server): Promise<number> => {
    servers.push(one);
    one.listen(0, '127.0.0.1');
    await eventOf(one, 'listening');
    return (one.address() as AddressInfo).port;
  };

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'error-catalogue-'));
    programs = path.join(folder, 'programs');
    mkdirSync(programs);
    const rbac = { managed: true, adminGroupObjectIDs: null, enableAzureRBAC: true, tenantID: tenantId };
    [target, stranger, azure] = await Promise.all([
      startTestCluster(managedEntra, {}, 'itself'),
      startTestCluster(managedEntra, {}, 'itself'),
      startTestCluster({ ...managedEntra, aadProfile: rbac }, {}, 'itself'),
    ]);
    admin = await target.mint({ groups: [adminGroupId] });
  });

  after(async () => {
    servers.forEach((one) => one.close());
    await Promise.all([target, stranger, azure].map((one) => one.close()));
    rmSync(folder, { recursive: true });
  });

  const clusterOf = ({ server: address, authority }: TestCluster): object => ({
    server: address.replace('127.0.0.1', 'localhost'),
    'certificate-authority-data': Buffer.from(authority.certPem).toString('base64'),
  });

  const configOf = ({ user = execOf('kubelogin'), cluster = {}, config = {} }: Partial<Case>): object => ({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'shop', cluster: { ...clusterOf(target), ...cluster } }],
    users: [{ name: 'user', user }],
    contexts: [{ name: context, context: { cluster: 'shop', user: 'user' } }],
    'current-context': context,
    ...config,
  });

  /** A home folder in which kubectl is run, with the kubeconfig that it reads. */
  interface Home {
    readonly folder: string;
    readonly config: string;
    readonly path: string;
  }

  const homeOf = (text: string): Home => {
    runs += 1;
    const home = path.join(folder, `home${String(runs)}`);
    mkdirSync(path.join(home, '.kube'), { recursive: true });
    writeFileSync(path.join(home, '.kube', 'config'), text, { mode: 0o600 });
    return { folder: home, config: path.join(home, '.kube', 'config'), path: `${programs}:/usr/bin:/bin` };
  };

  const run = async (kubectl: Kubectl, home: Home, args: readonly string[] = ['get', 'nodes']) =>
    runKubectl(kubectl, args, { HOME: home.folder, PATH: home.path });

  const check = async (one: Case): Promise<void> => {
    const text = JSON.stringify(configOf(one));
    const tried = one.kuberc === undefined ? kubectls : kubectls.filter(({ minor }) => minor >= firstWithKuberc);
    for (const kubectl of tried) {
      rmSync(path.join(programs, 'kubelogin'), { force: true });
      if (one.kubelogin !== undefined) {
        script('kubelogin', one.kubelogin);
      }
      const home = homeOf(text);
      if (one.kuberc !== undefined) {
        writeFileSync(path.join(home.folder, '.kube', 'kuberc'), one.kuberc);
      }
      const { exitCode, stdout, stderr } = await run(
        kubectl,
        home,
        one.args ?? (kubectl === kubectls.at(-1) ? undefined : oneRequest),
      );
      assert.notEqual(exitCode, 0, `${one.title} did not fail`);
      const problem = explainProblem(stdout + stderr, { contextName: context, ...one.facts });
      assert.equal(problem?.code, one.code, stderr);
      assert.deepEqual(
        problem.remedies.map((remedy) => (remedy.kind === 'onCluster' ? remedy.command : remedy.kind)),
        one.remedies,
      );
      assert.match(problem.cause, one.cause ?? /\.( \(AADSTS\d+\))?$/);
      assert.doesNotMatch(`${problem.title} ${problem.cause} ${problem.fix}`, /undefined|\n/);
      if (one.mend !== undefined && kubectl === kubectls.at(-1)) {
        await mend(one, home, problem.remedies[0] as Remedy);
        const again = await run(kubectl, home, one.args);
        assert.equal(again.exitCode, 0, again.stderr);
      }
    }
  };

  /** What the first remedy does in the end, in a home of its own. */
  const mend = async ({ mend: how }: Case, home: Home, remedy: Remedy): Promise<void> => {
    const text = readFileSync(home.config, 'utf8');
    if (how === 'convert') {
      assert.ok(remedy.kind === 'convert' || remedy.kind === 'useVscodeSignIn', remedy.kind);
      const target = 'azurecli';
      const conversions = remedy.contextNames.map((contextName) => ({ contextName, options: {}, target }) as const);
      writeFileSync(home.config, planConversion([text], conversions).texts[0] ?? '');
      script('kubelogin', credentialOf(admin));
    } else if (how === 'fetch') {
      assert.ok(['getCredentials', 'switchContext', 'onCluster'].includes(remedy.kind), remedy.kind);
      writeFileSync(home.config, fetched(text));
      script('kubelogin', credentialOf(admin));
    } else if (how === 'install') {
      assert.ok(remedy.kind === 'installTool' && remedy.tool === 'kubelogin', remedy.kind);
      script('kubelogin', credentialOf(admin));
    } else if (how === 'token') {
      assert.equal(remedy.kind, 'refreshToken');
      script('kubelogin', credentialOf(admin));
    } else if (how === 'allow') {
      assert.equal(remedy.kind, 'allowPlugin');
      const allowlist = new Kuberc({
        env: {},
        home: () => Promise.resolve(home.folder),
        platform: 'linux',
        backupDirectory: path.join(home.folder, 'backups'),
        command: ownPlugin(),
      });
      await allowlist.allow((await allowlist.refusal())?.change ?? assert.fail('nothing to allow'));
    } else {
      how?.();
    }
  };

  /** The kubeconfig once the credential was fetched again. */
  const fetched = (text: string): string => {
    const credential = parseCredential(
      JSON.stringify(configOf({ user: execOf('kubelogin'), cluster: clusterOf(target) })),
    );
    const plan = planMerge({
      text,
      credential,
      contextName: context,
      onConflict: 'overwrite',
      setCurrentContext: true,
    });
    return plan.kind === 'changed' ? plan.text : assert.fail(plan.kind);
  };

  const ownPlugin = (): string => path.join(programs, 'aks-entra');

  it('knows what to do about an expired token, and one for another application', async () => {
    for (const claims of [{}, { aud: 'https://management.azure.com/' }]) {
      const token = await target.mint({ groups: [adminGroupId], ...claims }, 'aud' in claims ? 3600 : -60);
      await check({
        title: 'a token in the kubeconfig',
        code: 'unauthorized',
        user: { token },
        remedies: ['getCredentials', 'verifyContext'],
        mend: 'fetch',
      });
      await check({
        title: 'unauthorized with VS Code’s token',
        code: 'unauthorized',
        args: ['get', '--raw', '/api/v1/nodes'],
        kubelogin: credentialOf(token),
        facts: { hasOwnPlugin: true },
        remedies: ['refreshToken', 'getCredentials', 'verifyContext'],
        mend: 'token',
      });
    }
  });

  it('knows either Forbidden, and hands its line on', async () => {
    const outsider = await target.mint({ groups: [] });
    const line =
      'Error from server (Forbidden): nodes is forbidden: User "alice@contoso.example" cannot list resource "nodes" in API group "" at the cluster scope';
    await check({
      title: 'no binding',
      code: 'forbidden',
      kubelogin: credentialOf(outsider),
      facts: { hasKubelogin: true },
      remedies: ['explainForbidden', 'copyLine'],
      mend: () => target.cluster.bindings.push({ role: 'cluster-admin', subject: alice.upn }),
    });
    target.cluster.bindings.length = 0;
    const [first] = explainProblem(`E1130 nothing\n${line}\n`, { contextName: context })?.remedies ?? [];
    assert.deepEqual(first, { kind: 'explainForbidden', title: 'Why Forbidden?', message: line, contextName: context });

    await check({
      title: 'no role in Azure',
      code: 'forbiddenByAzure',
      cluster: clusterOf(azure),
      kubelogin: credentialOf(await azure.mint({ groups: [] })),
      facts: { hasOwnPlugin: false },
      remedies: ['explainForbidden'],
      mend: () => azure.cluster.roleAssignments.push({ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid }),
    });
  });

  const cases: readonly (Case & { readonly setUp?: () => void })[] = [
    {
      title: 'format=azure',
      code: 'azureFormat',
      user: {
        'auth-provider': {
          name: 'azure',
          config: {
            'apiserver-id': server,
            'client-id': '80faf920-1908-4b52-b5ef-a8e7bedfc67a',
            'config-mode': '1',
            environment: 'AzurePublicCloud',
            'tenant-id': tenantId,
          },
        },
      },
      remedies: ['convert', 'useVscodeSignIn'],
      mend: 'convert',
    },
    {
      title: 'no kubelogin',
      code: 'kubeloginMissing',
      user: execOf('kubelogin'),
      facts: { canUseVscodeSignIn: false },
      remedies: ['installTool'],
      mend: 'install',
    },
    {
      title: 'no kubelogin, where VS Code’s sign-in can serve',
      code: 'kubeloginMissing',
      user: execOf('kubelogin'),
      remedies: ['useVscodeSignIn', 'installTool'],
      mend: 'convert',
    },
    {
      title: 'a plugin whose path leads to nothing',
      code: 'pluginMissing',
      user: execOf('/opt/gone/kubelogin'),
      cause: /\/opt\/gone\/kubelogin: there is no such program/,
      remedies: ['convert', 'getCredentials'],
      mend: 'convert',
    },
    {
      title: 'another program that is not on the PATH',
      code: 'pluginMissing',
      user: execOf('gone-plugin'),
      cause: /gone-plugin/,
      remedies: ['convert', 'getCredentials'],
    },
    {
      title: 'v1alpha1',
      code: 'oldExecVersion',
      user: execOf('kubelogin', { apiVersion: 'client.authentication.k8s.io/v1alpha1' }),
      remedies: ['convert', 'getCredentials'],
      mend: 'convert',
    },
    {
      title: 'a plugin that answers in another version',
      code: 'execVersionMismatch',
      user: execOf('kubelogin', { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'IfAvailable' }),
      kubelogin: credentialOf('none'),
      cause: /asks for v1, and the plugin answered in v1beta1\./,
      remedies: ['convert', 'getCredentials'],
      mend: 'convert',
    },
    {
      title: 'no interactiveMode',
      code: 'interactiveModeMissing',
      user: execOf('kubelogin', { apiVersion: 'client.authentication.k8s.io/v1' }),
      cause: /^The user user asks/,
      remedies: ['convert', 'getCredentials'],
      mend: 'convert',
    },
    {
      title: 'int128’s kubelogin',
      code: 'otherKubelogin',
      kubelogin: 'echo "Error: unknown flag: --environment" >&2; exit 1',
      facts: { canUseVscodeSignIn: false },
      remedies: ['installTool'],
      mend: 'install',
    },
    {
      title: 'kubelogin failing without a word that is known',
      code: 'pluginFailed',
      kubelogin: 'echo "Error: something" >&2; exit 1',
      cause: /^kubelogin gets the token for this context, and failed\./,
      remedies: ['verifyContext', 'useVscodeSignIn', 'convert'],
    },
    {
      title: 'a plugin that prints no credential',
      code: 'pluginFailed',
      kubelogin: 'echo hello',
      remedies: ['verifyContext', 'useVscodeSignIn', 'convert'],
    },
    {
      title: 'kubelogin failing with an AADSTS code',
      code: 'signInNeeded',
      kubelogin: 'echo "Error: failed to get token: AADSTS70043: The refresh token has expired" >&2; exit 1',
      facts: { hasOwnPlugin: false },
      cause: /\(AADSTS70043\)$/,
      remedies: ['useVscodeSignIn', 'convert', 'copyLine'],
      mend: 'convert',
    },
    {
      title: 'a device code that nobody entered',
      code: 'deviceCodeUnanswered',
      kubelogin: 'echo "Error: failed to get token: DeviceCodeCredential: context deadline exceeded" >&2; exit 1',
      remedies: ['useVscodeSignIn', 'convert'],
      mend: 'convert',
    },
    {
      title: 'the az that kubelogin asks, signed out',
      code: 'azSignedOut',
      kubelogin: `echo "Error: failed to get token: AzureCLICredential: ERROR: Please run 'az login' to setup account." >&2; exit 1`,
      remedies: ['copyLine', 'useVscodeSignIn'],
    },
    {
      title: 'our plugin with a wrong key',
      code: 'ownKeyWrong',
      kubelogin: `echo "Error: AKS Entra gives out no token: the key in this context's kubeconfig user is missing or wrong. Run" >&2; exit 1`,
      remedies: ['writeKeys'],
    },
    {
      title: 'our plugin where VS Code needs a sign-in',
      code: 'ownSignInNeeded',
      kubelogin:
        'echo "Error: The session has expired. Sign in again. (AADSTS70043) Click “Sign In” in VS Code (account a), then run this again." >&2; exit 1',
      facts: { hasOwnPlugin: true },
      remedies: ['signIn'],
    },
    {
      title: 'no context',
      code: 'noContext',
      config: { contexts: [], 'current-context': '' },
      remedies: ['switchContext', 'getCredentials'],
      mend: 'fetch',
    },
    {
      title: 'a context whose cluster is not there',
      code: 'noContext',
      config: { clusters: [] },
      remedies: ['switchContext', 'getCredentials'],
      mend: 'fetch',
    },
    {
      title: 'a current context that is not there',
      code: 'contextMissing',
      config: { 'current-context': 'gone' },
      remedies: ['switchContext', 'getCredentials'],
      mend: 'fetch',
    },
    {
      title: 'a context whose user is not there',
      code: 'userMissing',
      config: { users: [] },
      remedies: ['getCredentials'],
      mend: 'fetch',
    },
    {
      title: 'a file that kubectl cannot load',
      code: 'kubeconfigUnreadable',
      config: { clusters: 3 },
      remedies: ['checkSetup', 'restoreBackup'],
    },
    {
      // Go's resolver refuses a label that is too long before it asks anybody.
      title: 'a name that is not known',
      code: 'hostUnknown',
      cluster: { server: `https://${'a'.repeat(64)}.privatelink.westeurope.azmk8s.io:443` },
      kubelogin: credentialOf('none'),
      cause: /^a{64}\.privatelink\.westeurope\.azmk8s\.io is not found/,
      remedies: ['verifyContext'],
    },
    {
      title: 'a port on which nothing listens',
      code: 'connectionRefused',
      cluster: { server: 'https://127.0.0.1:1' },
      kubelogin: credentialOf('none'),
      remedies: ['verifyContext', 'getCredentials'],
    },
    {
      title: 'a cluster that was recreated',
      code: 'unknownAuthority',
      cluster: { 'certificate-authority-data': undefined },
      kubelogin: credentialOf('none'),
      remedies: ['getCredentials', 'verifyContext'],
      mend: 'fetch',
    },
    {
      title: 'another server',
      code: 'wrongServerName',
      cluster: { server: 'https://127.0.0.1:0', 'tls-server-name': 'other.example' },
      kubelogin: credentialOf('none'),
      cause: /does not hold the name other\.example/,
      remedies: ['getCredentials', 'verifyContext'],
      mend: 'fetch',
    },
    ...['DenyAll', 'Allowlist'].map((policy): Case => ({
      title: `kuberc’s ${policy}, for another plugin`,
      code: 'pluginNotAllowed',
      kuberc: kubercOf(policy === 'DenyAll' ? policy : `${policy}\ncredentialPluginAllowlist: [{name: other}]`),
      kubelogin: credentialOf('none'),
      cause: policy === 'DenyAll' ? /DenyAll in ~\/\.kube\/kuberc/ : /programs\/kubelogin is not in/,
      remedies: policy === 'DenyAll' ? ['openPage'] : ['openPage', 'convert'],
    })),
    {
      title: 'kuberc’s allowlist without our plugin',
      code: 'pluginNotAllowed',
      user: execOf('aks-entra'),
      kuberc: kubercOf('Allowlist\ncredentialPluginAllowlist:\n- name: other'),
      remedies: ['allowPlugin'],
      mend: 'allow',
    },
    ...['Allowlist\ncredentialPluginAllowlist: [{command: other}]', 'Nope', 'Allowlist'].map((policy): Case => ({
      title: `a kuberc that kubectl cannot use: ${JSON.stringify(policy)}`,
      code: 'kubercInvalid',
      kuberc: kubercOf(policy),
      remedies: ['openPage'],
    })),
  ];

  for (const one of cases) {
    it(`knows ${one.title}`, async () => {
      let { user, cluster } = one;
      if (one.title === 'kuberc’s allowlist without our plugin') {
        user = execOf(script('aks-entra', credentialOf(admin)));
      } else if (one.code === 'unknownAuthority') {
        cluster = { 'certificate-authority-data': Buffer.from(stranger.authority.certPem).toString('base64') };
      } else if (one.code === 'wrongServerName') {
        cluster = { 'tls-server-name': 'other.example' };
      }
      await check({ ...one, ...(user === undefined ? {} : { user }), ...(cluster === undefined ? {} : { cluster }) });
    });
  }

  it('knows a proxy that does not get there, and one that is not there', async () => {
    const proxy = createHttpServer();
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    const port = await listen(proxy);
    for (const [address, kubelogin] of [
      [`http://127.0.0.1:${port}`, credentialOf('none')],
      ['http://127.0.0.1:1', credentialOf('none')],
    ] as const) {
      await check({
        title: 'a proxy',
        code: 'proxyFailed',
        args: ['get', 'nodes'],
        cluster: { server: 'https://aks.example:443', 'proxy-url': address },
        kubelogin,
        remedies: ['verifyContext'],
      });
    }
  });

  it('knows a server that does not answer', async () => {
    const port = await listen(createServer());
    await check({
      title: 'no answer',
      code: 'timeout',
      cluster: { server: `https://127.0.0.1:${port}` },
      args: ['get', '--raw', '/version', '--request-timeout=1s'],
      kubelogin: credentialOf('none'),
      remedies: ['verifyContext'],
    });
  });
});

function execOf(command: string, more: object = {}): object {
  return { exec: { apiVersion: execVersion, command, args: getToken, ...more } };
}

function kubercOf(policy: string): string {
  return `apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: ${policy}\n`;
}
