import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainNamespace, explainNewName } from '../../../../src/core/kubeconfigView/explainName.ts';

describe('explainNamespace', () => {
  it('takes what Kubernetes takes for one, and none', () => {
    for (const namespace of ['', 'a', '0', 'kube-system', 'a-1', 'x'.repeat(63)]) {
      assert.equal(explainNamespace(namespace), undefined, namespace);
    }
    for (const namespace of ['A', '-a', 'a-', 'a.b', 'a b', 'ä', 'a\n', 'x'.repeat(64)]) {
      assert.match(explainNamespace(namespace) ?? '', /^Small letters/, namespace);
    }
  });
});

describe('explainNewName', () => {
  it('takes any name of one line that no context has, and its own', () => {
    for (const name of ['a', 'me@home', 'Ünï cödé', 'arn:aws:eks:eu-1:1:cluster/x', 'taken-1', 'own']) {
      assert.equal(explainNewName(name, 'own', ['own', 'taken']), undefined, name);
    }
    assert.equal(explainNewName('taken', 'own', ['own', 'taken']), 'There is a context “taken” already.');
    assert.equal(explainNewName('', 'own', []), 'Type a name.');
    assert.match(explainNewName('a\u202eb', 'own', []) ?? '', /one line/);
  });
});
