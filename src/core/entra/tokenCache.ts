import type { AccessToken } from './accessToken.ts';

/** A token is renewed this long before it expires, as VS Code's own provider does. */
export const renewBeforeMs = 5 * 60_000;

/** True while a token may still be handed out from memory. */
export function isFresh(token: AccessToken, nowMs: number): boolean {
  return nowMs < token.expiresOnMs - renewBeforeMs;
}
