import { readGoDuration } from '../login/goValues.ts';

/** Timers hold no more (2^31 - 1 ms). */
const longestMs = 2_147_483_647;

/**
 * A duration as Go writes it (`time.ParseDuration`), such as `1m30s`, in whole milliseconds.
 *
 * @returns undefined for anything else, and for what is not above zero
 */
export function parseDuration(text: string): number | undefined {
  const ms = readGoDuration(text);
  return ms === undefined || ms <= 0 ? undefined : Math.min(Math.ceil(ms), longestMs);
}
