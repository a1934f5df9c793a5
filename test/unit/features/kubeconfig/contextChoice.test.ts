import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { contextChoice } from '../../../../src/features/kubeconfig/contextChoice.ts';

const { contexts } = readContexts(`clusters:
- {name: c, cluster: {server: "https://c.example"}}
contexts:
- {name: prod, context: {cluster: c, user: cli, namespace: shop}}
- {name: "$(check) evil\\u202E\\n", context: {cluster: c, user: cli, namespace: "a\\nb"}}
users:
- {name: cli, user: {exec: {command: kubelogin, args: [get-token, --login, azurecli, --server-id, s]}}}
`);
const [plain, evil] = contexts;
assert.ok(plain !== undefined && evil !== undefined);

describe('a context as a row of a picker', () => {
  it('says which one is current, how it signs in and where it leads', () => {
    assert.deepEqual(contextChoice(plain, true), {
      label: '$(check) prod',
      description: 'current · kubelogin azurecli',
      detail: 'https://c.example · namespace shop',
      value: plain,
    });
    assert.deepEqual(
      [contextChoice(plain, false).label, contextChoice(plain, false).description],
      ['prod', 'kubelogin azurecli'],
    );
  });

  it('cannot look like the current one, nor write over other rows, by its name', () => {
    const { label, detail, value } = contextChoice(evil, false);
    assert.deepEqual([label, detail], ['$?(check) evil??', 'https://c.example · namespace a?b']);
    assert.equal(value, evil);
  });
});
