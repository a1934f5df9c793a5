import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeRemovals, planRemovals, removalQuestion } from '../../../../src/core/merge/planRemovals.ts';
import { planRemoval, textsWithout } from '../../../../src/core/merge/planRemoval.ts';

const text = `clusters:
- {name: one, cluster: {server: "https://one.example"}}
- {name: two, cluster: {server: "https://two.example"}}
contexts:
- {name: one, context: {cluster: one, user: me}}
- {name: two, context: {cluster: two, user: me}}
- {name: one-admin, context: {cluster: one, user: admin}}
current-context: one-admin
users:
- {name: me, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token]}}}
- {name: admin, user: {token: hush}}
`;
const files = [{ path: '/a', text }];
const paths = ['/a'];

describe('planRemovals', () => {
  it('is the removal of one where there is one', () => {
    const removal = planRemovals(files, ['one']);
    const plan = planRemoval([text], 'one');
    assert.deepEqual(removal.plans, [plan]);
    assert.deepEqual(removal.texts, textsWithout(files, plan));
    assert.equal(describeRemovals(removal, paths), '“one” is no longer in your kubeconfig.');
    assert.equal(removalQuestion(removal, paths).question, 'Remove “one” from the kubeconfig?');
  });

  it('takes out what the contexts share once none of the others has it, and tells it as what goes', () => {
    const removal = planRemovals(files, ['one', 'one-admin']);
    assert.equal(
      removal.texts[0],
      text
        .split('\n')
        .filter((line) => !/name: (one|one-admin|admin),/.test(line))
        .join('\n')
        .replace('current-context: one-admin', 'current-context: ""'),
    );
    assert.deepEqual(removalQuestion(removal, paths), {
      question: 'Remove 2 contexts from the kubeconfig?',
      details: [
        'These entries go:\ncontexts: one\ncontexts: one-admin\nclusters: one\nusers: admin',
        'users: me stays, since “two” uses it.',
        'It is the current context: kubectl will have none until you choose one.',
      ],
    });
    assert.equal(
      describeRemovals(removal, paths),
      '“one” and “one-admin” are no longer in your kubeconfig. kubectl has no current context now.',
    );
  });

  it('comes to the same in any order', () => {
    const orders = [
      ['one', 'two', 'one-admin'],
      ['one-admin', 'two', 'one'],
      ['two', 'one', 'one-admin'],
    ];
    const results = new Set(orders.map((names) => planRemovals(files, names).texts.join('')));
    assert.equal(results.size, 1);
    assert.ok(![...results].join('').includes('name:'));
  });

  it('refuses what is not there', () => {
    assert.throws(() => planRemovals(files, ['one', 'three']), { code: 'kubeconfigEntryNotFound' });
  });
});
