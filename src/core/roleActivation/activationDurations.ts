import { l10n } from '../l10n.ts';

/** What PIM allows where nobody set another rule is eight hours, and never more than a day. */
const offered = [30, 60, 120, 240, 480, 720, 1440];
const usual = 480;
/** PIM takes none that is shorter. */
const shortest = 5;

interface DurationLimits {
  /** Until when the role could be activated, in ms. */
  readonly endsAtMs?: number | undefined;
  /** What the role’s rules refused, in minutes. */
  readonly refused?: number | undefined;
  readonly nowMs: number;
}

/** The durations to choose from, in minutes, and which of them is proposed; the shortest first, at least one. */
export function activationDurations({ endsAtMs, refused, nowMs }: DurationLimits): {
  readonly minutes: readonly [number, ...number[]];
  readonly proposed: number;
} {
  const left = endsAtMs === undefined ? Infinity : Math.max(shortest, Math.floor((endsAtMs - nowMs) / 60_000));
  const fits = (minutes: number): boolean => minutes <= left && minutes < (refused ?? Infinity);
  const [first, ...others] = offered.filter(fits);
  if (first === undefined) {
    const only = Math.min(left, refused === undefined ? Infinity : Math.max(shortest, Math.floor(refused / 2)));
    return { minutes: [only], proposed: only };
  }
  return { minutes: [first, ...others], proposed: [first, ...others].findLast((one) => one <= usual) ?? first };
}

/** 30 minutes, 1 hour, 8 hours. */
export function durationText(minutes: number): string {
  if (minutes % 60 !== 0) {
    return l10n`${minutes} minutes`;
  }
  return minutes === 60 ? l10n`1 hour` : l10n`${minutes / 60} hours`;
}
