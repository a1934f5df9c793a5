import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { removalDetail } from '../../../../src/features/login/removalDetail.ts';

describe('the question whether to remove kubectl’s plugin', () => {
  it('names the contexts that will not work, or says that there is none', () => {
    assert.equal(removalDetail([]), 'No context in your kubeconfig uses it any more.');
    assert.equal(removalDetail(['a']), '“a” still signs in through it and will not work.');
    assert.equal(removalDetail(['a', 'b']), '“a” and “b” still sign in through it and will not work.');
  });
});
