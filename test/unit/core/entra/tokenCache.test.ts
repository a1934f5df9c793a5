import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { afterAnswer, useOfToken, type CachedToken } from '../../../../src/core/entra/tokenCache.ts';

const minute = 60_000;
const now = Date.parse('2026-11-26T12:00:00Z');

function token(name: string, minutesLeft: number): AccessToken {
  return { token: name, expiresOnMs: now + minutesLeft * minute };
}

function cached(minutesLeft: number, acquiredMinutesAgo = 0, confirmedMsAgo = 0): CachedToken {
  return {
    token: token('cached', minutesLeft),
    acquiredOnMs: now - acquiredMinutesAgo * minute,
    confirmedOnMs: now - confirmedMsAgo,
  };
}

describe('a token in memory', () => {
  it('is used until five minutes before it expires', () => {
    assert.equal(useOfToken(cached(60), now, 0), 'use');
    assert.equal(useOfToken(cached(5), now, 0), 'ask');
    assert.equal(useOfToken(undefined, now, 0), 'ask');
  });

  it('is asked for again after a short time, since access may have been withdrawn', () => {
    assert.equal(useOfToken(cached(60, 10, 19_000), now, 0), 'use');
    assert.equal(useOfToken(cached(60, 10, 20_000), now, 0), 'ask');
  });

  it('is renewed where another window had a newer one issued since', () => {
    assert.equal(useOfToken(cached(60, 10), now, now - 11 * minute), 'use');
    assert.equal(useOfToken(cached(60, 10), now, now - 9 * minute), 'renew');
    assert.equal(useOfToken(undefined, now, now), 'ask');
  });

  it('is what VS Code answered last; the same one is as old as it was', () => {
    const before = cached(60, 10, 30_000);
    assert.deepEqual(afterAnswer(before, token('cached', 60), now), { ...before, confirmedOnMs: now });
    const other = { token: token('other', 50), acquiredOnMs: now, confirmedOnMs: now };
    assert.deepEqual(afterAnswer(before, other.token, now), other);
    assert.deepEqual(afterAnswer(undefined, other.token, now), other);
  });
});
