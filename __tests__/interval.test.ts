import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byAge, follow, loop, mean, ours } from '../bench/lag/follow.ts';
import { type World, WORLDS } from '../bench/lag/worlds.ts';
import { Pace } from '../src/run/interval.ts';

const SAMPLES = 60;

/** Mean seconds between the end of runs of about this length and the question that notices it. */
function meanWait(world: World, seconds: number, way = ours): number {
  return mean(world, seconds * 1000, way, SAMPLES).lagMs / 1000;
}

describe.each(WORLDS)('the end of a run of $name', (world) => {
  it.each([
    [20, 2],
    [60, 3.5],
    [120, 5],
    [600, 7.5],
    [3000, 7.5],
  ])('that takes about %d s is noticed within %d s in the mean', (seconds, limit) => {
    expect(meanWait(world, seconds)).toBeLessThanOrEqual(limit);
    expect(meanWait(world, seconds, byAge)).toBeLessThanOrEqual(limit);
  });
});

describe('what results tell', () => {
  const several = WORLDS.filter(({ sideBySide, spread }) => sideBySide <= 5 || spread < 0.1);

  it.each(several.filter(({ tests }) => tests > 1))('brings the end of $name nearer', (world) => {
    for (const seconds of [20, 60, 120]) {
      expect(meanWait(world, seconds)).toBeLessThan(0.85 * meanWait(world, seconds, byAge));
    }
  });

  it('saves questions about a queue that is far from its end', () => {
    const queue = WORLDS.find(({ name }) => name === '50 by fives, spread');
    if (queue === undefined) throw new Error('no such world');
    const asked = (way: typeof ours): number => mean(queue, 3_000_000, way, SAMPLES).questions;
    expect(asked(ours)).toBeLessThan(0.85 * asked(byAge));
  });

  it('of the attempt before brings the end of the next one nearer, at fewer questions', () => {
    const [one] = WORLDS;
    if (one === undefined) throw new Error('no world');
    for (const seconds of [20, 60, 120]) {
      const again = mean(one, seconds * 1000, (random, run) => new Pace(random, run.lengthMs), SAMPLES);
      const first = mean(one, seconds * 1000, ours, SAMPLES);
      expect(again.lagMs).toBeLessThan(0.8 * first.lagMs);
      expect(again.questions).toBeLessThan(first.questions);
    }
  });
});

/** Anything that Doksi may tell of a run, sense or nonsense. */
const anyCount = fc.option(fc.nat(60));
const anyRun = fc.option(
  fc.record({
    status: fc.constant('running'),
    tests_total: anyCount,
    tests_passed: anyCount,
    tests_failed: anyCount,
    tests_running: anyCount,
    results: fc.array(
      fc.record({ status: fc.option(fc.constantFrom('queued', 'running', 'passed', 'odd')) }),
      {
        maxLength: 5,
      },
    ),
  }),
  { nil: undefined },
);
const anyPace = fc.record({
  luck: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  expectedMs: fc.option(fc.nat(3_600_000), { nil: undefined }),
  told: fc.array(anyRun, { minLength: 1, maxLength: 20 }),
});

describe('whatever is told', () => {
  it('ten minutes and more cost no more questions than a loop of 10 s, and no wait is longer than 15 s', () => {
    fc.assert(
      fc.property(anyPace, ({ luck, expectedMs, told }) => {
        const pace = new Pace(() => luck, expectedMs);
        let ageMs = pace.firstWaitMs();
        let longestMs = ageMs;
        let mostPerLoop = 0;
        for (let asked = 1; ageMs < 7_200_000; asked++) {
          // A run that ends just after this question is noticed by the next one. Sums of fractions are a hair off.
          if (ageMs >= 600_000) mostPerLoop = Math.max(mostPerLoop, (asked * 10_000) / (ageMs + 0.001));
          const waitMs = pace.nextWaitMs(ageMs, told[asked % told.length]);
          longestMs = Math.max(longestMs, waitMs);
          ageMs += waitMs;
        }
        expect(mostPerLoop).toBeLessThanOrEqual(1);
        expect(longestMs).toBeLessThanOrEqual(15_000);
      }),
    );
  });
});

describe('the jobs of a matrix', () => {
  it('that begin at the same moment do not ask at the same moments', () => {
    const moments = [0.1, 0.3, 0.5, 0.7, 0.9].map((luck) => {
      const pace = new Pace(() => luck);
      const asked = [pace.firstWaitMs()];
      for (let last = asked[0] ?? 0; last < 1_800_000;) {
        last += pace.nextWaitMs(last, undefined);
        asked.push(last);
      }
      return asked;
    });
    const together = moments.flatMap((mine, job) =>
      mine.filter((at) =>
        moments.some((others, other) => other > job && others.some((its) => Math.abs(its - at) < 100)),
      ),
    );
    expect(together.length).toBeLessThan(0.2 * moments.flat().length);
  });
});

describe('a loop', () => {
  it('is what it is compared with: half of its interval late', () => {
    const [one] = WORLDS;
    if (one === undefined) throw new Error('no world');
    expect(mean(one, 600_000, loop(10_000), 300).lagMs / 1000).toBeCloseTo(5, 0);
    expect(
      follow(
        { lengthMs: 95_000, tests: [] },
        loop(10_000)(() => 1, { lengthMs: 0, tests: [] }),
      ).questions,
    ).toBe(10);
  });
});
