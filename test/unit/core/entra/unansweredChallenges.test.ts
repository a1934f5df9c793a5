import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { freshToken } from '../../../../src/core/entra/freshToken.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';
import { UnansweredChallenges } from '../../../../src/core/entra/unansweredChallenges.ts';

const ada = { id: 'ada.home', label: 'ada@contoso.com' };
const silent: TokenRequest = { account: ada, tenantId: 't', scope: 's', interaction: 'silent' };
const allowed: TokenRequest = { ...silent, interaction: 'allowed' };
const challenged: TokenRequest = { ...silent, claims: 'YQ==' };
const signedOut = new AksEntraError('signedOut', 'A sign-in is needed.');

/** The challenges before an Entra that answers or refuses as told. */
class Fixture {
  readonly asked: TokenRequest[] = [];
  readonly challenges = new UnansweredChallenges();
  failure: Error | undefined;

  token(request: TokenRequest): Promise<AccessToken> {
    return this.challenges.answer(request, (asked) => {
      this.asked.push(asked);
      return this.failure === undefined
        ? Promise.resolve({ token: 'x', expiresOnMs: 1 })
        : Promise.reject(this.failure);
    });
  }

  async refuses(request: TokenRequest, failure: Error = signedOut): Promise<void> {
    this.failure = failure;
    await assert.rejects(this.token(request), failure);
    this.failure = undefined;
  }

  /** The claims that a request was made with. */
  async claimsOf(request: TokenRequest): Promise<string | undefined> {
    await this.token(request);
    return this.asked.at(-1)?.claims;
  }
}

describe('a challenge that only the user can answer', () => {
  it('is answered by the next request that may prompt, once', async () => {
    const fixture = new Fixture();
    await fixture.refuses(challenged);
    assert.equal(await fixture.claimsOf(silent), undefined);
    assert.equal(await fixture.claimsOf(allowed), 'YQ==');
    assert.equal(await fixture.claimsOf(allowed), undefined);
    assert.deepEqual(fixture.challenges.of(ada), []);
  });

  it('is there for a sign-in of its account, with its claims', async () => {
    const fixture = new Fixture();
    await fixture.refuses(challenged);
    await fixture.refuses({ ...challenged, tenantId: 'u' });
    await fixture.refuses({ ...challenged, account: { id: 'ben.home', label: 'ben' } });
    assert.deepEqual(fixture.challenges.of(ada), [challenged, { ...challenged, tenantId: 'u' }]);
    assert.deepEqual(fixture.challenges.of({ id: 'cem.home', label: ada.label }), []);
    for (const request of fixture.challenges.of(ada)) {
      await fixture.token({ ...request, interaction: 'allowed' });
    }
    assert.deepEqual(fixture.challenges.of(ada), []);
  });

  it('is answered for no other account, tenant or resource', async () => {
    const fixture = new Fixture();
    await fixture.refuses(challenged);
    for (const changed of [{ account: { id: 'ben.home', label: ada.label } }, { tenantId: 'u' }, { scope: 'r' }]) {
      assert.equal(await fixture.claimsOf({ ...allowed, ...changed }), undefined);
    }
    assert.equal(fixture.challenges.of(ada).length, 1);
  });

  it('stays unanswered after a token without its claims, and where the user closes the prompt', async () => {
    const fixture = new Fixture();
    await fixture.refuses(challenged);
    await fixture.token(silent);
    await fixture.refuses(allowed, cancellation());
    assert.deepEqual(fixture.challenges.of(ada), [challenged]);
  });

  it('gives way to a later one, and to the request’s own claims', async () => {
    const fixture = new Fixture();
    await fixture.refuses(challenged);
    await fixture.refuses({ ...challenged, claims: 'Yg==' });
    assert.equal(await fixture.claimsOf({ ...allowed, claims: 'Yw==' }), 'Yw==');
    assert.deepEqual(fixture.challenges.of(ada), []);
    await fixture.refuses(challenged);
    await fixture.refuses({ ...challenged, claims: 'Yg==' });
    assert.equal(await fixture.claimsOf(allowed), 'Yg==');
  });

  it('is none where a request without claims is refused', async () => {
    const fixture = new Fixture();
    await fixture.refuses(silent);
    await fixture.refuses(allowed);
    assert.deepEqual(fixture.challenges.of(ada), []);
  });

  it('is how a renewal that silence cannot bring still brings a new token', async () => {
    const fixture = new Fixture();
    const signIn = {
      token: (request: TokenRequest) => {
        fixture.failure = request.interaction === 'silent' ? signedOut : undefined;
        return fixture.token(request);
      },
    };
    await freshToken(signIn, silent, 5_000, { info: () => undefined });
    const [first, second] = fixture.asked;
    assert.ok(first?.claims);
    assert.equal(second?.interaction, 'allowed');
    assert.equal(second.claims, first.claims);
  });
});
