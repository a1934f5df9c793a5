import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAccessToken, readClaims } from '../../../../src/core/entra/accessToken.ts';
import { unsignedToken } from './unsignedToken.ts';

describe('readAccessToken', () => {
  it('reads expiry, tenant and audience of an AKS token', () => {
    const token = unsignedToken({
      aud: '6dae42f8-4368-4678-94ff-3960e28e3630',
      iss: 'https://sts.windows.net/t-1/',
      tid: 't-1',
      exp: 1_900_000_000,
      ver: '1.0',
    });
    assert.deepEqual(readAccessToken(token), {
      token,
      expiresOnMs: 1_900_000_000_000,
      tenantId: 't-1',
      audience: '6dae42f8-4368-4678-94ff-3960e28e3630',
    });
  });

  it('reads a token whose other claims hold every kind of character', () => {
    const name = 'Zoë 🚀 ~~~???>>>';
    for (let padding = 0; padding < 4; padding += 1) {
      const token = unsignedToken({ name: name + 'x'.repeat(padding), exp: 1_900_000_000 });
      assert.equal(readAccessToken(token)?.expiresOnMs, 1_900_000_000_000);
      assert.equal(readClaims(token)?.['name'], name + 'x'.repeat(padding));
    }
  });

  it('leaves out a tenant and an audience that are no text', () => {
    const token = unsignedToken({ exp: 1_900_000_000, tid: 7, aud: ['a', 'b'] });
    assert.deepEqual(readAccessToken(token), { token, expiresOnMs: 1_900_000_000_000 });
  });

  const malformed: readonly (readonly [string, string])[] = [
    ['an empty text', ''],
    ['an opaque token', '0.AXoA-opaque'],
    ['text without dots', 'token'],
    ['a payload that is no base64', 'a.%%%.c'],
    ['a payload that is no JSON', `a.${Buffer.from('{"exp":').toString('base64url')}.c`],
    ['a payload of null', unsignedToken(null)],
    ['a payload that is a list', unsignedToken([1])],
    ['a payload that is a text', unsignedToken('exp')],
    ['no expiry', unsignedToken({ tid: 't' })],
    ['an expiry as text', unsignedToken({ exp: '1900000000' })],
    ['an expiry beyond all numbers', `a.${Buffer.from('{"exp":1e400}').toString('base64url')}.c`],
    ['an expiry that is no number', unsignedToken({ exp: null })],
    ['a line break, which no header can carry', `${unsignedToken({ exp: 1_900_000_000 })}\nX-Other: 1`],
    ['a character outside ASCII', `${unsignedToken({ exp: 1_900_000_000 })}é`],
  ];
  for (const [what, token] of malformed) {
    it(`gives nothing for ${what}`, () => {
      assert.equal(readAccessToken(token), undefined);
    });
  }
});
