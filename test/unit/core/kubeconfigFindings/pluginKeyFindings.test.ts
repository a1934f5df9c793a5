import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import type {
  KubeconfigFinding,
  KubeconfigSurroundings,
} from '../../../../src/core/kubeconfigFindings/kubeconfigFinding.ts';
import { kubeconfigOf, plugin } from '../credentialPlugin/pluginKubeconfig.ts';
import { plainSurroundings } from './plainSurroundings.ts';

const key = '0123456789abcdef0123456789abcdef';
const plain = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });
const [keyed = ''] = planKeys([plain], plugin, new Map([['a', key]])).texts;
const variable = new RegExp(`      - name: AKS_ENTRA_CONTEXT\n        value: "?${key}"?\n`);

function find(text: string, others: Partial<KubeconfigSurroundings> = {}): KubeconfigFinding[] {
  return findInKubeconfig(text, { ...plainSurroundings, pluginPath: plugin.command, ...others });
}

/** @returns what is marked, of the one that there is */
function marked(text: string): string[] {
  return find(text).flatMap(({ code, severity, start, end, fix }) => {
    assert.deepEqual([code, severity, fix?.kind], ['pluginWithoutKey', 'warning', 'writeKeys']);
    return [text.slice(start, end)];
  });
}

describe('the key in an open kubeconfig', () => {
  it('is no problem as we write it', () => {
    assert.match(keyed, variable);
    assert.deepEqual(find(keyed), []);
    assert.deepEqual(find(keyed.replaceAll('\n', '\r\n')), []);
  });

  it('is missing where the user has none, and the way out is to write it', () => {
    for (const text of [plain, keyed.replace(variable, ''), plain.replace('env: null\n', 'env: []\n')]) {
      assert.deepEqual(marked(text), ['env']);
      assert.match(find(text)[0]?.message ?? '', /^kubectl gets no token with this user: it has no key/);
      assert.equal(find(text)[0]?.fix?.title, 'Write Keys to Contexts');
    }
    assert.deepEqual(marked(plain.replace('      env: null\n', '')), ['command']);
  });

  const changed: Readonly<Record<string, string>> = {
    'the key stands there twice': keyed.replace(variable, '$&$&'),
    'the key has not the form of one': keyed.replace(key, key.toUpperCase()),
    'there is a variable of somebody else': keyed.replace('env:\n', 'env:\n      - {name: LD_PRELOAD, value: /x}\n'),
    'KUBERNETES_EXEC_INFO names a cluster': keyed.replace('interactive', 'cluster'),
  };
  for (const [what, text] of Object.entries(changed)) {
    it(`is no good where ${what}`, () => {
      assert.notEqual(text, keyed);
      assert.deepEqual(marked(text), ['env']);
      const [{ message } = { message: '' }] = find(text);
      assert.match(message, /^kubectl may get no token with this user: the environment of its command is not as/);
      assert.ok(!message.toLowerCase().includes(key));
    });
  }

  it('serves not every program where the user is one of an older version', () => {
    const text = keyed.replace('k8s.io/v1beta1\n', 'k8s.io/v1\n');
    assert.deepEqual(marked(text), ['env']);
    assert.match(find(text)[0]?.message ?? '', /^Not every program gets a token with this user/);
  });

  it('is nobody’s business where the plugin itself is missing, and in other users', () => {
    const codes = find(plain, { missingPaths: new Set([plugin.command]) }).map(({ code }) => code);
    assert.deepEqual(codes, ['missingPlugin']);
    assert.deepEqual(find(plain.replace(plugin.command, '/usr/bin/other')), []);
  });

  it('makes a kubeconfig one that others may not read', () => {
    const about = (text: string): string | undefined =>
      find(text, { permissions: 0o644 }).find(({ code }) => code === 'widePermissions')?.message;
    assert.match(
      about(keyed) ?? '',
      /may read or write this file.*It holds the key with which its contexts get tokens/,
    );
    assert.doesNotMatch(about(plain) ?? 'none', /key|none/);
    assert.match(about(JSON.stringify({ users: [] })) ?? '', /may read/);
  });
});
