import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contextNamesFrom } from '../../../../src/features/login/contextNamesFrom.ts';

describe('the contexts that a command is asked about', () => {
  it('are those that a quick fix names', () => {
    assert.deepEqual(contextNamesFrom({ contextNames: ['a', 'b'] }), ['a', 'b']);
  });

  it('are none where anybody else runs the command, with whatever argument', () => {
    for (const argument of [undefined, null, 'a', ['a'], {}, { contextNames: 'a' }, { contextNames: [1, null] }]) {
      assert.deepEqual(contextNamesFrom(argument), [], JSON.stringify(argument));
    }
  });
});
