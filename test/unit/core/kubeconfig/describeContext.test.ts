import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeSignIn, describeTarget } from '../../../../src/core/kubeconfig/describeContext.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';

const { contexts } = readContexts(`clusters:
- {name: c, cluster: {server: "https://c.example"}}
contexts:
- {name: cli, context: {cluster: c, user: cli, namespace: shop}}
- {name: code, context: {cluster: c, user: code}}
- {name: old, context: {cluster: c, user: old}}
- {name: token, context: {cluster: gone, user: token}}
- {name: google, context: {cluster: c, user: google}}
users:
- {name: cli, user: {exec: {command: kubelogin, args: [get-token, --login, azurecli, --server-id, s]}}}
- {name: code, user: {exec: {command: kubelogin, args: [get-token, --server-id, s, --tenant-id, t]}}}
- {name: old, user: {auth-provider: {name: azure, config: {tenant-id: t}}}}
- {name: token, user: {token: hush}}
- {name: google, user: {exec: {command: gke-gcloud-auth-plugin}}}
`);

describe('a context in a few words', () => {
  it('says how it signs in', () => {
    assert.deepEqual(contexts.map(describeSignIn), [
      'kubelogin azurecli',
      'kubelogin devicecode',
      'azure auth-provider',
      'static credential',
      'another sign-in',
    ]);
  });

  it('says where it leads, and never a secret', () => {
    assert.deepEqual(contexts.map(describeTarget), [
      'https://c.example · namespace shop',
      'https://c.example · tenant t',
      'https://c.example · tenant t',
      'no such cluster in the kubeconfig',
      'https://c.example',
    ]);
  });

  it('is cleaned: a kubeconfig may come from anybody', () => {
    const [context] = readContexts(`clusters:
- {name: c, cluster: {server: "https://c.example\\n[a](command:b)"}}
contexts:
- {name: c, context: {cluster: c, user: u, namespace: "x\\u202Ey"}}
users:
- {name: u, user: {exec: {command: kubelogin, args: [get-token, --login, "m\\nn", --tenant-id, "t\\u2028"]}}}
`).contexts;
    assert.ok(context);
    assert.equal(describeSignIn(context), 'kubelogin m?n');
    assert.equal(describeTarget(context), 'https://c.example?[a]?(command:b) · tenant t? · namespace x?y');
  });
});
