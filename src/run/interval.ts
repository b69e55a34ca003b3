import type { Run } from '../doksi/schemas.ts';
import { statusWords } from '../results/words.ts';

// When to ask about a run again. One that has gone on for long will go on for long: without other news the best interval
// grows with the square root of the age. The plan is made of that and of what it may cost: over ten minutes or more, not
// one question more than a loop of 10 s. Within the plan results decide: they save questions while tests wait for their
// turn, since the end is far then, and spend them when the last ones run. `docs/benchmarks.md` shows what that gains.

/** Seconds of waiting per root second of age: as little as ten minutes pay for. */
const GROWTH = 0.88;
/** Seconds. What is asked sooner is missed later, when runs do end. */
const SHORTEST = 2;
/** Seconds; just below the 15 that nobody waits longer than. */
const LONGEST = 14.6;
/** Seconds: the interval from an age of ten minutes on. */
const LOOP = 10;
const LOOP_FROM = 600;

/** How many times sooner than usual a question is asked when the end seems near, */
const HURRY = 3;
/** or when there will be no news before the end: the little that the plan has left over. */
const BIT_OF_HURRY = 1.2;
/** How many times later a question is asked when the end seems far. */
const LEISURE = 2;
/** Questions that each job of a matrix keeps back, at most, so that they do not ask at the same moment. */
const KEPT_BACK = 0.5;

/** Tests that ran before are not asked about before this share of what they took then; */
const HARDLY_DONE = 0.25;
/** between these two, their end is near. */
const NEARLY_DONE = 0.8;
const OVERDUE = 1.4;

/** Decides when a run is asked about. One for each run. */
export class Pace {
  readonly #luck: number;
  /** Seconds; 0 where nothing is expected. */
  readonly #expected: number;
  #asked = 0;
  #askedAt = 0;
  #ended = 0;
  /** The age (seconds) at which the tests that have ended by now may have ended last. */
  #quietSince = 0;

  /** `random` is from 0 to below 1; `expectedMs` is what the slowest of the tests took the last time, if they ran before. */
  constructor(random: () => number, expectedMs = 0) {
    this.#luck = random();
    this.#expected = expectedMs / 1000;
  }

  /** How long to wait (milliseconds) before the first question about a new run. */
  firstWaitMs(): number {
    const first = clamp(this.#expected * HARDLY_DONE, SHORTEST, LONGEST / 2);
    return first * (1 + this.#luck) * 1000;
  }

  /** How long to wait (milliseconds) after a question at this age; `run` is what it brought, if it brought anything. */
  nextWaitMs(ageMs: number, run: Run | undefined): number {
    const age = ageMs / 1000;
    this.#asked += 1;
    const wanted = this.#wanted(age, run);
    this.#askedAt = age;
    const affordable = dueAt(this.#asked + 1 + (1 - this.#luck) * KEPT_BACK) - age;
    return clamp(Math.max(wanted, affordable), SHORTEST, LONGEST) * 1000;
  }

  #wanted(age: number, run: Run | undefined): number {
    const usual = interval(age);
    if (age > this.#expected * NEARLY_DONE && age < this.#expected * OVERDUE) return usual / HURRY;
    if (run === undefined) return usual;

    const { total, ended, queued } = progress(run);
    if (ended > this.#ended) this.#quietSince = this.#askedAt;
    this.#ended = ended;
    const left = total - ended;
    if (total <= 1) return this.#expected > 0 ? usual : usual / BIT_OF_HURRY;
    if (ended === 0 || left <= 0) return usual;
    // With tests in the queue, the rest will take as long as those before did.
    if (queued > 0) return clamp(grown((left * age) / ended), usual, usual * LEISURE);
    // With all of them under way, an end that is just past says that the next is near.
    return clamp(grown(left * (age - this.#quietSince)), usual / HURRY, usual);
  }
}

/** The interval (seconds) where only the age (seconds) is known. */
function interval(age: number): number {
  return age >= LOOP_FROM ? LOOP : grown(age);
}

/** The interval (seconds) for what has gone on, or will go on, for about so long (seconds). */
function grown(seconds: number): number {
  return GROWTH * Math.sqrt(seconds);
}

/** The age (seconds) before which the plan does not have its n-th question. */
function dueAt(n: number): number {
  const growing = Math.min(n, (2 * LONGEST) / GROWTH ** 2);
  return Math.min((growing * (GROWTH / 2)) ** 2 + (n - growing) * LONGEST, n * LOOP);
}

/** How many tests a run has, how many of them have ended, and how many have not begun; as far as it tells. */
function progress(run: Run): { total: number; ended: number; queued: number } {
  const { tests_total, tests_passed, tests_failed, tests_running, results } = run;
  const count = (is: (status: string | null | undefined) => boolean): number =>
    results.filter(({ status }) => is(status)).length;
  const total = Math.max(tests_total ?? 0, results.length);
  const counted = (tests_passed ?? 0) + (tests_failed ?? 0);
  return {
    total,
    ended: Math.max(
      counted,
      count((status) => !statusWords(status).isUnderWay),
    ),
    queued: Math.max(
      count((status) => status === 'queued'),
      tests_running == null ? 0 : total - counted - tests_running,
    ),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
