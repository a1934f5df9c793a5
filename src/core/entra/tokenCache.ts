import type { AccessToken } from './accessToken.ts';

/** A token is renewed this long before it expires, as VS Code's own provider does. */
const renewBeforeMs = 5 * 60_000;

/**
 * VS Code tells nobody that the user withdrew an extension's access to an account, and lets that account's sessions be.
 * So a token is handed out from memory for this long only before VS Code is asked again, which needs no network.
 */
const confirmAfterMs = 20_000;

/** A token in memory. */
export interface CachedToken {
  readonly token: AccessToken;
  readonly acquiredOnMs: number;
  /** When VS Code last gave it, or said that it still would. */
  readonly confirmedOnMs: number;
}

/**
 * What to do about a token: `use` it from memory; ask VS Code again, which has it or renews it (`ask`); or have a new one
 * issued (`renew`).
 *
 * @param renewedOnMs when the user last wanted a new one, in whichever window; 0 for never
 */
export function useOfToken(
  cached: CachedToken | undefined,
  nowMs: number,
  renewedOnMs: number,
): 'use' | 'ask' | 'renew' {
  if (cached === undefined) return 'ask';
  if (cached.acquiredOnMs < renewedOnMs) return 'renew';
  const isConfirmed = nowMs - cached.confirmedOnMs < confirmAfterMs;
  return isConfirmed && isFresh(cached.token, nowMs) ? 'use' : 'ask';
}

/** What is in memory after VS Code was asked: the same token keeps the time of its first sight. */
export function afterAnswer(cached: CachedToken | undefined, answer: AccessToken, nowMs: number): CachedToken {
  const acquiredOnMs = cached?.token.token === answer.token ? cached.acquiredOnMs : nowMs;
  return { token: answer, acquiredOnMs, confirmedOnMs: nowMs };
}

function isFresh(token: AccessToken, nowMs: number): boolean {
  return nowMs < token.expiresOnMs - renewBeforeMs;
}
