import type { CreatedRun, Result, RunState } from '../doksi/schemas.ts';
import type { KnownFailure, KnownFailures } from '../inputs/known-failures.ts';
import type { RegisteredTargetId } from '../plan/plan.ts';

/** A Doksi run: the first, or one that runs failed tests again. */
export interface Run {
  readonly id: string;
  /** Doksi's response when this step created the run. */
  readonly created?: CreatedRun | undefined;
  /** Doksi's last valid response about the run. */
  readonly state?: RunState;
  /** The earlier attempt of the workflow run that the run belongs to; undefined for runs of this one. */
  readonly workflowAttempt?: number;
  /** See `lastTargetIds`: results of earlier runs may have other ids of the same targets. */
  readonly targetIds?: ReadonlyMap<string, string>;
}

export type SettledRun = Run & { readonly state: RunState };

/** Whether the status is final: "Any other value means the run is still in progress" (Doksi's API reference). */
export function isSettled(run: Run): run is SettledRun {
  return run.state?.status === 'passed' || run.state?.status === 'failed';
}

/** The runs that this step created or followed. */
export function ownRuns(runs: readonly Run[]): Run[] {
  return runs.filter(({ workflowAttempt }) => workflowAttempt === undefined);
}

/** The duration of all runs together, in seconds; undefined if Doksi reports none. */
export function totalSeconds(runs: readonly Run[]): number | undefined {
  const durations = runs.map(({ state }) => state?.duration_seconds).filter((seconds) => seconds != null);
  return durations.length > 0 ? durations.reduce((sum, seconds) => sum + seconds, 0) : undefined;
}

/** One run's result of a test. */
export interface TestResult {
  readonly runId: string;
  readonly result: Result;
  /** The attempt of the workflow run; undefined if it is this one. */
  readonly workflowAttempt: number | undefined;
}

/** All results of a test in one destination, in order; never empty. The last one counts. */
export interface TestHistory {
  readonly results: readonly TestResult[];
  readonly result: Result;
}

/** How a test ended. `known` is a failure that does not count; `other` neither passed nor failed. */
export type Group = 'failed' | 'known' | 'flaky' | 'other' | 'passed';

/** A test in one destination. */
export interface Test extends TestHistory {
  readonly group: Group;
  /** Why its failure does not count. */
  readonly known?: KnownFailure;
  /** The result on the base branch, if it is known. */
  readonly base?: BaseResult | undefined;
}

export type BaseResult =
  | { readonly kind: 'new'; readonly branch: string }
  | {
      readonly kind: 'fails-too';
      readonly branch: string;
      readonly url: string | undefined;
      /** Milliseconds since then. */
      readonly agoMs: number | undefined;
    };

/** Only a pass cancels a failure. Any other later status leaves it in place. */
export function grouped(history: TestHistory, knownFailures: KnownFailures): Test {
  const { results, result } = history;
  const failures = results.filter((earlier) => earlier.result.status === 'failed');
  if (result.status === 'passed') {
    // A failure in another attempt of the workflow run does not count: more than the test may have changed since.
    const isFlaky = failures.some(({ workflowAttempt }) => workflowAttempt === carriedFrom(history));
    return { ...history, group: isFlaky ? 'flaky' : 'passed' };
  }
  if (failures.length === 0) return { ...history, group: 'other' };
  const known = knownFailures.get(result.test_id ?? '');
  return known?.isExpired === false ? { ...history, group: 'known', known } : { ...history, group: 'failed' };
}

/** The earlier attempt of the workflow run that the test's result is carried over from. */
export function carriedFrom({ results }: TestHistory): number | undefined {
  return results.at(-1)?.workflowAttempt;
}

/** The numbers of tests carried over from each earlier attempt, then of those that ran now; empty if all ran now. */
export function countsByAttempt(tests: readonly TestHistory[]): [attempt: number | undefined, count: number][] {
  const byAttempt = [...Map.groupBy(tests, carriedFrom)];
  if (byAttempt.every(([attempt]) => attempt === undefined)) return [];
  return byAttempt
    .toSorted(([one = Infinity], [other = Infinity]) => one - other)
    .map(([attempt, { length }]) => [attempt, length]);
}

/** The tests that a run lists; before its first state, those that its creation listed. */
export function testsOf(run: Run): TestHistory[] {
  const results = run.state?.results ?? run.created?.results ?? [];
  return results.map((result) => withResult(undefined, run, result));
}

/** The tests with the results of a later run, which may have run only some of them. */
export function withLaterRun(tests: readonly TestHistory[], run: Run): TestHistory[] {
  // Passes last: if a test has several results in one place, the others belong to the entries that failed before.
  const isPass = ({ status }: Result): boolean => status === 'passed';
  const results = (run.state?.results ?? []).toSorted((a, b) => Number(isPass(a)) - Number(isPass(b)));
  const keyIn = (result: Result): string => keyOf(result, run.targetIds);
  const byKey = Map.groupBy(tests, ({ result }) => keyIn(result));
  const later = new Map<TestHistory, Result>();
  const isOpen = (test: TestHistory): boolean => !later.has(test);

  const unmatched = results.filter((result) => {
    const open = byKey.get(keyIn(result))?.filter(isOpen) ?? [];
    const test = open.find(hasFailed) ?? open[0];
    if (test) later.set(test, result);
    return test === undefined;
  });
  // If Doksi describes the destination differently than before, the id alone has to identify the test.
  const added = unmatched.filter((result) => {
    const isSame = (other: Result): boolean => result.test_id != null && other.test_id === result.test_id;
    const unfinished = tests.filter((test) => isOpen(test) && isSame(test.result) && test.result.status !== 'passed');
    const failed = unfinished.filter(hasFailed);
    const [test, ...others] = failed.length > 0 ? failed : unfinished;
    const isUnambiguous = others.length === 0 && unmatched.filter(isSame).length === 1;
    if (!test || !isUnambiguous) return true;
    later.set(test, result);
    return false;
  });
  return [
    ...tests.map((test) => {
      const result = later.get(test);
      return result ? withResult(test, run, result) : test;
    }),
    ...added.map((result) => withResult(undefined, run, result)),
  ];
}

function withResult(test: TestHistory | undefined, { id, workflowAttempt }: Run, result: Result): TestHistory {
  return { results: [...(test?.results ?? []), { runId: id, result, workflowAttempt }], result };
}

/** Whether it failed and has not passed since. */
function hasFailed({ results, result }: TestHistory): boolean {
  return result.status !== 'passed' && results.some((earlier) => earlier.result.status === 'failed');
}

/** The last id of each target by all of its ids: it has several if it was registered again. */
export function lastTargetIds(registered: readonly RegisteredTargetId[]): ReadonlyMap<string, string> {
  const lastIds = new Map(registered.map(({ key, targetId }) => [key, targetId]));
  return new Map(registered.map(({ key, targetId }) => [targetId, lastIds.get(key) ?? targetId]));
}

/** The runs with the last id of each target, so that the results of one test belong together. */
export function withLastTargets(runs: readonly Run[], registered: readonly RegisteredTargetId[]): Run[] {
  const lastIds = lastTargetIds(registered);
  const withLastTarget = (result: Result): Result => {
    const target_id = lastIds.get(result.destination?.target_id ?? '');
    return target_id === undefined ? result : { ...result, destination: { ...result.destination, target_id } };
  };
  return runs.map(({ state, ...run }) =>
    state ? { ...run, state: { ...state, results: state.results.map(withLastTarget) } } : run,
  );
}

/** Equal for the same test in the same place. */
function keyOf({ test_id, test_name, destination }: Result, targetIds: Run['targetIds']): string {
  const { platform, web_url, binary_url, target_id } = destination ?? {};
  const lastId = targetIds?.get(target_id ?? '') ?? target_id;
  return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, lastId]);
}
