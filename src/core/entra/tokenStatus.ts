/** Whether a token still holds, and how long. */
type TokenStatus = { readonly kind: 'expired' } | { readonly kind: 'valid'; readonly minutesLeft: number };

const minuteMs = 60_000;

/** A token's status at one moment; minutes are rounded down, so that "1m" never outlives the token. */
export function tokenStatus(expiresOnMs: number, nowMs: number): TokenStatus {
  const leftMs = expiresOnMs - nowMs;
  return leftMs <= 0 ? { kind: 'expired' } : { kind: 'valid', minutesLeft: Math.floor(leftMs / minuteMs) };
}

/** The time left as a person reads it: `59m`, `1h 05m`, `<1m`. */
export function formatTimeLeft(minutesLeft: number): string {
  if (minutesLeft < 1) {
    return '<1m';
  }
  const hours = Math.floor(minutesLeft / 60);
  const minutes = minutesLeft % 60;
  return hours === 0 ? `${minutes}m` : `${hours}h ${String(minutes).padStart(2, '0')}m`;
}

/** When the shown text changes next, in milliseconds from now. */
export function msUntilNextMinute(expiresOnMs: number, nowMs: number): number {
  const leftMs = expiresOnMs - nowMs;
  return leftMs <= 0 ? minuteMs : (leftMs % minuteMs) + 1;
}
