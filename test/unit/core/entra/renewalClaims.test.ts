import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renewalClaims } from '../../../../src/core/entra/renewalClaims.ts';

describe('renewalClaims', () => {
  it('asks for an access token that was issued no earlier than now, in base64', () => {
    const claims: unknown = JSON.parse(Buffer.from(renewalClaims(1_900_000_000_999), 'base64').toString());
    assert.deepEqual(claims, { access_token: { nbf: { essential: true, value: '1900000000' } } });
  });
});
