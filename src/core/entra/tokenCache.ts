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
  /** When VS Code last gave it, or said that it still would. */
  readonly confirmedOnMs: number;
  /** Of which renewal it is: the mark that stood before VS Code was asked for it. */
  readonly renewal: number | undefined;
}

/**
 * What to do about a token: `use` it from memory; ask VS Code again, which has it or renews it (`ask`); or have a new one
 * issued (`renew`), since the user wanted that in another window.
 *
 * @param renewal the mark of the latest renewal. It is compared and never ordered: a remote window has another clock
 */
export function useOfToken(
  cached: CachedToken | undefined,
  nowMs: number,
  renewal: number | undefined,
): 'use' | 'ask' | 'renew' {
  if (cached === undefined) {
    return 'ask';
  }
  if (cached.renewal !== renewal) {
    return 'renew';
  }
  const isConfirmed = nowMs - cached.confirmedOnMs < confirmAfterMs;
  return isConfirmed && isFresh(cached.token, nowMs) ? 'use' : 'ask';
}

function isFresh(token: AccessToken, nowMs: number): boolean {
  return nowMs < token.expiresOnMs - renewBeforeMs;
}
