const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};
const part = /(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)/gy;
/** Timers hold no more (2^31 - 1 ms). */
const longestMs = 2_147_483_647;

/**
 * A duration as Go writes it (`time.ParseDuration`), such as `1m30s`, in whole milliseconds.
 *
 * @returns undefined for anything else, and for what is not above zero
 */
export function parseDuration(text: string): number | undefined {
  let totalMs = 0;
  let length = 0;
  for (const [all, amount = '', unit = ''] of text.matchAll(part)) {
    totalMs += Number(amount) * (unitMs[unit] ?? Number.NaN);
    length += all.length;
  }
  if (length !== text.length || !(totalMs > 0)) {
    return undefined;
  }
  return Math.min(Math.ceil(totalMs), longestMs);
}
