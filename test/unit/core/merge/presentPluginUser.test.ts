import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { type KubeconfigCredential, parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { type MergePlan, planMerge, planMergeAll } from '../../../../src/core/merge/planMerge.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { keysIn } from '../../features/kubectlSignIn/pluginKubeconfigs.ts';
import { execCredential } from '../kubeconfig/armCredentials.ts';

const [key, otherKey] = ['0123456789abcdef0123456789abcdef', 'ffffffffffffffff0000000000000000'];
const login: PluginLogin = {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId: 'ada.home',
  environment: 'AzurePublicCloud',
};
const cluster = { name: 'shop' };

function credential(target: Partial<PluginLogin> = {}, of: Parameters<typeof execCredential>[0] = cluster) {
  return applyLoginMode(parseCredential(execCredential(of)), { ...login, ...target });
}

function merge(text: string | undefined, item: KubeconfigCredential): MergePlan {
  return planMerge({ text, credential: item, onConflict: 'ask', setCurrentContext: true });
}

function textOf(plan: MergePlan): string {
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

const written = textOf(merge(undefined, credential({ key })));
/** As versions before keys wrote it. */
const old = written
  .replace(/ +env:\n( +- name: .*\n +value: .*\n)+/, '      env: null\n')
  .replace('client.authentication.k8s.io/v1beta1', 'client.authentication.k8s.io/v1');

describe('the user of our plugin that is there already', () => {
  it('keeps its key when the cluster’s credential comes again without one', () => {
    assert.equal(merge(written, credential()).kind, 'unchanged');
    assert.equal(merge(written, credential({ key })).kind, 'unchanged');
  });

  it('keeps both, its key and the fallback that was chosen for it alone', () => {
    const both = textOf(merge(undefined, credential({ key, fallback: 'azurecli' })));
    assert.match(both, /- --fallback\n +- azurecli\n/);
    assert.equal(merge(both, credential()).kind, 'unchanged');
    assert.equal(merge(both, credential({ key })).kind, 'unchanged');
    assert.match(textOf(merge(both, credential({ key: otherKey }))), /- azurecli\n[^]*value: f{16}0{16}\n/);
    assert.equal(merge(both, credential({ fallback: 'none' })).kind, 'conflict');
  });

  it('keeps its key where it serves no context any more, or another one of the same cluster too', () => {
    const copied = written.replace(
      /contexts:\n(- context:\n(?: {2}.*\n)+)/,
      (all, entry: string) => all + entry.replace('name: shop', 'name: shop-web'),
    );
    assert.equal(copied.split('- context:').length, 3);
    assert.equal(merge(copied, credential()).kind, 'unchanged');
    const alone = written.replace(/contexts:\n(- context:\n(?: {2}.*\n)+)/, 'contexts: []\n');
    assert.match(textOf(merge(alone, credential())), new RegExp(`value: "?${key}`));
  });

  it('gets the list’s key unasked, where it has another one, none yet, or was written by an older version', () => {
    assert.match(old, /env: null/);
    assert.match(old, /k8s\.io\/v1\n/);
    const keyless = textOf(merge(undefined, credential()));
    for (const text of [old, keyless, textOf(merge(undefined, credential({ key: otherKey })))]) {
      assert.equal(textOf(merge(text, credential({ key }))), written);
    }
    assert.equal(textOf(merge(old, credential())), keyless);
  });

  it('is asked about where anything else of it would go', () => {
    const variable = written.replace('env:\n', 'env:\n      - name: LD_PRELOAD\n        value: /tmp/x.so\n');
    const command = written.replace('/home/ada/', '/home/ben/');
    const account = written.replace('ada.home', 'ben.home');
    for (const text of [variable, command, account]) {
      assert.notEqual(text, written);
      assert.equal(merge(text, credential({ key })).kind, 'conflict');
      assert.equal(merge(text, credential()).kind, 'conflict');
    }
  });

  it('gives its key to no context of another cluster, and does not lose it unasked', () => {
    const elsewhere = { ...cluster, server: 'https://evil-1234.hcp.eastus.azmk8s.io:443' };
    const foreign = execCredential(elsewhere).replaceAll(/(name|cluster): shop\n/g, '$1: evil\n');
    const item = applyLoginMode(parseCredential(foreign), login);
    assert.deepEqual([item.contextName, item.userName], ['evil', credential().userName]);
    const plan = merge(written, item);
    assert.ok(plan.kind === 'conflict');
    assert.deepEqual(
      plan.conflicts.map(({ section }) => section),
      ['users'],
    );
    assert.ok(!JSON.stringify(plan.conflicts).includes(key));
  });

  it('gives its key to no other program, be it called like ours', () => {
    const command = '/tmp/repository/aks-entra/plugin/aks-entra';
    const item = credential({ plugin: { ...login.plugin, command } });
    const plan = planMerge({ text: written, credential: item, onConflict: 'overwrite', setCurrentContext: true });
    assert.ok(textOf(plan).includes(command));
    assert.ok(!textOf(plan).includes(key));
    assert.equal(merge(written, item).kind, 'conflict');
  });

  it('does not get the key of another cluster unasked: the contexts that it serves would get no token any more', () => {
    const elsewhere = { ...cluster, server: 'https://other-1234.hcp.eastus.azmk8s.io:443' };
    const text = execCredential(elsewhere).replaceAll(/(name|cluster): shop\n/g, '$1: other\n');
    const item = applyLoginMode(parseCredential(text), { ...login, key: otherKey });
    assert.equal(item.userName, credential().userName);
    const plan = merge(written, item);
    assert.ok(plan.kind === 'conflict');
    assert.deepEqual(
      plan.conflicts.map(({ section }) => section),
      ['users'],
    );
    const shared = textOf(
      planMerge({
        text: written,
        credential: applyLoginMode(parseCredential(text), { ...login, key }),
        onConflict: 'ask',
        setCurrentContext: false,
      }),
    );
    assert.equal(merge(shared, credential({ key: otherKey })).kind, 'conflict');
    const both = planMerge({ text: written, credential: item, onConflict: 'keepBoth', setCurrentContext: true });
    assert.ok(textOf(both).includes(key));
    assert.ok(textOf(both).includes(otherKey));
  });

  it('is one of two where one file has one user for two clusters, and both get their keys', () => {
    const text = execCredential({ ...cluster, server: 'https://other-1234.hcp.eastus.azmk8s.io:443' });
    const other = parseCredential(text.replaceAll(/(name|cluster): shop\n/g, '$1: other\n'));
    const credentials = [
      { credential: credential({ key }) },
      { credential: applyLoginMode(other, { ...login, key: otherKey }) },
    ];
    const plan = planMergeAll({ text: undefined, credentials, current: undefined, onConflict: 'ask' });
    assert.ok(plan.kind === 'merged');
    assert.deepEqual(keysIn(plan.text ?? ''), {
      [plan.contexts[0]?.contextName ?? '']: key,
      [plan.contexts[1]?.contextName ?? '']: otherKey,
    });
  });

  it('stays as it is when its own kubeconfig is imported', () => {
    const rules = { resolve: (path: string) => path, separator: '/' };
    const [item] = splitForeignKubeconfig(written, rules, login.plugin.command).credentials;
    assert.ok(item !== undefined);
    assert.equal(merge(written, item.credential).kind, 'unchanged');
    assert.doesNotMatch(textOf(merge(undefined, item.credential)), /AKS_ENTRA_CONTEXT/);
  });
});
