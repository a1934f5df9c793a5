import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { explainedError } from '../../../../src/core/diagnosis/explainedError.ts';
import { errorMessage } from '../../../../src/ui/errorMessage.ts';

const explained = (error: unknown) => explainedError(error, errorMessage(error));

const unreachable = 'Unable to connect to the server: dial tcp: lookup a.azmk8s.io: no such host';

describe('what the notification of a failed command says', () => {
  it('is the error’s own message, with what helps where its text is known', () => {
    const { message, remedies } = explained(new AksEntraError('commandFailed', `It failed: ${unreachable}`));
    assert.equal(message, `It failed: ${unreachable}`);
    assert.deepEqual(
      remedies.map(({ kind }) => kind),
      ['checkSetup'],
    );
  });

  it('is cause and fix of an unknown error with a known text, which is for developers', () => {
    const { message, remedies } = explained(new Error(`Command failed: kubectl\n${unreachable}`));
    assert.match(message, /^a\.azmk8s\.io is not found: .*\. Connect to its network/);
    assert.ok(remedies.length > 0);
  });

  it('is never more than two buttons', () => {
    const { remedies } = explained(new Error('AADSTS50076: x'));
    assert.equal(remedies.length, 2);
  });

  it('is the message alone where nothing is known', () => {
    assert.deepEqual(explained(new AksEntraError('unexpectedAnswer', 'Azure said something odd.')), {
      message: 'Azure said something odd.',
      remedies: [],
    });
    assert.deepEqual(explained(new TypeError('x is not a function')), {
      message: 'Something unexpected went wrong: x is not a function',
      remedies: [],
    });
    assert.deepEqual(explained('text').remedies, []);
  });

  it('holds no token, whatever the error holds', () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(80)}.${'b'.repeat(80)}`;
    for (const error of [
      new Error(`Authorization: Bearer ${token} ${unreachable}`),
      new Error(`interactiveMode must be specified for ${token} to use exec authentication plugin`),
      new Error(`error: secrets is forbidden: User "${token}" cannot list resource "secrets"`),
    ]) {
      assert.doesNotMatch(JSON.stringify(explained(error)), /a{40}|b{40}/);
    }
  });
});
