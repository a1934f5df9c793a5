import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  parseSignInFailures,
  recentFailure,
  renderSignInFailures,
  signInPauseMs,
} from '../../../../src/core/credentialPlugin/signInFailures.ts';

const failure = { key: 'a', failedOnMs: 1000, message: 'closed' };

describe('failures to sign in', () => {
  it('count for a while, for what they were about', () => {
    assert.equal(recentFailure([failure], 'a', 1000), failure);
    assert.equal(recentFailure([failure], 'a', 1000 + signInPauseMs - 1), failure);
    assert.equal(recentFailure([failure], 'a', 1000 + signInPauseMs), undefined);
    assert.equal(recentFailure([failure], 'a', 999), undefined);
    assert.equal(recentFailure([failure], 'b', 1000), undefined);
  });

  it('are read as they were written, and nothing else is', () => {
    assert.deepEqual(parseSignInFailures(renderSignInFailures([failure])), [failure]);
    assert.equal(parseSignInFailures(renderSignInFailures(Array.from({ length: 50 }, () => failure))).length, 20);
    for (const text of ['', '{', '[]', '{"failures":1}', '{"failures":[1,{"key":1}]}']) {
      assert.deepEqual(parseSignInFailures(text), []);
    }
  });
});
