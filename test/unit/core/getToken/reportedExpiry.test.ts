import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { reportedExpiryMs } from '../../../../src/core/getToken/reportedExpiry.ts';

const nowMs = Date.UTC(2026, 0, 1);

describe('reportedExpiryMs', () => {
  it('is a minute before the token expires', () => {
    assert.equal(reportedExpiryMs({ token: 't', expiresOnMs: nowMs + 300_000 }, nowMs), nowMs + 240_000);
    assert.equal(reportedExpiryMs({ token: 't', expiresOnMs: nowMs + 60_001 }, nowMs), nowMs + 1);
  });

  it('hands out no token that expires within that minute, or has no readable time', () => {
    for (const expiresOnMs of [nowMs + 60_000, nowMs, nowMs - 1, Number.NaN]) {
      assert.throws(
        () => reportedExpiryMs({ token: 'very-secret', expiresOnMs }, nowMs),
        (error) => error instanceof AksEntraError && error.code === 'signInFailed' && !error.message.includes('very'),
      );
    }
  });
});
