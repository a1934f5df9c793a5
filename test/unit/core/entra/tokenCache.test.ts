import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { useOfToken, type CachedToken } from '../../../../src/core/entra/tokenCache.ts';

const minute = 60_000;
const now = Date.parse('2026-11-26T12:00:00Z');

function token(name: string, minutesLeft: number): AccessToken {
  return { token: name, expiresOnMs: now + minutesLeft * minute };
}

function cached(minutesLeft: number, confirmedMsAgo = 0, renewal?: number): CachedToken {
  return { token: token('cached', minutesLeft), confirmedOnMs: now - confirmedMsAgo, renewal };
}

describe('a token in memory', () => {
  it('is used until five minutes before it expires', () => {
    assert.equal(useOfToken(cached(60), now, undefined), 'use');
    assert.equal(useOfToken(cached(5), now, undefined), 'ask');
    assert.equal(useOfToken(undefined, now, undefined), 'ask');
  });

  it('is asked for again after a short time, since access may have been withdrawn', () => {
    assert.equal(useOfToken(cached(60, 19_000), now, undefined), 'use');
    assert.equal(useOfToken(cached(60, 20_000), now, undefined), 'ask');
  });

  it('is renewed where another window had a newer one issued since, whatever its clock says', () => {
    assert.equal(useOfToken(cached(60, 0, 7), now, 7), 'use');
    assert.equal(useOfToken(cached(60, 0, 7), now, 8), 'renew');
    assert.equal(useOfToken(cached(60, 0, 7), now, 6), 'renew');
    assert.equal(useOfToken(cached(60), now, 6), 'renew');
    assert.equal(useOfToken(undefined, now, 7), 'ask');
  });
});
