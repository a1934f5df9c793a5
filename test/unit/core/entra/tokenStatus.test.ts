import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatTimeLeft, msUntilNextMinute, tokenStatus } from '../../../../src/core/entra/tokenStatus.ts';

const now = 1_900_000_000_000;
const minute = 60_000;

describe('tokenStatus', () => {
  const cases: readonly (readonly [number, ReturnType<typeof tokenStatus>])[] = [
    [-1, { kind: 'expired' }],
    [0, { kind: 'expired' }],
    [1, { kind: 'valid', minutesLeft: 0 }],
    [minute - 1, { kind: 'valid', minutesLeft: 0 }],
    [minute, { kind: 'valid', minutesLeft: 1 }],
    [2 * minute - 1, { kind: 'valid', minutesLeft: 1 }],
    [28 * 60 * minute, { kind: 'valid', minutesLeft: 1680 }],
  ];
  for (const [leftMs, status] of cases) {
    it(`is ${JSON.stringify(status)} ${leftMs} ms before the expiry`, () => {
      assert.deepEqual(tokenStatus(now + leftMs, now), status);
    });
  }
});

describe('formatTimeLeft', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '<1m'],
    [1, '1m'],
    [59, '59m'],
    [60, '1h 00m'],
    [65, '1h 05m'],
    [90, '1h 30m'],
    [1679, '27h 59m'],
  ];
  for (const [minutes, text] of cases) {
    it(`writes ${minutes} minutes as ${text}`, () => {
      assert.equal(formatTimeLeft(minutes), text);
    });
  }
});

describe('msUntilNextMinute', () => {
  for (const leftMs of [1, 59_999, minute, minute + 1, 90_000, 5 * minute]) {
    it(`ends when the text shown with ${leftMs} ms left has changed, and not before`, () => {
      const expires = now + leftMs;
      const wait = msUntilNextMinute(expires, now);
      const shown = JSON.stringify(tokenStatus(expires, now));
      assert.ok(wait > 0 && wait <= minute + 1);
      assert.notEqual(JSON.stringify(tokenStatus(expires, now + wait)), shown);
      if (wait > 1) {
        assert.equal(JSON.stringify(tokenStatus(expires, now + wait - 2)), shown);
      }
    });
  }
  it('is a minute for a token that has run out, so that nothing spins', () => {
    assert.equal(msUntilNextMinute(now - 1, now), minute);
    assert.equal(msUntilNextMinute(now, now), minute);
  });
});
