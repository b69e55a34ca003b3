// Runs to practise on: how many tests, how many side by side, and how their durations are spread.
import type { Result, Run } from '../../src/doksi/schemas.ts';

export interface World {
  readonly name: string;
  readonly tests: number;
  readonly sideBySide: number;
  /** Standard deviation of the logarithm of a test's duration: 0.05 is nearly equal, 0.5 is usual, 1.1 has a long tail. */
  readonly spread: number;
}

export const WORLDS: readonly World[] = [
  { name: 'one test', tests: 1, sideBySide: 1, spread: 0 },
  { name: '4 at once, equal', tests: 4, sideBySide: 4, spread: 0.05 },
  { name: '10 at once, equal', tests: 10, sideBySide: 10, spread: 0.05 },
  { name: '10 at once, spread', tests: 10, sideBySide: 10, spread: 0.5 },
  { name: '10 at once, long tail', tests: 10, sideBySide: 10, spread: 1.1 },
  { name: '3 in turn, spread', tests: 3, sideBySide: 1, spread: 0.5 },
  { name: '10 in turn, equal', tests: 10, sideBySide: 1, spread: 0.05 },
  { name: '10 by threes, spread', tests: 10, sideBySide: 3, spread: 0.5 },
  { name: '50 by fives, equal', tests: 50, sideBySide: 5, spread: 0.05 },
  { name: '50 by fives, spread', tests: 50, sideBySide: 5, spread: 0.5 },
  { name: '50 by fives, long tail', tests: 50, sideBySide: 5, spread: 1.1 },
  { name: '50 at once, long tail', tests: 50, sideBySide: 50, spread: 1.1 },
];

/** Share of a run's time before its first test begins. */
const STARTING_SHARE = 0.05;

export interface SimulatedRun {
  readonly lengthMs: number;
  readonly tests: readonly { readonly beginsMs: number; readonly endsMs: number }[];
}

/** A run of exactly this length, with the world's shape; another one for other chances. */
export function simulate(
  { tests, sideBySide, spread }: World,
  lengthMs: number,
  random: () => number,
): SimulatedRun {
  const free = Array.from({ length: sideBySide }, () => 0);
  const planned = Array.from({ length: tests }, () => {
    const slot = free.indexOf(Math.min(...free));
    const begins = free[slot] ?? 0;
    const ends = begins + Math.exp(spread * normal(random));
    free[slot] = ends;
    return { begins, ends };
  });
  const startingMs = lengthMs * STARTING_SHARE;
  const scale = (lengthMs - startingMs) / Math.max(...free);
  return {
    lengthMs,
    tests: planned.map(({ begins, ends }) => ({
      beginsMs: startingMs + begins * scale,
      endsMs: startingMs + ends * scale,
    })),
  };
}

/** What Doksi answers about the run at this age. */
export function viewOf({ lengthMs, tests }: SimulatedRun, ageMs: number): Run {
  const results = tests.map(({ beginsMs, endsMs }): Result => {
    const status = ageMs >= endsMs ? 'passed' : ageMs >= beginsMs ? 'running' : 'queued';
    return { status, ...(ageMs >= endsMs && { duration_seconds: (endsMs - beginsMs) / 1000 }) };
  });
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  return {
    status: ageMs >= lengthMs ? 'passed' : 'running',
    tests_total: tests.length,
    tests_passed: count('passed'),
    tests_failed: 0,
    tests_running: count('running'),
    results,
  };
}

/** Normally distributed around 0 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
