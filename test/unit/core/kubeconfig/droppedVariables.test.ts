import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { type ForeignCredential, splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { execCredential } from './armCredentials.ts';

const key = '0123456789abcdef0123456789abcdef';
const login: PluginLogin = {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId: 'ada.home',
  environment: 'AzurePublicCloud',
  key,
};
const ofOthers =
  /^It holds a key of somebody else, which is not taken over: unless its cluster is one that you set up, kubectl gets no token for it/;

function textWith(env = ''): string {
  const credential = applyLoginMode(parseCredential(execCredential({ name: 'shop' })), login);
  const plan = planMerge({ text: undefined, credential, onConflict: 'ask', setCurrentContext: true });
  assert.ok(plan.kind === 'changed');
  return env === '' ? plan.text : plan.text.replace(/ +env:\n( +- name: .*\n +value: .*\n)+/, `      env: ${env}\n`);
}

function imported(text: string, ownPlugin: string | undefined = login.plugin.command): ForeignCredential {
  const rules = { resolve: (path: string) => path, separator: '/' };
  const [credential] = splitForeignKubeconfig(text, rules, ownPlugin).credentials;
  assert.ok(credential !== undefined);
  return credential;
}

describe('the environment of our plugin’s user in a kubeconfig from outside', () => {
  for (const ownPlugin of [login.plugin.command, '/home/ben/.local/share/aks-entra/plugin/aks-entra', '']) {
    it(`is not taken over, and its key is told of, where our own plugin is ${ownPlugin || 'unknown'}`, () => {
      const one = imported(textWith(), ownPlugin);
      assert.equal(JSON.stringify({ ...one, preview: one.preview() }).includes(key), false);
      assert.equal(JSON.stringify(one.credential).includes('AKS_ENTRA_CONTEXT'), false);
      assert.match(one.cautions.join(), ofOthers);
      assert.equal(one.cautions.length, 1);
      assert.equal(one.distrust.includes('it runs a command other than kubelogin'), ownPlugin !== login.plugin.command);
    });
  }

  it('is told of where it holds anything else', () => {
    const evil = '{name: LD_PRELOAD, value: /tmp/x.so}';
    const one = imported(textWith(`[${evil}, {name: AKS_ENTRA_CONTEXT, value: ${key}}]`));
    assert.match(one.cautions[0] ?? '', ofOthers);
    assert.deepEqual(one.cautions.slice(1), ['It sets LD_PRELOAD, which is not taken over.']);
    assert.deepEqual(one.distrust, []);
    assert.equal(one.preview().includes('LD_PRELOAD'), false);
    assert.equal(JSON.stringify(one.credential).includes('x.so'), false);
  });

  it('is told of where it names the cluster, or is odd', () => {
    const about = (env: string): string => imported(textWith(env)).cautions.join();
    assert.match(about('[{name: KUBERNETES_EXEC_INFO, value: "{}"}]'), /^It sets KUBERNETES_EXEC_INFO, which is not/);
    assert.match(about('[{name: ELECTRON_RUN_AS_NODE, value: "1"}]'), /^It sets ELECTRON_RUN_AS_NODE, which is not/);
    assert.match(about(`[{name: AKS_ENTRA_CONTEXT, value: ${key}}, {name: AKS_ENTRA_CONTEXT, value: x}]`), ofOthers);
  });

  it('is nothing to tell of where there is none', () => {
    for (const env of ['null', '[]']) {
      assert.deepEqual(imported(textWith(env)).cautions, []);
    }
  });

  it('is judged as before for every other command', () => {
    const kubelogin = execCredential({ name: 'shop' }).replace(
      'env: null',
      `env: [{name: AKS_ENTRA_CONTEXT, value: ${key}}]`,
    );
    assert.deepEqual(imported(kubelogin).distrust, ['its command sets environment variables']);
  });

  it('is not taken over with arguments that are not ours either, which stay to be judged', () => {
    const odd = textWith().replace('- vscode\n', '- vscode\n      - --authority-host\n      - https://evil\n');
    const one = imported(odd);
    assert.ok(one.distrust.includes('it runs a command other than kubelogin'));
    assert.match(one.cautions.join(), ofOthers);
    assert.equal(JSON.stringify({ ...one, preview: one.preview() }).includes(key), false);
    assert.ok(one.preview().includes('https://evil'));
  });
});
