import fc from 'fast-check';
import {
  type BaseCheck,
  type Check,
  type EntryOfTests,
  FLAWS,
  type GithubReply,
  type Past,
  type PastRun,
  type RunScript,
  type Schedule,
} from '../world.ts';
import { creation, failedPost, failedPut, rarely, rejectedTarget, weighted } from './replies.ts';
import { anyScripts, lastPastScript, pastScript } from './runs.ts';

const MINUTE_MS = 60_000;
const TESTS = ['a', 'b', 'c', 'd'] as const;

/** False once in so many times. */
function mostly(times: number): fc.Arbitrary<boolean> {
  return weighted([times - 1, fc.constant(true)], [1, fc.constant(false)]);
}

/** A list with items once in so many times, otherwise an empty one. */
function rareList<T>(times: number, one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return rarely(times, fc.array(one, { minLength: 1, maxLength, size: 'max' })).map((list) => list ?? []);
}

function entriesOn(...targets: readonly EntryOfTests['target'][]): fc.Arbitrary<EntryOfTests[]> {
  const testIds = fc.uniqueArray(fc.constantFrom(...TESTS), { minLength: 1, maxLength: 3 });
  const entry = fc.record({ target: fc.constantFrom(...targets), testIds });
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: ({ target }) => target });
}

const knownFailure = fc.record({
  testId: fc.constantFrom(...TESTS, 'unknown'),
  until: fc.constantFrom('2026-06-01', '2026-06-02', '2026-06-03', '2026-06-20'),
});
const knownFailures = fc.uniqueArray(knownFailure, { minLength: 1, maxLength: 3, selector: ({ testId }) => testId });

const settings = fc.record({
  kind: fc.constantFrom('new', 'new', 'new', 'existing'),
  entries: weighted([4, entriesOn('web', 'web2', 'binary', 'id')], [2, entriesOn('apk', 'web')]),
  wait: mostly(10),
  timeoutMs: weighted([1, fc.integer({ min: 60, max: 20_000 })], [4, fc.integer({ min: 20_000, max: 15 * MINUTE_MS })]),
  pollIntervalMs: rarely(3, fc.integer({ min: 1000, max: 200_000 })),
  retries: fc.constantFrom(0, 0, 1, 2, 3, 4, 5),
  known: rarely(3, knownFailures).map((list) => list ?? []),
  gates: fc.record({
    'fail-on-failure': fc.boolean(),
    'fail-on-timeout': fc.boolean(),
    'fail-on-no-tests': fc.boolean(),
    'fail-on-flaky': fc.boolean(),
  }),
});

function pastRun(script: fc.Arbitrary<RunScript>, usual: PastRun['tests']): fc.Arbitrary<PastRun> {
  const tests = weighted([18, fc.constant(usual)], [3, fc.constantFrom<PastRun['tests'][]>('strange', 'all', 'left')]);
  return fc.record({ tests, script });
}

const check: fc.Arbitrary<Check> = fc.record({
  flaws: rareList(4, fc.constantFrom(...FLAWS), 1),
  names: weighted<Check['names']>([20, fc.constant('all')], [2, fc.constantFrom('first', 'none')]),
  hasTarget: mostly(12),
});

const past: fc.Arbitrary<Past> = fc.record({
  attempt: fc.constantFrom(2, 2, 3, 5),
  runs: weighted<PastRun[]>(
    [3, fc.tuple(pastRun(lastPastScript, 'all'))],
    [2, fc.tuple(pastRun(pastScript, 'all'), pastRun(lastPastScript, 'left'))],
    [1, fc.tuple(pastRun(pastScript, 'all'), pastRun(pastScript, 'left'), pastRun(lastPastScript, 'left'))],
  ),
  checks: weighted<Check[]>([4, fc.tuple(check)], [1, fc.array(check, { maxLength: 3 })]),
});

const baseCheck: fc.Arbitrary<BaseCheck> = fc.record({
  flaws: rareList(2, fc.constantFrom('app', 'no-record'), 1),
  runs: weighted<RunScript[]>([3, fc.tuple(pastScript)], [1, fc.array(pastScript, { maxLength: 3 })]),
});

const githubReply = fc.record({
  kind: weighted<GithubReply['kind']>([2, fc.constantFrom('success', 'failure')], [1, fc.constant('silent')]),
  afterMs: fc.integer({ min: 0, max: 12_000 }),
});

/** Faults of the network and of the servers. */
const faults = fc.record({
  uploads: rareList(3, failedPost, 6),
  puts: rareList(3, failedPut, 6),
  targets: rareList(4, failedPost, 6),
  creations: fc.array(weighted<Schedule['creations'][number]>([4, creation], [1, failedPost]), { maxLength: 8 }),
  github: fc.record({ head: rareList(4, githubReply, 4), base: rareList(4, githubReply, 4) }),
});
const NO_FAULTS = { uploads: [], puts: [], targets: [], creations: [], github: { head: [], base: [] } };

const world = fc.record({
  /** Around the last days of the known failures, and around midnight. */
  startMs: fc.constantFrom(
    Date.UTC(2026, 5, 2, 9, 30),
    Date.UTC(2026, 5, 2, 23, 59, 59, 999),
    Date.UTC(2026, 5, 3, 0, 0, 0, 0),
  ),
  seed: fc.nat(),
  cancelAtMs: rarely(6, fc.oneof(fc.nat(3000), fc.nat(MINUTE_MS), fc.nat(12 * MINUTE_MS))),
  runs: anyScripts,
  past: rarely(2, past),
  base: rarely(3, fc.array(fc.array(baseCheck, { maxLength: 3 }), { maxLength: 7, size: 'max' })),
});

/** Any step in any world, half of them without faults of the network. */
export const anySchedule: fc.Arbitrary<Schedule> = fc
  .tuple(settings, world, fc.option(faults, { freq: 2 }), rareList(3, rejectedTarget, 2))
  .map(([set, happens, failing, rejections]) => {
    const isContinued = happens.past !== undefined;
    const hasApp = set.entries.some(({ target }) => target === 'apk');
    // The inputs allow on-rerun and retries only if the run is waited for, and retries only for a new run.
    const wait = set.wait || set.kind === 'existing' || isContinued;
    const { creations, ...others } = failing ?? NO_FAULTS;
    return {
      ...set,
      ...happens,
      ...others,
      wait,
      retries: wait && set.kind === 'new' ? set.retries : 0,
      creations: isContinued && hasApp ? [...rejections, ...creations] : creations,
    };
  });
