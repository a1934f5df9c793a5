import type { ShownSignIn } from './shownSignIn.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Minutes of the table in the hover are counted from here on; a time further away is told by the clock. */
const nearMs = 10 * minuteMs;

/** What is shown at a moment, and when that is worth another look. */
interface Shown {
  readonly signIn: ShownSignIn;
  /** When the words in the status bar change next, or are asked for anew; undefined where only an event does that. */
  readonly dueMs: number | undefined;
  /** The tokens in the table of its hover. */
  readonly held: readonly { readonly expiresOnMs: number }[];
}

export interface NextLook {
  /** From now. */
  readonly inMs: number;
  /** False: the table alone is drawn anew, and nobody is asked. */
  readonly asks: boolean;
}

/**
 * When the status bar is worth the next look. Minutes are counted only where somebody may see them: while another
 * window has the focus, nothing is looked at before what is shown runs out, and what has failed waits until somebody
 * comes back. For the table alone, of however many tokens, there is one look a minute while one of them is near its end.
 *
 * @returns undefined where there is nothing to wait for
 */
export function nextLook({ signIn, dueMs, held }: Shown, nowMs: number, isFocused: boolean): NextLook | undefined {
  if (!isFocused) {
    const leftMs = (endOf(signIn) ?? 0) - nowMs;
    return leftMs > 0 ? { inMs: Math.min(leftMs + 1, dayMs), asks: true } : undefined;
  }
  const asksInMs = dueMs === undefined ? Infinity : Math.max(dueMs - nowMs, 0);
  const drawnInMs = Math.min(...held.map(({ expiresOnMs }) => msUntilOtherRow(expiresOnMs - nowMs)));
  const inMs = Math.min(asksInMs, drawnInMs);
  return inMs === Infinity ? undefined : { inMs: Math.min(inMs, dayMs), asks: asksInMs <= drawnInMs };
}

/** Whether a row of the table counts minutes: near its end, or where the status bar is drawn each minute anyway. */
export function countsMinutes(expiresOnMs: number, nowMs: number, changesInMs: number | undefined): boolean {
  return expiresOnMs - nowMs <= nearMs || (changesInMs !== undefined && changesInMs <= minuteMs);
}

function msUntilOtherRow(leftMs: number): number {
  if (leftMs <= 0) {
    return Infinity;
  }
  return leftMs > nearMs ? leftMs - nearMs : Math.min(leftMs + 1, minuteMs);
}

/** When what kubectl signs in with runs out, where that is known. */
function endOf(signIn: ShownSignIn): number | undefined {
  switch (signIn.kind) {
    case 'token':
      return signIn.token.expiresOnMs;
    case 'other':
      return signIn.validity !== undefined && 'untilMs' in signIn.validity ? signIn.validity.untilMs : undefined;
    case 'failed':
    case 'noContext':
    case 'noToken':
    case 'signedOut':
      return undefined;
  }
}
