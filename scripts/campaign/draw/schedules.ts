import fc from 'fast-check';
import {
  type Base,
  type Check,
  type EntryOfTests,
  FLAWS,
  type GithubReply,
  type Past,
  type PastRun,
  type RunScript,
  type Schedule,
  type Settings,
  type World,
} from '../world.ts';
import { mostly, rareList, rarely, sometimes, weighted } from './chances.ts';
import { creation, failedPost, failedPut, rejectedTarget } from './replies.ts';
import { anyScripts, lastPastScript, pastScript } from './runs.ts';

const MINUTE_MS = 60_000;
const TESTS = ['a', 'b', 'c', 'd'] as const;
const testIds = fc.uniqueArray(fc.constantFrom(...TESTS), { minLength: 1, maxLength: 3 });

function entriesOn(...targets: readonly EntryOfTests['target'][]): fc.Arbitrary<EntryOfTests[]> {
  const entry = fc.record({ target: fc.constantFrom(...targets), testIds });
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: ({ target }) => target });
}

/** Around the last days of the known failures, and around midnight. */
const STARTS_MS = [
  Date.UTC(2026, 5, 2, 9, 30),
  Date.UTC(2026, 5, 2, 23, 59, 59, 999),
  Date.UTC(2026, 5, 3, 0, 0, 0, 0),
];
const knownFailure = fc.record({
  testId: fc.constantFrom(...TESTS, 'unknown'),
  until: fc.constantFrom('2026-06-01', '2026-06-02', '2026-06-03', '2026-06-20'),
});

const settings: fc.Arbitrary<Settings> = fc
  .record({
    kind: weighted<'new' | 'existing'>([3, fc.constant('new')], [1, fc.constant('existing')]),
    entries: weighted(
      [4, entriesOn('web', 'web2', 'binary', 'id')],
      [1, entriesOn('web', 'apk', 'gone')],
      [1, entriesOn('apk', 'web')],
    ),
    wait: mostly(10),
    timeoutMs: weighted(
      [1, fc.integer({ min: 60, max: 20_000 })],
      [4, fc.integer({ min: 20_000, max: 15 * MINUTE_MS })],
    ),
    pollIntervalMs: rarely(3, fc.integer({ min: 1000, max: 200_000 })),
    retries: fc.constantFrom(0, 0, 1, 2, 3, 4, 5),
    known: rareList(3, knownFailure, 3).map((list) => [
      ...new Map(list.map((failure) => [failure.testId, failure])).values(),
    ]),
    gates: fc.record({
      'fail-on-failure': mostly(4),
      'fail-on-timeout': mostly(4),
      'fail-on-no-tests': mostly(4),
      'fail-on-flaky': sometimes(3),
    }),
  })
  // The inputs allow retries only for a new run that is waited for.
  .map(({ retries, ...rest }) => {
    const wait = rest.wait || rest.kind === 'existing';
    return { ...rest, wait, retries: wait && rest.kind === 'new' ? retries : 0 };
  });

const pastRun = (script: fc.Arbitrary<RunScript>, usual: 'all' | 'left'): fc.Arbitrary<PastRun> =>
  fc.record({
    tests: weighted<PastRun['tests']>(
      [18, fc.constant(usual)],
      [2, fc.constantFrom('strange', usual === 'all' ? 'left' : 'all')],
    ),
    script,
  });

const check: fc.Arbitrary<Check> = fc.record({
  flaws: rareList(6, fc.constantFrom(...FLAWS), 2),
  names: weighted<Check['names']>(
    [20, fc.constant('all')],
    [2, fc.constantFrom('first', 'last', 'reversed', 'twice', 'none', 'unknown')],
  ),
  targets: weighted<Check['targets']>([10, fc.constant('ours')], [2, fc.constantFrom('others', 'none')]),
});

const past: fc.Arbitrary<Past> = fc.record({
  attempt: fc.constantFrom(2, 2, 3, 5),
  runs: weighted<PastRun[]>(
    [3, pastRun(lastPastScript, 'all').map((one) => [one])],
    [2, fc.tuple(pastRun(pastScript, 'all'), pastRun(lastPastScript, 'left'))],
    [1, fc.tuple(pastRun(pastScript, 'all'), pastRun(pastScript, 'left'), pastRun(lastPastScript, 'left'))],
  ),
  checks: weighted<Check[]>([4, check.map((one) => [one])], [1, fc.array(check, { maxLength: 3 })]),
});

const base: fc.Arbitrary<Base> = fc.record({
  commits: fc.array(
    fc.array(
      fc.record({
        isOurs: mostly(4),
        hasRecord: mostly(4),
        runs: weighted<RunScript[]>([3, pastScript.map((one) => [one])], [1, fc.array(pastScript, { maxLength: 3 })]),
      }),
      { maxLength: 3 },
    ),
    { maxLength: 7, size: 'max' },
  ),
});

const githubReplies = rareList<GithubReply>(
  4,
  weighted<GithubReply>(
    [
      4,
      fc.record({
        kind: fc.constantFrom('success', 'failure'),
        afterMs: fc.integer({ min: 0, max: 12_000 }),
      }),
    ],
    [1, fc.constant({ kind: 'silent' })],
  ),
  4,
);

/** Half of the worlds have no faults of the network. */
const world: fc.Arbitrary<World> = fc
  .tuple(
    fc.boolean(),
    fc.record({
      startMs: fc.constantFrom(...STARTS_MS),
      seed: fc.nat(),
      cancelAtMs: rarely(6, fc.oneof(fc.nat(3000), fc.nat(MINUTE_MS), fc.nat(12 * MINUTE_MS))),
      uploads: rareList(3, failedPost, 6),
      puts: rareList(3, failedPut, 6),
      targets: rareList(4, failedPost, 6),
      creations: fc.array(weighted<World['creations'][number]>([4, creation], [1, failedPost]), {
        maxLength: 8,
      }),
      runs: anyScripts,
      past: rarely(2, past),
      base: rarely(3, base),
      github: fc.record({ checks: githubReplies, base: githubReplies }),
    }),
  )
  .map(([isCalm, all]) =>
    isCalm ? { ...all, uploads: [], puts: [], targets: [], creations: [], github: { checks: [], base: [] } } : all,
  );

/** Any step in any world. */
export const anySchedule: fc.Arbitrary<Schedule> = fc
  .tuple(settings, world, rareList(3, rejectedTarget, 2))
  .map(([set, happens, rejections]) => {
    const hasApp = set.entries.some(({ target }) => target === 'apk');
    return {
      ...set,
      ...happens,
      // The inputs allow on-rerun only if the run is waited for.
      wait: set.wait || happens.past !== undefined,
      creations: happens.past && hasApp ? [...rejections, ...happens.creations] : happens.creations,
    };
  });
