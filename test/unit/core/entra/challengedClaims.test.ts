import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengedClaims } from '../../../../src/core/entra/challengedClaims.ts';

const claims = 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ==';

describe('challengedClaims', () => {
  for (const error of ['insufficient_claims', 'invalid_token']) {
    for (const status of [401, 403]) {
      it(`finds those of ${error} with ${status}`, () => {
        const header = `Bearer realm="", authorization_uri="https://login.example/", error="${error}", claims="${claims}"`;
        assert.equal(challengedClaims(status, header), claims);
      });
    }
  }

  it('gives base64 for what is written for addresses', () => {
    assert.equal(challengedClaims(401, 'Bearer claims="a-b_c"'), 'a+b/c');
  });

  it('finds none in other answers', () => {
    assert.equal(challengedClaims(401, 'Bearer error="invalid_token"'), undefined);
    assert.equal(challengedClaims(401, undefined), undefined);
    assert.equal(challengedClaims(403, null), undefined);
    assert.equal(challengedClaims(500, `Bearer claims="${claims}"`), undefined);
    assert.equal(challengedClaims(401, 'Bearer xclaims="a"'), undefined);
  });
});
