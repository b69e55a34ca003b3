import fc from 'fast-check';
import type { PlannedTests, Schedule, Settings, World } from '../play/schedule.ts';
import { rarely, someRarely, sometimes } from './chances.ts';
import { anyBase, anyPast } from './past.ts';
import { anyGithub, calmed } from './github.ts';
import { creation, refusedPost, refusedPut, refusedTarget } from './replies.ts';
import { anyStories } from './runs.ts';

const MINUTE_MS = 60_000;
const TESTS = ['a', 'b', 'c', 'd'] as const;
const testIds = fc.uniqueArray(fc.constantFrom(...TESTS), { minLength: 1, maxLength: 3 });

function entriesOn(...targets: readonly PlannedTests['target'][]): fc.Arbitrary<PlannedTests[]> {
  const entry = fc.record({ target: fc.constantFrom(...targets), testIds });
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: ({ target }) => target });
}

/** Around the days of the known failures, and just at midnight. */
const BEGINNINGS_MS = [
  Date.UTC(2026, 5, 2, 9, 30),
  Date.UTC(2026, 5, 2, 23, 59, 59, 999),
  Date.UTC(2026, 5, 3, 0, 0, 0, 0),
];
const knownFailure = fc.record({
  testId: fc.constantFrom(...TESTS, 'nobody'),
  until: fc.constantFrom('2026-06-01', '2026-06-02', '2026-06-03', '2026-06-20'),
});

const mostly = (times: number): fc.Arbitrary<boolean> => sometimes(times).map((is) => !is);

const gates = fc.record({
  'fail-on-failure': mostly(4),
  'fail-on-timeout': mostly(4),
  'fail-on-no-tests': mostly(4),
  'fail-on-flaky': sometimes(3),
});

const settings: fc.Arbitrary<Settings> = fc
  .record({
    way: fc.constantFrom('new' as const, 'new' as const, 'new' as const, 'existing' as const),
    entries: fc.oneof(
      { arbitrary: entriesOn('web', 'web2', 'binary', 'id'), weight: 4 },
      { arbitrary: entriesOn('web', 'apk', 'splits', 'gone'), weight: 1 },
      { arbitrary: entriesOn('apk', 'splits'), weight: 1 },
    ),
    wait: mostly(10),
    timeoutMs: fc.oneof(
      { arbitrary: fc.integer({ min: 60, max: 20_000 }), weight: 1 },
      { arbitrary: fc.integer({ min: 20_000, max: 15 * MINUTE_MS }), weight: 4 },
    ),
    pollIntervalMs: rarely(3, fc.integer({ min: 1000, max: 200_000 })),
    retries: fc.constantFrom(0, 0, 1, 2, 3, 4, 5),
    known: fc.oneof(
      { arbitrary: fc.constant([]), weight: 2 },
      {
        arbitrary: fc.uniqueArray(knownFailure, { maxLength: 3, selector: ({ testId }) => testId }),
        weight: 1,
      },
    ),
    gates,
  })
  // The inputs allow no retries beside these two.
  .map(({ retries, ...rest }) => {
    const wait = rest.wait || rest.way === 'existing';
    return { ...rest, wait, retries: wait && rest.way === 'new' ? retries : 0 };
  });

/** Half of the worlds do nothing but what runs do. */
const world: fc.Arbitrary<World> = fc
  .tuple(
    fc.boolean(),
    fc.record({
      beginMs: fc.constantFrom(...BEGINNINGS_MS),
      seed: fc.nat(),
      cancelAtMs: rarely(6, fc.oneof(fc.nat(3000), fc.nat(MINUTE_MS), fc.nat(12 * MINUTE_MS))),
      hasFaultyListener: sometimes(10),
      wallJumpsMs: someRarely(10, fc.integer({ min: -864e5, max: 864e5 }), 3),
      uploads: someRarely(3, refusedPost, 6),
      puts: someRarely(3, refusedPut, 6),
      targets: someRarely(4, refusedPost, 6),
      creations: fc.array(
        fc.oneof({ arbitrary: creation, weight: 4 }, { arbitrary: refusedPost, weight: 1 }),
        { maxLength: 8 },
      ),
      runs: anyStories,
      past: fc.oneof({ arbitrary: fc.constant(undefined), weight: 1 }, { arbitrary: anyPast, weight: 1 }),
      base: rarely(3, anyBase),
      github: anyGithub,
    }),
  )
  .map(([isCalm, all]) =>
    isCalm ? { ...all, uploads: [], puts: [], targets: [], creations: [], github: calmed(all.github) } : all,
  );

/** Doksi's ways to say that it does not know a target any more. */
const refusals = someRarely(3, refusedTarget, 2);

/** Any step whatever, against any world whatever. */
export const anySchedule: fc.Arbitrary<Schedule> = fc
  .tuple(settings, world, refusals)
  .map(([told, happens, refused]) => {
    const { past, creations } = happens;
    const hasApp = told.entries.some(({ target }) => target === 'apk' || target === 'splits');
    return {
      ...told,
      ...happens,
      // The inputs allow no on-rerun without waiting.
      wait: told.wait || past !== undefined,
      creations: past && hasApp ? [...refused, ...creations] : creations,
    };
  });
