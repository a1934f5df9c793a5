import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../src/core/aksEntraError.ts';
import { logText } from '../../../src/core/logText.ts';

const jwt = `eyJ${'a'.repeat(40)}.eyJ${'b'.repeat(40)}.${'c'.repeat(40)}`;

describe('an error in the log', () => {
  it('is a sentence with its code where it is one of ours', () => {
    assert.equal(logText(new AksEntraError('offline', 'No network.')), 'offline: No network.');
  });

  it('is a stack where it is a defect, without a token that it quotes', () => {
    const text = logText(new TypeError(`cannot read ${jwt}`));
    assert.match(text, /^TypeError: cannot read /);
    assert.match(text, /\n +at .*logText\.test\.ts/);
    assert.ok(!text.includes(jwt), text);
  });

  it('is what was thrown, without a token, where that is no error', () => {
    assert.match(logText('oops'), /oops/);
    assert.ok(!logText(`oops ${jwt}`).includes(jwt));
  });
});
