import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from 'yaml';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { currentContextOf } from '../../../../src/core/kubeconfig/currentContext.ts';
import { describeSignIn } from '../../../../src/core/kubeconfig/describeContext.ts';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { keyedUser, keylessUser, type PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { mapAt, type YamlMap } from '../../../../src/core/yamlValue.ts';
import { azureCredential, execCredential, staticCredential, tenantId } from '../kubeconfig/armCredentials.ts';

const cluster = { name: 'payments-prod', resourceGroup: 'rg-payments' };
const accountId = 'aaaaaaaa-2222-3333-4444-555555555555.11111111-2222-3333-4444-555555555555';
const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
const clientId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';
const login: PluginLogin = {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId,
  environment: 'AzurePublicCloud',
};
const windows: PluginLogin = {
  ...login,
  plugin: {
    command: 'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    args: ['C:\\Users\\ada\\AppData\\Local\\aks-entra\\plugin\\plugin.cjs'],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  },
};
const key = '0123456789abcdef0123456789abcdef';
const execInfo = {
  name: 'KUBERNETES_EXEC_INFO',
  value: '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false}}',
};
const ownArguments = [
  ...['get-token', '--login', 'vscode', '--server-id', serverId, '--tenant-id', tenantId],
  ...['--environment', 'AzurePublicCloud', '--account', accountId],
];

function merged(target: PluginLogin): string {
  const plan = planMerge({
    text: undefined,
    credential: applyLoginMode(parseCredential(execCredential(cluster)), target),
    metadata: { clusterId: '/subscriptions/x', loginMode: 'vscode' },
    onConflict: 'ask',
    setCurrentContext: true,
  });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

describe('the login mode vscode', () => {
  it('runs our plugin by its absolute path, tells it the cluster, and never prompts on the terminal', () => {
    for (const text of [execCredential(cluster), azureCredential(cluster)]) {
      const { user, entra, kind } = applyLoginMode(parseCredential(text), login);
      const { installHint, ...exec } = mapAt(user, 'exec') ?? {};
      assert.deepEqual(exec, {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        args: ownArguments,
        command: login.plugin.command,
        env: [execInfo],
        interactiveMode: 'Never',
        provideClusterInfo: true,
      });
      assert.ok(typeof installHint === 'string' && installHint.includes('AKS Entra'));
      assert.equal(kind, 'exec');
      assert.deepEqual(entra, {
        serverId,
        tenantId,
        environment: 'AzurePublicCloud',
        accountId,
        login: 'vscode',
        isLegacy: false,
      });
    }
  });

  it('brings its key along where that is known, in nothing but its command’s environment', () => {
    const exec = (target: PluginLogin): YamlMap | undefined =>
      mapAt(applyLoginMode(parseCredential(execCredential(cluster)), target).user, 'exec');
    assert.deepEqual(exec({ ...login, key })?.['env'], [{ name: 'AKS_ENTRA_CONTEXT', value: key }, execInfo]);
    assert.deepEqual(exec({ ...windows, key })?.['env'], [
      { name: 'ELECTRON_RUN_AS_NODE', value: '1' },
      { name: 'AKS_ENTRA_CONTEXT', value: key },
      execInfo,
    ]);
    assert.equal(merged({ ...login, key }).split(key).length, 2);
  });

  it('is written anew as a whole with another key: nothing that stood in its command’s environment stays', () => {
    for (const target of [login, windows]) {
      const user = applyLoginMode(parseCredential(execCredential(cluster)), { ...target, key, fallback: 'none' }).user;
      const old = {
        ...user,
        exec: { ...mapAt(user, 'exec'), apiVersion: 'x/v1', foo: 'bar', env: [{ name: 'LD_PRELOAD', value: '/x' }] },
        extensions: null,
      };
      assert.deepEqual(keyedUser(old, target.plugin, key), { ...user, extensions: null });
      assert.deepEqual(keylessUser(old), { ...keylessUser(user), extensions: null });
      assert.ok(!JSON.stringify(keylessUser(user)).includes(key));
    }
    assert.equal(keyedUser(parseCredential(execCredential(cluster)).user, login.plugin, key), undefined);
    assert.equal(keyedUser({ token: 'x' }, login.plugin, key), undefined);
  });

  it('is known again wherever a kubeconfig is read, on Windows too', () => {
    for (const each of [login, windows]) {
      const facts = readContexts(merged(each));
      assert.equal(facts.current?.kind, 'exec');
      assert.equal(facts.current.entra?.accountId, accountId);
      assert.equal(describeSignIn(facts.current), 'VS Code sign-in');
      assert.deepEqual(currentContextOf(facts), {
        contextName: 'payments-prod',
        isVscodeSignIn: true,
        serverId,
        tenantId,
        accountId,
        environment: 'AzurePublicCloud',
      });
    }
  });

  it('has no word in it that makes az or kubelogin convert it', () => {
    assert.doesNotMatch(merged(login), /kubelogin/i);
  });

  for (const mode of loginModeNames) {
    it(`converts to kubelogin’s ${mode} and back`, () => {
      const text = merged(login);
      const options = { clientId, tenantId };
      const there = convertUsers(text, { loginMode: mode, options, contexts: ['payments-prod'] });
      assert.match(there.text, /command: kubelogin\n/);
      assert.match(there.text, new RegExp(`loginMode: ${mode}\n`));
      assert.deepEqual(there.converted[0] && [there.converted[0].from, there.converted[0].to], ['vscode', mode]);
      const back = convertUsers(there.text, { loginMode: login, options, contexts: ['payments-prod'] });
      assert.deepEqual(parseDocument(back.text).toJS(), parseDocument(text).toJS());
    });
  }

  it('is devicecode again with the arguments that AKS hands out', () => {
    const { text } = convertUsers(merged(login), { loginMode: 'devicecode', contexts: ['payments-prod'] });
    const expected = convertUsers(execCredential(cluster), { loginMode: 'devicecode' }).text;
    const argsOf = (kubeconfig: string): string | undefined =>
      /args:\n( +- .*\n)+/.exec(kubeconfig)?.[0].replaceAll(' ', '');
    assert.equal(argsOf(text), argsOf(expected));
  });

  it('keeps what a context does while VS Code is closed, until that is changed', () => {
    const convert = (text: string, fallback?: 'azurecli' | 'setting'): string =>
      convertUsers(text, {
        loginMode: fallback === undefined ? login : { ...login, fallback },
        contexts: ['payments-prod'],
      }).text;
    const own = convert(merged(login), 'azurecli');
    assert.equal(readContexts(own).current?.entra?.fallback, 'azurecli');
    assert.equal(convert(own), own);
    assert.equal(convert(own, 'setting'), merged(login));
  });

  it('keeps it too when the cluster’s credential is fetched again, without a question', () => {
    for (const target of [login, windows]) {
      const present = merged({ ...target, fallback: 'azurecli' });
      const request = {
        text: present,
        credential: applyLoginMode(parseCredential(execCredential(cluster)), target),
        metadata: { clusterId: '/subscriptions/x', loginMode: 'vscode' },
        onConflict: 'ask',
        setCurrentContext: true,
      } as const;
      assert.equal(planMerge(request).kind, 'unchanged');
      const asked = applyLoginMode(parseCredential(execCredential(cluster)), { ...target, fallback: 'none' });
      assert.equal(planMerge({ ...request, credential: asked }).kind, 'conflict');
      const elsewhere = planMerge({ ...request, metadata: { clusterId: '/subscriptions/y' } });
      assert.equal(elsewhere.kind, 'conflict');
    }
  });

  it('stays when all of kubelogin’s users are converted, as kubelogin itself would leave it', () => {
    const text = merged(login);
    assert.equal(convertUsers(text, { loginMode: 'azurecli' }).text, text);
  });

  it('is refused for a legacy server application, a static credential and an unknown tenant', () => {
    const legacy = execCredential(cluster).replace('- devicecode\n', '- devicecode\n      - --legacy\n');
    for (const [text, reason] of [
      [legacy, /server application/],
      [execCredential(cluster).replace(serverId, clientId), /server application/],
      [staticCredential(cluster), /does not sign in/],
    ] as const) {
      assert.throws(() => applyLoginMode(parseCredential(text), login), {
        code: 'credentialNotConvertible',
        message: reason,
      });
    }
    const inChina = execCredential(cluster).replace('AzurePublicCloud', 'AzureChinaCloud');
    assert.throws(() => applyLoginMode(parseCredential(inChina), login), { message: /another cloud/ });
    const named = execCredential(cluster).replace(tenantId, 'contoso.com');
    assert.throws(() => applyLoginMode(parseCredential(named), login), { message: /contoso\.com.* is a name/ });
    const { text } = convertUsers(execCredential(cluster), { loginMode: 'azurecli' });
    assert.throws(() => convertUsers(text, { loginMode: login }), { message: /--tenant-id is required/ });
  });

  it('is not taken from Azure, and from a person only where it is the plugin of this machine', () => {
    const text = merged(login);
    assert.throws(() => parseCredential(text), { code: 'credentialUntrusted' });
    const rules = { resolve: (path: string) => path, separator: '/' };
    const distrustOf = (kubeconfig: string, plugin?: string): readonly string[] =>
      splitForeignKubeconfig(kubeconfig, rules, plugin).credentials[0]?.distrust ?? ['none'];
    assert.deepEqual(distrustOf(text, login.plugin.command), []);
    assert.notDeepEqual(distrustOf(text), []);
    assert.notDeepEqual(distrustOf(text, '/home/ben/.local/share/aks-entra/plugin/aks-entra'), []);
    const withArgument = text.replace('- vscode\n', '- vscode\n      - --authority-host\n      - https://evil\n');
    assert.notDeepEqual(distrustOf(withArgument, login.plugin.command), []);
  });
});
