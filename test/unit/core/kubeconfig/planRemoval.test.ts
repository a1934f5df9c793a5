import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyRemoval, filesOf, planRemoval } from '../../../../src/core/kubeconfig/planRemoval.ts';

const shared = `# mine
clusters:
- {name: one, cluster: {server: "https://one.example"}}
- {name: two, cluster: {server: "https://two.example"}}
contexts:
- {name: one, context: {cluster: one, user: me}}
- {name: two, context: {cluster: two, user: me}}
- {name: two-admin, context: {cluster: two, user: admin}}
current-context: two-admin
users:
- {name: me, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token]}}}
- {name: admin, user: {token: hush}}
`;

describe('planRemoval', () => {
  it('takes the context with its cluster and user, and keeps what another context uses', () => {
    const plan = planRemoval([shared], 'one');
    assert.deepEqual(plan, {
      contextName: 'one',
      removed: [
        { fileIndex: 0, section: 'contexts', name: 'one' },
        { fileIndex: 0, section: 'clusters', name: 'one' },
      ],
      kept: [{ section: 'users', name: 'me', usedBy: 'two' }],
      currentIn: [],
      removesStatic: false,
    });
    const lines = shared.split('\n').filter((line) => !line.startsWith('- {name: one'));
    assert.equal(applyRemoval(shared, plan, 0), lines.join('\n'));
  });

  it('tells a static credential and unsets the current context', () => {
    const plan = planRemoval([shared], 'two-admin');
    assert.equal(plan.removesStatic, true);
    assert.deepEqual(plan.currentIn, [0]);
    assert.match(applyRemoval(shared, plan, 0), /^current-context: ""$/m);
  });

  it('looks at all files of the list: entries go where they are, and are kept for a context of another file', () => {
    const contexts = `contexts:
- {name: one, context: {cluster: one, user: own}}
current-context: one
`;
    const rest = `clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
- {name: other, context: {cluster: one, user: x}}
current-context: one
users:
- {name: own, user: {token: hush}}
`;
    const plan = planRemoval([contexts, rest], 'one');
    assert.deepEqual(plan.removed, [
      { fileIndex: 0, section: 'contexts', name: 'one' },
      { fileIndex: 1, section: 'users', name: 'own' },
    ]);
    assert.deepEqual(plan.kept, [{ section: 'clusters', name: 'one', usedBy: 'other' }]);
    assert.deepEqual(plan.currentIn, [0, 1]);
    assert.deepEqual(filesOf(plan), [0, 1]);
    assert.ok(!applyRemoval(rest, plan, 1).includes('own'));
  });

  it('passes over a user that does not exist', () => {
    const plan = planRemoval(['contexts:\n- {name: a, context: {cluster: gone, user: gone}}\n'], 'a');
    assert.deepEqual(plan.removed, [{ fileIndex: 0, section: 'contexts', name: 'a' }]);
  });

  it('refuses a context that is gone', () => {
    assert.throws(() => planRemoval([shared], 'three'), { code: 'kubeconfigEntryNotFound' });
  });
});
