import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortName } from '../../../src/core/shortName.ts';

describe('shortName', () => {
  it('leaves a name of 40 characters, cuts a longer one, and cuts no character in two', () => {
    assert.equal(shortName('a'.repeat(40)), 'a'.repeat(40));
    assert.equal(shortName('a'.repeat(41)), `${'a'.repeat(39)}…`);
    assert.equal(shortName('😀'.repeat(41)), `${'😀'.repeat(39)}…`);
  });

  it('cleans it', () => {
    assert.equal(shortName('a\n$(check)'), 'a?$?(check)');
  });
});
