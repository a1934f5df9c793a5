import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { freshToken } from '../../../../src/core/entra/freshToken.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';

const request = { account: { id: 'ada', label: 'ada' }, tenantId: 't', scope: 's' };
const issued: AccessToken = { token: 'x', expiresOnMs: 1 };

async function run(answer: (request: TokenRequest) => AccessToken): Promise<TokenRequest[]> {
  const asked: TokenRequest[] = [];
  const token = (each: TokenRequest): Promise<AccessToken> => {
    asked.push(each);
    return new Promise((resolve) => {
      resolve(answer(each));
    });
  };
  await freshToken({ token }, request, 5_000, { info: () => undefined });
  return asked;
}

describe('a fresh token', () => {
  it('is asked for silently, with claims that rule out an older one', async () => {
    const [first, ...more] = await run(() => issued);
    assert.equal(first?.interaction, 'silent');
    assert.deepEqual(JSON.parse(atob(first.claims ?? '')), {
      access_token: { nbf: { essential: true, value: '5' } },
    });
    assert.deepEqual(more, []);
  });

  it('is asked for with a sign-in where silence is not enough', async () => {
    const asked = await run(({ interaction }) => {
      if (interaction === 'silent') {
        throw new AksEntraError('signedOut', 'A sign-in is needed.');
      }
      return issued;
    });
    assert.deepEqual(
      asked.map(({ interaction }) => interaction),
      ['silent', 'allowed'],
    );
  });

  it('is not asked for again where the user cancelled', async () => {
    let calls = 0;
    const cancelled = run(() => {
      calls += 1;
      throw cancellation();
    });
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.equal(calls, 1);
  });
});
