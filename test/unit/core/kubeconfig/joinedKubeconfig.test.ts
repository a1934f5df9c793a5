import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinedKubeconfig, movableKubeconfig } from '../../../../src/core/kubeconfig/joinedKubeconfig.ts';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';

const rules = { resolve: (path: string) => (path.startsWith('/') ? path : `/folder/${path}`), separator: '/' };
const paths = { resolve: (index: number, path: string) => `/${index}/${path}`, separator: '/' };

describe('movableKubeconfig', () => {
  it('makes relative paths absolute and leaves every other byte', () => {
    const text = `# mine
users:
- name: a   # the first
  user: {client-key: k, token: x}
- name: b
  user: {exec: {command: tool}}
`;
    const moved = text.replace('client-key: k', 'client-key: "/folder/k"');
    assert.equal(movableKubeconfig(text, rules), moved);
    assert.equal(movableKubeconfig(moved, rules), moved);
  });

  it('cannot move an entry without a name that holds such a path', () => {
    assert.equal(movableKubeconfig('users: [{user: {client-key: k}}]\n', rules), undefined);
    const text = 'users: [{user: {token: x}}]\n';
    assert.equal(movableKubeconfig(text, rules), text);
  });
});

describe('joinedKubeconfig', () => {
  it('joins a list as kubectl does: the first of a name wins whole, and so does each preference', () => {
    const texts = [
      'preferences: {colors: false}\nextensions: [{name: e, extension: 1}]\nusers: [{name: u, user: {tokenFile: t}}, {user: {}}]\n',
      'current-context: c\npreferences: {colors: true, other: 1}\nextensions: [{name: e, extension: 2}, {name: f, extension: 3}]\n' +
        'users: [{name: u, user: {token: x, client-key: k}}, {user: {token: y}}]\ncontexts: [{name: c, context: {user: u}}]\nodd: 1\n',
    ];
    assert.deepEqual(readModel(joinedKubeconfig(texts, paths)), {
      apiVersion: 'v1',
      kind: 'Config',
      preferences: { colors: false, other: 1 },
      extensions: [
        { name: 'e', extension: 1 },
        { name: 'f', extension: 3 },
      ],
      clusters: [],
      contexts: [{ name: 'c', context: { user: 'u' } }],
      'current-context': 'c',
      users: [{ name: 'u', user: { tokenFile: '/0/t' } }, { user: {} }],
    });
  });
});
