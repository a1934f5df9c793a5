import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { gapsBetween } from '../../../../src/core/yaml/listDifference.ts';

describe('the gaps between two lists', () => {
  it('are few: what is the same stays', () => {
    const before = ['get-token', '--login', 'devicecode', '--server-id', 'x', '--legacy'];
    const after = ['get-token', '--login', 'azurecli', '--server-id', 'x'];
    assert.deepEqual(gapsBetween(before, after), [
      { beforeStart: 2, beforeEnd: 3, afterStart: 2, afterEnd: 3 },
      { beforeStart: 5, beforeEnd: 6, afterStart: 5, afterEnd: 5 },
    ]);
    assert.deepEqual(gapsBetween(before, before), []);
    assert.deepEqual(gapsBetween([], ['a']), [{ beforeStart: 0, beforeEnd: 0, afterStart: 0, afterEnd: 1 }]);
  });

  it('are all that there is to change', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const result = [...before];
        for (const { beforeStart, beforeEnd, afterStart, afterEnd } of gapsBetween(before, after).toReversed()) {
          result.splice(beforeStart, beforeEnd - beforeStart, ...after.slice(afterStart, afterEnd));
        }
        assert.deepEqual(result, after);
      }),
    );
  });
});
