import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { singleContextKubeconfig, type PathRules } from '../../../../src/core/kubeconfig/singleContext.ts';

const folders = ['/home/ada/.kube', '/etc/team'];
const paths: PathRules = {
  resolve: (fileIndex, name) => path.posix.resolve(folders[fileIndex] ?? '', name),
  separator: '/',
};

const mine = `contexts:
- name: lab
  context: {cluster: lab, user: me, namespace: shop, extensions: [{name: x, extension: {a: 1}}]}
- name: other
  context: {cluster: lab, user: secret}
current-context: other
users:
- name: me
  user:
    client-certificate: ../keys/me.pem
    client-key: /abs/me.key
    exec: {apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: ["y", "0123"], interactiveMode: Never}
- name: secret
  user: {token: hush}
`;
const theirs = `clusters:
- name: lab
  cluster: {server: "https://lab.example", certificate-authority: ca.pem}
users:
- name: me
  user: {token: shadowed}
`;

describe('singleContextKubeconfig', () => {
  const model = readModel(singleContextKubeconfig([mine, theirs], 'lab', paths));

  it('holds one context with its cluster and user, of each name the first, and nothing else', () => {
    assert.deepEqual(model, {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        { name: 'lab', cluster: { server: 'https://lab.example', 'certificate-authority': '/etc/team/ca.pem' } },
      ],
      contexts: [
        {
          name: 'lab',
          context: { cluster: 'lab', user: 'me', namespace: 'shop', extensions: [{ name: 'x', extension: { a: 1 } }] },
        },
      ],
      'current-context': 'lab',
      users: [
        {
          name: 'me',
          user: {
            'client-certificate': '/home/ada/keys/me.pem',
            'client-key': '/abs/me.key',
            exec: {
              apiVersion: 'client.authentication.k8s.io/v1',
              command: '/home/ada/.kube/bin/login',
              args: ['y', '0123'],
              interactiveMode: 'Never',
            },
          },
        },
      ],
    });
  });

  it('leaves a command without a separator to PATH, and empty paths alone', () => {
    const text = mine.replace('./bin/login', 'kubelogin').replace('/abs/me.key', '""');
    const written = singleContextKubeconfig([text, theirs], 'lab', paths);
    assert.match(written, /command: kubelogin\n/);
    assert.match(written, /client-key: ""\n/);
  });

  it('refuses a context whose cluster or user is missing', () => {
    assert.throws(() => singleContextKubeconfig([mine], 'lab', paths), { code: 'kubeconfigEntryNotFound' });
    assert.throws(() => singleContextKubeconfig([mine, theirs], 'gone', paths), { code: 'kubeconfigEntryNotFound' });
  });
});
