import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageOf } from '../../../src/core/messageOf.ts';

describe('the message of what was thrown', () => {
  it('is an error’s own, and of anything else its text', () => {
    assert.equal(messageOf(new TypeError('no')), 'no');
    assert.equal(messageOf('gone'), 'gone');
    assert.equal(messageOf(undefined), 'undefined');
  });
});
