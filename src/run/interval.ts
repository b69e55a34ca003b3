/** Milliseconds. Short runs end soon; the lot (twice as long at most) keeps the jobs of a matrix out of step. */
const FIRST_INTERVAL_MS = 1200;
/** Milliseconds. Just below 15 s, so that ten minutes cost no more requests than a loop of 10 s. */
const MAX_INTERVAL_MS = 14_800;
/** Seconds of waiting per root second of age: the end of a 20 s run is noticed 1.9 s later in the mean. */
const GROWTH = 0.865;

/** How long to wait before asking about a new run for the first time (milliseconds); `random` is from 0 to 1. */
export function firstIntervalMs(random: () => number): number {
  return FIRST_INTERVAL_MS * (1 + random());
}

/** How long to wait before asking again (milliseconds): it grows with the square root of the run's age. */
export function adaptiveIntervalMs(ageMs: number): number {
  const grown = GROWTH * Math.sqrt(ageMs / 1000) * 1000;
  return Math.min(Math.max(grown, FIRST_INTERVAL_MS), MAX_INTERVAL_MS);
}
