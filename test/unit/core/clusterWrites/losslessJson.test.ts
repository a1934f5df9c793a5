import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseLossless } from '../../../../src/core/clusterWrites/losslessJson.ts';

describe('parseLossless', () => {
  for (const number of [
    '12345678901234567890',
    '1.0',
    '1e400',
    '-0',
    '1E3',
    '0.10',
    '1.7976931348623157e309',
    '3',
    '-1',
  ]) {
    it(`keeps ${number} as it stands`, () => {
      const text = `{"a":[${number},{"b":${number}}]}`;
      assert.equal(JSON.stringify(parseLossless(text)), text);
    });
  }

  it('reads every JSON as JSON.parse does, but for numbers that JavaScript writes otherwise', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const normal = JSON.stringify(JSON.parse(text));
        assert.equal(JSON.stringify(parseLossless(normal)), normal);
      }),
    );
  });

  it('keeps a property called __proto__', () => {
    const text = '{"__proto__":{"a":1}}';
    assert.equal(JSON.stringify(parseLossless(text)), text);
  });

  it('refuses what is no JSON', () => {
    assert.throws(() => parseLossless('<html>'), SyntaxError);
  });
});
