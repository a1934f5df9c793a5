import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { armFailure } from '../../../../src/adapters/azure/armFailure.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation, isCancellation } from '../../../../src/core/cancellation.ts';
import { assertHoldsNoSecret } from './assertHoldsNoSecret.ts';

const account = { id: 'id of ada', label: 'ada@contoso.com' };
const open = { account, signal: new AbortController().signal };

/** As the SDK's: the request, with the token in it, hangs on the error. */
function restError(more: object): Error {
  const request = { headers: { authorization: 'Bearer eyJ0b2tlbiI6MX0.eyJ0b2tlbiI6MX0.sig' } };
  return Object.assign(
    new Error('with Bearer eyJ0b2tlbiI6MX0.eyJ0b2tlbiI6MX0.sig in it'),
    { name: 'RestError', request },
    more,
  );
}

describe('armFailure', () => {
  it('is a cancel once the signal is aborted, whatever was thrown', () => {
    for (const error of [restError({ code: 'ECONNRESET' }), new AksEntraError('notFound', 'x'), undefined]) {
      assert.ok(isCancellation(armFailure(error, 'read', { account, signal: AbortSignal.abort() })));
    }
  });

  it('lets our own errors and a closed sign-in window through', () => {
    const own = new AksEntraError('signedOut', 'Sign in.');
    assert.equal(armFailure(own, 'read', open), own);
    const closed = cancellation();
    assert.equal(armFailure(closed, 'read', open), closed);
  });

  const failures: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['a lookup', restError({ code: 'ENOTFOUND' }), 'offline', /cannot be reached \(ENOTFOUND\)/],
    ['an untrusted certificate', restError({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'offline', /SELF_SIGNED/],
    ['an answer that broke off', restError({ code: 'PARSE_ERROR' }), 'offline', /connection lost/],
    ['an unreadable answer', restError({ code: 'PARSE_ERROR', statusCode: 200 }), 'unexpectedAnswer', /\(RestError\)/],
    ['a time limit', new DOMException('x', 'TimeoutError'), 'offline', /no answer in time/],
    ['a defect', new TypeError('Bearer eyJ0b2tlbiI6MX0'), 'unexpectedAnswer', /not understood \(TypeError\)/],
    ['another DOMException', new DOMException('Bearer x', 'InvalidCharacterError'), 'unexpectedAnswer', /InvalidChar/],
    ['a thrown text', 'Bearer eyJ0b2tlbiI6MX0', 'unexpectedAnswer', /\(string\)/],
    ['nothing at all', undefined, 'unexpectedAnswer', /\(undefined\)/],
  ];
  for (const [what, thrown, code, message] of failures) {
    it(`explains ${what} and keeps nothing of what was thrown`, () => {
      const error = armFailure(thrown, 'read cluster web', open);
      assert.ok(error instanceof AksEntraError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.ok(error.message.startsWith('Could not read cluster web: '));
      assertHoldsNoSecret(error, []);
    });
  }
});
