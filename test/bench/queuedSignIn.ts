import { setTimeout as delay } from 'node:timers/promises';
import type { AccessToken } from '../../src/core/entra/accessToken.ts';
import type { Account, SignIn, TokenRequest } from '../../src/core/entra/signIn.ts';
import { TokenCache } from '../../src/core/entra/tokenCache.ts';
import { limitConcurrency } from '../../src/core/limitConcurrency.ts';
import type { Trips } from './roundTrips.ts';

/** VS Code's sign-in with tokens that are there already: its provider answers one request after the other. */
export class QueuedSignIn implements SignIn {
  readonly #account: Account;
  readonly #cache: TokenCache;

  constructor(account: Account, tokens: ReadonlyMap<string, AccessToken>, tokenMs: number, trips: Trips) {
    this.#account = account;
    const oneByOne = limitConcurrency(1);
    this.#cache = new TokenCache({
      acquire: ({ tenantId }) =>
        oneByOne(async () => {
          const startMs = performance.now();
          await delay(tokenMs);
          trips.push({ startMs, endMs: performance.now(), isToken: true });
          const token = tokens.get(tenantId);
          if (token === undefined) {
            throw new TypeError(`No token of tenant ${tenantId}.`);
          }
          return token;
        }),
      renewalMarks: { get: () => undefined, set: () => Promise.resolve() },
      nowMs: Date.now,
      changed: () => undefined,
    });
  }

  currentAccount(): Promise<Account> {
    return Promise.resolve(this.#account);
  }

  chooseAccount(): Promise<Account> {
    return this.currentAccount();
  }

  token(request: TokenRequest): Promise<AccessToken> {
    return this.#cache.token(request);
  }
}
