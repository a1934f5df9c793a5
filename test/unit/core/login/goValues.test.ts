import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLogLevel, readGoDuration } from '../../../../src/core/login/goValues.ts';

// What kubelogin 0.2.22 takes and refuses behind -v and --timeout, tried on 2026-11-29.
describe('values as kubelogin reads them', () => {
  it('takes an integer of 32 bits for a log level', () => {
    for (const level of ['0', '10', '-1', '+3', '010', '2147483647', '-2147483648']) {
      assert.equal(isLogLevel(level), true, level);
    }
    for (const other of ['', 'x', '1.5', '0x10', '1_000', '2147483648', '99999999999', '1e3', ' 1', '=']) {
      assert.equal(isLogLevel(other), false, other);
    }
  });

  it('takes a duration with its units, of either sign', () => {
    for (const [text, ms] of [
      ['0', 0],
      ['+0', 0],
      ['1m30s', 90_000],
      ['-.5s', -500],
      ['1.s', 1000],
      ['1µs1μs1us', 0.003],
    ] as const) {
      assert.equal(readGoDuration(text), ms, text);
    }
    for (const other of ['', '+', '30', 'x', '1d', '1 s', '1e3s', '--1s', '.s', '9999999h']) {
      assert.equal(readGoDuration(other), undefined, other);
    }
  });
});
