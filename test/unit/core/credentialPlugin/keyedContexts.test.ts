import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contextsWithoutKey, planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { type PluginContext, pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { kubeconfigOf, plugin } from './pluginKubeconfig.ts';

const [one, two, three] = ['1'.repeat(32), 'a2'.repeat(16), '00000000000000000000000000003e03'];

function write(texts: readonly string[], keys: Readonly<Record<string, string>>): ReturnType<typeof planKeys> {
  return planKeys(texts, plugin, new Map(Object.entries(keys)));
}

/** The user and the key of each of the contexts, as kubectl joins the texts. */
function keysIn(texts: readonly string[], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pluginContexts(texts, names).map(({ contextName, userName, key, isAsWritten }) => [
      contextName,
      `${userName}: ${isAsWritten ? (key ?? '') : 'not as we write it'}`,
    ]),
  );
}

describe('writing keys into kubeconfigs', () => {
  it('writes the user of a context anew, with its key, and no other byte', () => {
    const text = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u', 'v'] });
    for (const key of [one, two, three]) {
      const { texts, contextNames } = write([text], { a: key });
      assert.deepEqual(keysIn(texts, ['a']), { a: `u: ${key}` });
      assert.deepEqual(contextNames, ['a']);
      const after = texts[0] ?? '';
      assert.equal(
        after.slice(0, text.indexOf('      apiVersion: client')),
        text.slice(0, text.indexOf('      apiVersion: client')),
      );
      assert.ok(after.endsWith(text.slice(text.indexOf('- name: v'))));
      assert.deepEqual(write(texts, { a: key }), { texts, contextNames: [] });
    }
  });

  it('gives copies of a context their one user’s key', () => {
    const text = kubeconfigOf({
      clusters: ['a'],
      contexts: [
        ['a', 'a', 'u'],
        ['a-web', 'a', 'u'],
      ],
      users: ['u'],
    });
    const { texts, contextNames } = write([text], { a: one, 'a-web': one });
    assert.deepEqual(keysIn(texts, ['a', 'a-web']), { a: `u: ${one}`, 'a-web': `u: ${one}` });
    assert.deepEqual(contextNames, ['a', 'a-web']);
  });

  it('splits a user that several clusters share, and keeps the key that it has where it may', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
        ['b-web', 'b', 'u'],
      ],
      users: ['u'],
    });
    const keys = { a: one, b: two, 'b-web': two };
    const { texts, contextNames } = write([text], keys);
    assert.deepEqual(keysIn(texts, ['a', 'b', 'b-web']), { a: `u: ${one}`, b: `u-b: ${two}`, 'b-web': `u-b: ${two}` });
    assert.deepEqual(contextNames, ['a', 'b', 'b-web']);
    assert.deepEqual(write(texts, keys), { texts, contextNames: [] });

    const first = write([text.replace('user: u\n  name: a\n', 'user: none\n  name: a\n')], { b: two, 'b-web': two });
    const shared = first.texts.map((each) => each.replace('user: none', 'user: u'));
    const later = write(shared, keys);
    assert.deepEqual(keysIn(later.texts, ['a', 'b', 'b-web']), {
      a: `u-a: ${one}`,
      b: `u: ${two}`,
      'b-web': `u: ${two}`,
    });
    assert.deepEqual(later.contextNames, ['a']);
  });

  it('leaves the user of contexts that get no key as it is', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
      users: ['u'],
    });
    const { texts, contextNames } = write([text], { b: two });
    assert.deepEqual(keysIn(texts, ['a', 'b']), { a: 'u: not as we write it', b: `u-b: ${two}` });
    assert.deepEqual(contextNames, ['b']);
    const user = (of: string): string => of.slice(of.indexOf('- name: u #'), of.indexOf('provideClusterInfo: true'));
    assert.equal(user(texts[0] ?? ''), user(text));
  });

  it('takes a name for the new user that nobody has or hopes for, in any of the files', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
        ['c', 'b', 'u-b-2'],
      ],
      users: ['u'],
    });
    const other = kubeconfigOf({ otherUsers: ['- name: u-b\n  user: {token: x}'] });
    const { texts } = write([text, other], { a: one, b: two });
    assert.deepEqual(keysIn(texts, ['a', 'b', 'c']), { a: `u: ${one}`, b: `u-b-3: ${two}` });
    assert.equal(texts[1], other);
  });

  it('writes where kubectl takes the entry from: a user in its file, a split one in the context’s', () => {
    const contexts = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
    });
    const users = kubeconfigOf({ users: ['u'] });
    const hidden = kubeconfigOf({ contexts: [['a', 'b', 'v']], users: ['u', 'v'] });
    const { texts } = write([contexts, users, hidden], { a: one, b: two });
    assert.deepEqual(keysIn(texts, ['a', 'b']), { a: `u: ${one}`, b: `u-b: ${two}` });
    assert.match(texts[0] ?? '', /name: u-b\n/);
    assert.doesNotMatch(texts[1] ?? '', /u-b/);
    assert.equal(texts[2], hidden);
  });

  it('drops every variable that it finds, and takes this machine’s command', () => {
    const text = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] })
      .replace('env: null', `env: [{name: AKS_ENTRA_CONTEXT, value: ${two}}, {name: LD_PRELOAD, value: /tmp/x.so}]`)
      .replace(plugin.command, '/home/ben/.local/share/aks-entra/plugin/aks-entra');
    const [after = ''] = write([text], { a: one }).texts;
    assert.deepEqual(keysIn([after], ['a']), { a: `u: ${one}` });
    assert.doesNotMatch(after, new RegExp(`LD_PRELOAD|${two}|ben`));
    assert.ok(after.includes(`command: ${plugin.command}\n`));
  });

  it('passes over what is none of our plugin’s', () => {
    const text = kubeconfigOf({
      clusters: ['a'],
      contexts: [
        ['a', 'a', 'static'],
        ['b', 'a', 'kubelogin'],
        ['c', 'a', 'nobody'],
      ],
      otherUsers: [
        '- name: static\n  user: {token: x}',
        '- name: kubelogin\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token]}}',
      ],
    });
    assert.deepEqual(write([text], { a: one, b: one, c: one, gone: one }), { texts: [text], contextNames: [] });
  });

  it('keeps the line breaks of the file', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
      users: ['u'],
    });
    const [after = ''] = write([text.replaceAll('\n', '\r\n')], { a: one, b: two }).texts;
    assert.equal(after.split('\r\n').length, after.split('\n').length);
    assert.deepEqual(keysIn([after], ['a', 'b']), { a: `u: ${one}`, b: `u-b: ${two}` });
  });
});

describe('the contexts that need a key', () => {
  const text = kubeconfigOf({
    clusters: ['a', 'b'],
    contexts: [
      ['a', 'a', 'u'],
      ['b', 'b', 'v'],
      ['x', 'a', 'static'],
    ],
    users: ['u', 'v'],
    otherUsers: ['- name: static\n  user: {token: x}'],
  });
  const contextsOf = (texts: readonly string[]): PluginContext[] => pluginContexts(texts, ['a', 'b', 'x']);
  const [a] = contextsOf([text]);
  const trusted = a === undefined ? [] : [{ ...a.cluster, key: one }];
  const judged = (of: string, list = trusted): string[][] => {
    const { known, unknown } = contextsWithoutKey(contextsOf([of]), list);
    return [known, unknown].map((contexts) => contexts.map(({ contextName }) => contextName));
  };

  it('are those that lead to a cluster of the list without its key, and those that lead to none', () => {
    assert.deepEqual(judged(text), [['a'], ['b']]);
    assert.deepEqual(judged(text, []), [[], ['a', 'b']]);
  });

  it('are not those that have it and are as we write them', () => {
    const [keyed = ''] = write([text], { a: one }).texts;
    assert.deepEqual(judged(keyed), [[], ['b']]);
    assert.deepEqual(judged(keyed, [{ ...trusted[0], key: two } as (typeof trusted)[number]]), [['a'], ['b']]);
    const old = keyed.replace('k8s.io/v1beta1\n', 'k8s.io/v1\n');
    assert.notEqual(old, keyed);
    assert.deepEqual(judged(old), [['a'], ['b']]);
  });
});
