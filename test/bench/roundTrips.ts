/** One request and its answer: of a token, or of Azure. */
export interface Trip {
  readonly startMs: number;
  readonly endMs: number;
  readonly isToken: boolean;
}

export type Trips = Trip[];

/** How many of them come one after the other: the most of which none overlaps another. */
function roundTrips(trips: readonly Trip[]): number {
  let count = 0;
  let endMs = -Infinity;
  for (const trip of trips.toSorted((a, b) => a.endMs - b.endMs)) {
    if (trip.startMs >= endMs) {
      count += 1;
      endMs = trip.endMs;
    }
  }
  return count;
}

/** How many come one after the other up to the one whose answer was there at the time, which may have come alone. */
export function tripsUntil(trips: readonly Trip[], ms: number): number {
  const last = trips.filter(({ isToken, endMs }) => !isToken && endMs <= ms).toSorted((a, b) => b.endMs - a.endMs)[0];
  return last === undefined ? 0 : roundTrips(trips.filter(({ endMs }) => endMs <= last.startMs)) + 1;
}
