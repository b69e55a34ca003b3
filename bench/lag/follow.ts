// Follows simulated runs without a server and without a clock: only the intervals decide.
import type { Run } from '../../src/doksi/schemas.ts';
import { Pace } from '../../src/run/interval.ts';
import { simulate, type SimulatedRun, viewOf, type World } from './worlds.ts';

/** A way to follow a run: when to ask first, and when again. Milliseconds. */
export interface Way {
  firstWaitMs(): number;
  nextWaitMs(ageMs: number, run: Run | undefined): number;
}

export type MakeWay = (random: () => number, run: SimulatedRun) => Way;

/** As the action does it. */
export const ours: MakeWay = (random) => new Pace(random);

/** The action without results to look at. */
export const byAge: MakeWay = (random) => {
  const pace = new Pace(random);
  return {
    firstWaitMs: () => pace.firstWaitMs(),
    nextWaitMs: (ageMs) => pace.nextWaitMs(ageMs, undefined),
  };
};

/** A loop, as a shell script has it. */
export const loop =
  (intervalMs: number): MakeWay =>
  (random) => ({ firstWaitMs: () => intervalMs * random(), nextWaitMs: () => intervalMs });

/** An interval of so many seconds per root second of age, whatever it costs. */
export const squareRoot =
  (growth: number): MakeWay =>
  (random) => ({
    firstWaitMs: () => 2000 * (1 + random()),
    nextWaitMs: (ageMs) => growth * Math.sqrt(ageMs / 1000) * 1000,
  });

export interface Followed {
  /** From the run's end to the question that notices it. */
  readonly lagMs: number;
  readonly questions: number;
}

export function follow(run: SimulatedRun, way: Way): Followed {
  let ageMs = way.firstWaitMs();
  let questions = 1;
  for (; ageMs < run.lengthMs; questions++) ageMs += way.nextWaitMs(ageMs, viewOf(run, ageMs));
  return { lagMs: ageMs - run.lengthMs, questions };
}

export interface Mean extends Followed {
  readonly mostQuestionsPerLoop: number;
}

/** The golden ratio: its multiples fill a range evenly, with no gaps and in no step with anything. */
const GOLDEN = 0.618_034;

/** Means over runs of about this length (10 % to either side, evenly), with chances that are spread evenly as well. */
export function mean(world: World, lengthMs: number, make: MakeWay, samples: number): Mean {
  const random = chance(7);
  let lagMs = 0;
  let questions = 0;
  let mostQuestionsPerLoop = 0;
  for (let sample = 0; sample < samples; sample++) {
    const run = simulate(world, lengthMs * (0.9 + (0.2 * sample) / samples), random);
    const luck = (sample * GOLDEN) % 1;
    const followed = follow(
      run,
      make(() => luck, run),
    );
    lagMs += followed.lagMs / samples;
    questions += followed.questions / samples;
    if (run.lengthMs >= 600_000)
      mostQuestionsPerLoop = Math.max(
        mostQuestionsPerLoop,
        followed.questions / Math.ceil(run.lengthMs / 10_000),
      );
  }
  return { lagMs, questions, mostQuestionsPerLoop };
}

/** Reproducible numbers from 0 to 1: a linear congruential generator of 48 bits (drand48's constants). */
function chance(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffff_ffff_ffffn;
    return Number(state) / 2 ** 48;
  };
}
