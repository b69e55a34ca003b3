import fc from 'fast-check';
import { type Base, type Check, FLAWS, type Past, type PastRun } from '../play/past.ts';
import type { RunStory } from '../play/story.ts';
import { someRarely, sometimes } from './chances.ts';
import { lastPastStory, pastStory } from './runs.ts';

const run = (story: fc.Arbitrary<RunStory>, tests: fc.Arbitrary<PastRun['tests']>): fc.Arbitrary<PastRun> =>
  fc.record({ tests, story });

/** The first has the whole matrix, and each one after it what is left; hardly ever it is otherwise. */
const first = fc.constantFrom(...Array.from({ length: 18 }, () => 'all' as const), 'strange', 'left');
const later = fc.constantFrom(...Array.from({ length: 18 }, () => 'left' as const), 'strange', 'all');

const runs: fc.Arbitrary<PastRun[]> = fc.oneof(
  { arbitrary: run(lastPastStory, first).map((one) => [one]), weight: 3 },
  { arbitrary: fc.tuple(run(pastStory, first), run(lastPastStory, later)), weight: 2 },
  {
    arbitrary: fc.tuple(run(pastStory, first), run(pastStory, later), run(lastPastStory, later)),
    weight: 1,
  },
);

const check: fc.Arbitrary<Check> = fc.record({
  flaws: someRarely(6, fc.constantFrom(...FLAWS), 2),
  names: fc.oneof(
    { arbitrary: fc.constant('all' as const), weight: 20 },
    {
      arbitrary: fc.constantFrom('first', 'last', 'reversed', 'twice', 'none', 'nobody', 'too-many'),
      weight: 2,
    },
  ),
  targets: fc.constantFrom(...Array.from({ length: 10 }, () => 'ours' as const), 'others', 'none'),
  boasts: sometimes(4),
});

export const anyPast: fc.Arbitrary<Past> = fc.record({
  attempt: fc.constantFrom(2, 2, 3, 5),
  runs,
  checks: fc.oneof(
    { arbitrary: check.map((one) => [one]), weight: 4 },
    { arbitrary: fc.array(check, { maxLength: 3 }), weight: 1 },
  ),
});

const baseCheck = fc.record({
  isOfActions: sometimes(4).map((is) => !is),
  hasRecord: sometimes(4).map((is) => !is),
  runs: fc.oneof(
    { arbitrary: pastStory.map((one) => [one]), weight: 3 },
    { arbitrary: fc.array(pastStory, { maxLength: 3 }), weight: 1 },
  ),
});

export const anyBase: fc.Arbitrary<Base> = fc.record({
  commits: fc.array(fc.array(baseCheck, { maxLength: 3 }), { maxLength: 7, size: 'max' }),
});
