import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { IssuedToken } from './entraTokenRequest.ts';

/**
 * client-go uses a token up to the very second that a plugin reports, and API servers refuse it from that second on: a
 * minute covers the way there and a clock that is a little behind. Not more, because az and other caches hand out tokens
 * with five minutes left, and a time that has passed makes kubectl call the plugin again and again.
 */
const earlyMs = 60_000;

/**
 * When kubectl should ask for the next token.
 *
 * @throws AksEntraError signInFailed where that is now: such a token is never handed out
 */
export function reportedExpiryMs({ expiresOnMs }: IssuedToken, nowMs: number): number {
  const reportedMs = expiresOnMs - earlyMs;
  if (reportedMs > nowMs) {
    return reportedMs;
  }
  throw new AksEntraError(
    'signInFailed',
    l10n`the token that was received expires within a minute, or has expired; check the clock of this machine, then try again`,
  );
}
