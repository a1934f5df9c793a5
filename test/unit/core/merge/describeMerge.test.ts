import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeMerge, type MergeResult } from '../../../../src/core/merge/describeMerge.ts';

function told(result: Partial<MergeResult>): string {
  return describeMerge({
    path: '/home/me/.kube/config',
    contextNames: ['a'],
    isUnchanged: false,
    isListed: true,
    currentContext: 'a',
    ...result,
  });
}

describe('the result of a merge, as it is told', () => {
  const three = { contextNames: ['a', 'b', 'c'] };

  it('says of one context whether kubectl uses it now', () => {
    assert.equal(told({}), 'kubectl now uses the context “a” (/home/me/.kube/config).');
    assert.equal(told({ currentContext: 'x' }), 'The context “a” is in /home/me/.kube/config; kubectl still uses “x”.');
  });

  it('says which current context was none', () => {
    assert.equal(
      told({ danglingContext: 'gone' }),
      'kubectl now uses the context “a” (/home/me/.kube/config). There is no context “gone”, which was the current one.',
    );
    assert.doesNotMatch(told({ danglingContext: 'a' }), /no context/);
  });

  it('names several, and the one that kubectl uses', () => {
    assert.equal(
      told({ ...three, currentContext: 'x' }),
      'The contexts “a”, “b” and “c” are in /home/me/.kube/config; kubectl still uses “x”.',
    );
    assert.match(told(three), /; kubectl now uses “a”\.$/);
  });

  it('says so where nothing was changed', () => {
    assert.match(told({ isUnchanged: true }), /already has this credential for “a”; nothing was changed\.$/);
    assert.match(
      told({ ...three, isUnchanged: true }),
      /already has these credentials for “a”, “b” and “c”; nothing was changed\.$/,
    );
  });

  it('does not claim that kubectl uses a file that it does not read', () => {
    assert.equal(
      told({ path: '/tmp/new', isListed: false }),
      'The context “a” is in /tmp/new, whose current context is “a”. ' +
        'KUBECONFIG does not name this file: use kubectl --kubeconfig.',
    );
    assert.match(told({ isListed: false, currentContext: 'x' }), /whose current context is “x”\. KUBECONFIG/);
  });
});
