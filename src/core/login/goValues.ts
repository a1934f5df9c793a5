const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};
const part = /(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|μs|ns)/gy;
/** 2^63 - 1 nanoseconds. */
const longestMs = 9_223_372_036_854.775;

/** Go's `strconv.ParseBool`; undefined where that fails. */
export function readTruthValue(value: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(value)) {
    return true;
  }
  return /^(?:0|f|F|FALSE|false|False)$/.test(value) ? false : undefined;
}

/** Go's `time.ParseDuration`, in milliseconds: `1m30s`, `-.5h`, `0`; undefined where that fails. */
export function readGoDuration(text: string): number | undefined {
  const amount = text.replace(/^[+-]/, '');
  if (amount === '0') {
    return 0;
  }
  let totalMs = 0;
  let length = 0;
  for (const [all, number = '', unit = ''] of amount.matchAll(part)) {
    totalMs += Number(number) * (unitMs[unit] ?? Number.NaN);
    length += all.length;
  }
  if (length === 0 || length !== amount.length || totalMs > longestMs) {
    return undefined;
  }
  return text.startsWith('-') ? -totalMs : totalMs;
}

/** Whether klog takes this for its verbosity: an integer of 32 bits. */
export function isLogLevel(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && Number(text) === (Number(text) | 0);
}
