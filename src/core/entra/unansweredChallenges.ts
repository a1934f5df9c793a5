import type { AccessToken } from './accessToken.ts';
import type { Account, TokenRequest } from './signIn.ts';
import { tokenKey } from './tokenKey.ts';

/**
 * Challenges that only the user can answer: a silent request with their claims failed. The next request for the same
 * token that may prompt answers them, and so does the next sign-in, which alone would yield the very token that was
 * challenged.
 */
export class UnansweredChallenges {
  readonly #requests = new Map<string, TokenRequest>();

  /**
   * Lets a request answer what is unanswered, where it may prompt.
   *
   * @param acquire gets the request, with the claims of the challenge where it is to answer one
   * @throws what `acquire` throws
   */
  async answer(request: TokenRequest, acquire: (request: TokenRequest) => Promise<AccessToken>): Promise<AccessToken> {
    const key = tokenKey(request);
    const unanswered = request.interaction === 'allowed' ? this.#requests.get(key)?.claims : undefined;
    const claims = request.claims ?? unanswered;
    try {
      const token = await acquire(claims === undefined ? request : { ...request, claims });
      // A token without the claims, for example the status bar's, answers no challenge.
      if (claims !== undefined) {
        this.#requests.delete(key);
      }
      return token;
    } catch (error) {
      if (request.claims !== undefined) {
        this.#requests.set(key, request);
      }
      throw error;
    }
  }

  /** The requests of an account whose challenge is unanswered. */
  of(account: Account): TokenRequest[] {
    return [...this.#requests.values()].filter((request) => request.account.id === account.id);
  }
}
