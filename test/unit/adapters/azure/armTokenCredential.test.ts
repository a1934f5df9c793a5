import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArmTokenCredential } from '../../../../src/adapters/azure/armTokenCredential.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { SignIn, TokenRequest } from '../../../../src/core/entra/signIn.ts';

const account = { id: 'a', label: 'ada@contoso.com' };
const armScope = 'https://management.core.usgovcloudapi.net/.default';

class RecordingSignIn implements SignIn {
  readonly requests: TokenRequest[] = [];
  failure: Error | undefined;
  currentAccount(): Promise<typeof account> {
    return Promise.resolve(account);
  }
  chooseAccount(): Promise<typeof account> {
    return Promise.resolve(account);
  }
  token(request: TokenRequest): ReturnType<SignIn['token']> {
    this.requests.push(request);
    return this.failure === undefined
      ? Promise.resolve({ token: 'secret', expiresOnMs: 1_900_000_000_000, tenantId: 't' })
      : Promise.reject(this.failure);
  }
}

describe('ArmTokenCredential', () => {
  it('hands the sign-in’s token to the SDK, with its expiry in milliseconds', async () => {
    const credential = new ArmTokenCredential(new RecordingSignIn(), account, 't-1', armScope, 'silent');
    assert.deepEqual(await credential.getToken('https://management.azure.com/.default'), {
      token: 'secret',
      expiresOnTimestamp: 1_900_000_000_000,
    });
  });

  for (const interaction of ['silent', 'allowed'] as const) {
    it(`asks for the cloud’s scope, whatever the SDK names, and no more than ${interaction}`, async () => {
      const signIn = new RecordingSignIn();
      await new ArmTokenCredential(signIn, account, 't-1', armScope, interaction).getToken([
        'https://evil.example/.default',
      ]);
      assert.deepEqual(signIn.requests, [{ account, tenantId: 't-1', scope: armScope, interaction }]);
    });
  }

  it('gives claims back in base64, byte for byte as the challenge had them', async () => {
    const signIn = new RecordingSignIn();
    // What the SDK makes of a header whose claims are UTF-8.
    const header = Buffer.from('{"access_token":{"note":{"value":"Zoë 🚀"}}}').toString('base64');
    await new ArmTokenCredential(signIn, account, 't-1', armScope, 'silent').getToken([], { claims: atob(header) });
    assert.equal(signIn.requests[0]?.claims, header);
  });

  it('lets the sign-in’s own errors through as they are', async () => {
    const signIn = new RecordingSignIn();
    signIn.failure = new AksEntraError('signedOut', 'Sign in.');
    await assert.rejects(new ArmTokenCredential(signIn, account, 't', armScope, 'silent').getToken([]), signIn.failure);
  });
});
