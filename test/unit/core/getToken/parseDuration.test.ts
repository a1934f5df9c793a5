import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDuration } from '../../../../src/core/getToken/parseDuration.ts';

describe('parseDuration', () => {
  it('reads what Go’s time.ParseDuration reads', () => {
    const durations = {
      '30s': 30_000,
      '1m30s': 90_000,
      '1.5h': 5_400_000,
      '100ms': 100,
      '.5s': 500,
      '1us': 1,
      '5µs': 1,
      '+1s1s': 2000,
    };
    for (const [text, ms] of Object.entries(durations)) {
      assert.equal(parseDuration(text), ms, text);
    }
  });

  it('reads nothing else, and nothing that is not above zero', () => {
    for (const text of ['', '0', '30', '0s', '-1s', '1 s', '1s ', 's', '1d', '1s1', 'x1s', '1e3s', '+0', '99999999h']) {
      assert.equal(parseDuration(text), undefined, text);
    }
  });

  it('ends at what a timer holds', () => {
    assert.equal(parseDuration('2000000h'), 2_147_483_647);
  });
});
