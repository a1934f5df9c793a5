import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { renewalClaims } from '../../../../src/core/entra/renewalClaims.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';
import { TokenCache, type RenewalMarks } from '../../../../src/core/entra/tokenCache.ts';
import { tokenKey } from '../../../../src/core/entra/tokenKey.ts';
import { unsignedToken } from './unsignedToken.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const startMs = Date.parse('2026-11-26T12:00:00Z');

const request: TokenRequest = {
  account: { id: 'ada.home', label: 'ada@contoso.com' },
  tenantId: 't',
  scope: 's',
  interaction: 'silent',
};
const key = tokenKey(request);

/** VS Code's memory, which all windows share. */
class SharedMarks implements RenewalMarks {
  stored: Readonly<Record<string, number>> | undefined;
  get(): typeof this.stored {
    return this.stored;
  }
  set(marks: Readonly<Record<string, number>>): Promise<void> {
    this.stored = marks;
    return Promise.resolve();
  }
}

/** One window, whose clock the test drives: its cache, and a VS Code that issues numbered tokens or fails as told. */
class Window {
  readonly asked: TokenRequest[] = [];
  nowMs = startMs;
  lifetimeMs = hour;
  failure: Error | undefined;
  tokenOf = (at: number): string => `token ${at}`;
  /** How often another token was told. */
  changes = 0;
  /** What VS Code waits for before it answers. */
  until: Promise<void> | undefined;
  readonly marks: SharedMarks;
  readonly cache: TokenCache;

  constructor(marks = new SharedMarks()) {
    this.marks = marks;
    this.cache = new TokenCache({
      acquire: (asked) => this.#issue(asked),
      renewalMarks: marks,
      changed: () => {
        this.changes += 1;
      },
      nowMs: () => this.nowMs,
    });
  }

  /** @returns the name of the token that it was given */
  async get(changed: Partial<TokenRequest> = {}): Promise<string> {
    return (await this.cache.token({ ...request, ...changed })).token;
  }

  async #issue(asked: TokenRequest): Promise<AccessToken> {
    this.asked.push(asked);
    const name = this.tokenOf(this.asked.length);
    await this.until;
    if (this.failure !== undefined) {
      throw this.failure;
    }
    return { token: name, expiresOnMs: this.nowMs + this.lifetimeMs };
  }
}

const signedOut = new AksEntraError('signedOut', 'A sign-in is needed.');

describe('a token in memory', () => {
  it('is used while it is fresh, and VS Code is asked as it was requested', async () => {
    const window = new Window();
    assert.equal(await window.get(), 'token 1');
    assert.equal(await window.get(), 'token 1');
    assert.deepEqual(window.asked, [request]);
  });

  it('serves requests that may prompt too', async () => {
    const window = new Window();
    await window.get();
    assert.equal(await window.get({ interaction: 'allowed' }), 'token 1');
  });

  it('is asked for again after 20 seconds, since access may have been withdrawn', async () => {
    const window = new Window();
    await window.get();
    window.nowMs += 20 * second - 1;
    assert.equal(await window.get(), 'token 1');
    window.nowMs += 1;
    assert.equal(await window.get(), 'token 2');
    window.nowMs += 19 * second;
    assert.equal(await window.get(), 'token 2');
    assert.deepEqual(window.asked, [request, request]);
  });

  it('is asked for again five minutes before it expires', async () => {
    const window = new Window();
    window.lifetimeMs = 5 * minute + 10 * second;
    await window.get();
    window.nowMs += 10 * second - 1;
    assert.equal(await window.get(), 'token 1');
    window.nowMs += 1;
    assert.equal(await window.get(), 'token 2');
  });

  it('is one for each account, tenant and resource', async () => {
    const window = new Window();
    const others: Partial<TokenRequest>[] = [
      { account: { id: 'ben.home', label: 'ada@contoso.com' } },
      { tenantId: 'u' },
      { scope: 'r' },
    ];
    await window.get();
    for (const [at, other] of others.entries()) {
      assert.equal(await window.get(other), `token ${at + 2}`);
    }
    assert.equal(await window.get(), 'token 1');
    assert.equal(await window.get(others[2]), 'token 4');
  });

  it('is gone when the account is another one', async () => {
    const window = new Window();
    await window.get();
    window.cache.clear();
    assert.equal(await window.get(), 'token 2');
  });

  it('goes with its account, and those of others stay', async () => {
    const window = new Window();
    const ben: Partial<TokenRequest> = { account: { id: 'ben.home', label: 'ben@contoso.com' } };
    await window.get();
    await window.get(ben);
    window.cache.keepOf([request.account]);
    assert.equal(window.changes, 3);
    assert.deepEqual(
      window.cache.heldTokens().map(({ account }) => account.id),
      ['ada.home'],
    );
    window.cache.keepOf([request.account]);
    assert.equal(window.changes, 3);
    assert.equal(await window.get(), 'token 1');
    assert.equal(await window.get(ben), 'token 3');
  });

  for (const [gone, forget] of [
    [
      'the accounts are others',
      (cache: TokenCache) => {
        cache.clear();
      },
    ],
    [
      'its account is gone',
      (cache: TokenCache) => {
        cache.keepOf([]);
      },
    ],
  ] as const) {
    it(`is not kept where ${gone} by the time it arrives, nor given to who asks after that`, async () => {
      const window = new Window();
      const gate = Promise.withResolvers<undefined>();
      window.until = gate.promise;
      const first = window.get();
      forget(window.cache);
      const second = window.get();
      gate.resolve(undefined);
      assert.equal(await first, 'token 1');
      assert.equal(await second, 'token 2');
      assert.equal(await window.get(), 'token 2');
    });
  }

  it('never answers claims, and gives way to the token that does', async () => {
    const window = new Window();
    await window.get();
    assert.equal(await window.get({ claims: 'YQ==' }), 'token 2');
    assert.equal(await window.get({ claims: 'YQ==' }), 'token 3');
    assert.equal(await window.get(), 'token 3');
    assert.deepEqual(
      window.asked.map(({ claims }) => claims),
      [undefined, 'YQ==', 'YQ=='],
    );
  });
});

describe('a token that VS Code does not give', () => {
  it('is no longer in memory where the user signed out or withdrew the access', async () => {
    const window = new Window();
    await window.get();
    window.nowMs += 20 * second;
    window.failure = signedOut;
    await assert.rejects(window.get(), signedOut);
    window.failure = undefined;
    // With the clock set back the old one would still be good.
    window.nowMs = startMs;
    assert.equal(await window.get(), 'token 3');
  });

  it('stays in memory where something else failed, or where a challenge could not be answered', async () => {
    for (const [failure, changed] of [
      [new AksEntraError('signInFailed', 'AADSTS50173'), {}],
      [cancellation(), {}],
      [signedOut, { claims: 'YQ==' }],
    ] as const) {
      const window = new Window();
      await window.get();
      window.nowMs += 20 * second;
      window.failure = failure;
      await assert.rejects(window.get(changed), failure);
      window.nowMs = startMs;
      assert.equal(await window.get(), 'token 1');
    }
  });

  it('is not remembered as failed', async () => {
    const window = new Window();
    window.failure = signedOut;
    await assert.rejects(window.get(), signedOut);
    window.failure = undefined;
    assert.equal(await window.get(), 'token 2');
  });
});

describe('requests at the same time', () => {
  it('share one answer where they are equal, and one failure', async () => {
    const window = new Window();
    assert.deepEqual(await Promise.all([window.get(), window.get(), window.get()]), ['token 1', 'token 1', 'token 1']);
    assert.equal(window.asked.length, 1);
    window.cache.clear();
    window.failure = signedOut;
    const settled = await Promise.allSettled([window.get(), window.get()]);
    assert.deepEqual(
      settled.map((result) => result.status === 'rejected' && (result.reason as Error) === signedOut),
      [true, true],
    );
    assert.equal(window.asked.length, 2);
  });

  it('share no answer with other claims, another interaction, or another token', async () => {
    const window = new Window();
    const different: Partial<TokenRequest>[] = [
      {},
      { interaction: 'allowed' },
      { claims: 'YQ==' },
      { claims: 'Yg==' },
      { interaction: 'allowed', claims: 'YQ==' },
      { tenantId: 'u' },
      { scope: 'r' },
      { account: { id: 'ben.home', label: 'ada@contoso.com' } },
    ];
    const names = await Promise.all(different.map((changed) => window.get(changed)));
    assert.equal(new Set(names).size, different.length);
    assert.deepEqual(
      window.asked,
      different.map((changed) => ({ ...request, ...changed })),
    );
  });

  it('ask anew as soon as the answer is there', async () => {
    const window = new Window();
    await Promise.all([window.get({ claims: 'YQ==' }), window.get({ claims: 'YQ==' })]);
    await window.get({ claims: 'YQ==' });
    assert.equal(window.asked.length, 2);
  });
});

describe('a renewal that the user asked for', () => {
  it('leaves a mark, by which another window has a new token issued, once', async () => {
    const marks = new SharedMarks();
    const [here, there] = [new Window(marks), new Window(marks)];
    await here.get();
    await there.get();
    here.nowMs += second;
    assert.equal(await here.get({ claims: 'YQ==', renewsInAllWindows: true }), 'token 2');
    assert.deepEqual(marks.stored, { [key]: startMs + second });
    assert.equal(await here.get(), 'token 2');
    there.nowMs += 2 * second;
    assert.equal(await there.get(), 'token 2');
    assert.equal(await there.get(), 'token 2');
    assert.deepEqual(there.asked, [request, { ...request, claims: renewalClaims(startMs + 2 * second) }]);
  });

  it('counts in the other window whatever its clock says', async () => {
    for (const [before, mark] of [
      [undefined, startMs - hour],
      [startMs, startMs - hour],
      [startMs, startMs + hour],
    ] as const) {
      const window = new Window();
      window.marks.stored = before === undefined ? undefined : { [key]: before };
      await window.get();
      window.marks.stored = { [key]: mark };
      assert.equal(await window.get(), 'token 2');
      assert.equal(await window.get(), 'token 2');
    }
  });

  it('is tried again as long as it fails, and the token that is there stays', async () => {
    const window = new Window();
    await window.get();
    window.marks.stored = { [key]: 1 };
    window.failure = signedOut;
    await assert.rejects(window.get(), signedOut);
    await assert.rejects(window.get(), signedOut);
    assert.equal(window.asked.length, 3);
    // The other window's memory is gone: what is here is as good as before.
    window.marks.stored = undefined;
    assert.equal(await window.get(), 'token 1');
  });

  it('asks for no claims where there is no token yet', async () => {
    const window = new Window();
    window.marks.stored = { [key]: 1 };
    await window.get();
    assert.equal(await window.get(), 'token 1');
    assert.deepEqual(window.asked, [request]);
  });

  it('concerns no other token', async () => {
    const window = new Window();
    await window.get({ tenantId: 'u' });
    window.marks.stored = { [key]: 1 };
    assert.equal(await window.get({ tenantId: 'u' }), 'token 1');
  });

  it('counts again where it comes while VS Code is still asked', async () => {
    const window = new Window();
    const gate = Promise.withResolvers<undefined>();
    window.until = gate.promise;
    const early = window.get();
    window.marks.stored = { [key]: 1 };
    gate.resolve(undefined);
    assert.equal(await early, 'token 1');
    assert.equal(await window.get(), 'token 2');
    assert.equal(window.asked[1]?.claims, renewalClaims(startMs));
  });

  it('leaves no mark where it fails, nor where nobody asked for all windows', async () => {
    const window = new Window();
    window.failure = signedOut;
    await assert.rejects(window.get({ claims: 'YQ==', renewsInAllWindows: true }), signedOut);
    window.failure = undefined;
    await window.get({ claims: 'YQ==' });
    assert.equal(window.marks.stored, undefined);
  });

  it('keeps the marks of other tokens for two days', async () => {
    const window = new Window();
    window.marks.stored = { old: startMs - 48 * hour, recent: startMs - 48 * hour + 1, ahead: startMs + hour };
    await window.get({ claims: 'YQ==', renewsInAllWindows: true });
    assert.deepEqual(window.marks.stored, {
      recent: startMs - 48 * hour + 1,
      ahead: startMs + hour,
      [key]: startMs,
    });
  });

  it('leaves nothing but times and what tells tokens apart: no token', async () => {
    const window = new Window();
    const name = await window.get({ claims: 'YQ==', renewsInAllWindows: true });
    assert.ok(!JSON.stringify(window.marks.stored).includes(name));
    assert.equal(key, '["ada.home","t","s"]');
  });
});

describe('the tokens that a window holds', () => {
  it('are told with whose they are and how long they last, the next to end first, and without their texts', async () => {
    const window = new Window();
    window.lifetimeMs = hour;
    await window.get();
    window.lifetimeMs = 30 * minute;
    await window.get({ scope: 'r', tenantId: 'organizations' });
    const held = window.cache.heldTokens();
    assert.deepEqual(held, [
      {
        account: request.account,
        tenantId: 'organizations',
        scope: 'r',
        issuedIn: 'organizations',
        expiresOnMs: startMs + 30 * minute,
      },
      { account: request.account, tenantId: 't', scope: 's', issuedIn: 't', expiresOnMs: startMs + hour },
    ]);
    assert.ok(!JSON.stringify(held).includes('token '));
    window.nowMs += 30 * minute;
    assert.deepEqual(
      window.cache.heldTokens().map(({ scope }) => scope),
      ['s'],
    );
  });

  it('say of themselves what is in them, and nothing once they have run out or are gone', async () => {
    const window = new Window();
    window.tokenOf = () => unsignedToken({ tid: 'contoso', name: 'Zoë' });
    await window.get();
    assert.deepEqual(window.cache.claimsOf(request), { tid: 'contoso', name: 'Zoë' });
    assert.equal(window.cache.claimsOf({ ...request, scope: 'r' }), undefined);
    window.nowMs += hour;
    assert.equal(window.cache.claimsOf(request), undefined);
    window.nowMs = startMs;
    window.cache.clear();
    assert.equal(window.cache.claimsOf(request), undefined);
  });

  it('are told to have changed for another token, or none, and not for one that VS Code confirms', async () => {
    const window = new Window();
    window.tokenOf = () => 'the same';
    await window.get();
    window.nowMs += 20 * second;
    await window.get();
    assert.equal(window.changes, 1);
    window.tokenOf = () => 'another';
    window.nowMs += 20 * second;
    await window.get();
    assert.equal(window.changes, 2);
    window.nowMs += 20 * second;
    window.failure = signedOut;
    await assert.rejects(window.get(), signedOut);
    assert.equal(window.changes, 3);
    window.cache.clear();
    assert.equal(window.changes, 4);
  });
});
