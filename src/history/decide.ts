import { counted, enumerated } from '../base/text.ts';
import {
  type Plan,
  type PlannedEntry,
  type RegisteredTargetId,
  type ResolvedEntry,
  resolveEntries,
  testCount,
} from '../plan/plan.ts';
import { isSettled, type Run, type SettledRun } from '../results/run.ts';
import { inGroup, type Results, resultsOf } from '../results/results.ts';
import type { Prior } from '../run/progress.ts';
import { isSameTarget, matchesEntries, selectEntries } from '../run/select.ts';

/** A reason to run everything; completes "because …". */
export class Doubt extends Error {}

export interface Decision {
  readonly prior: Prior;
  /** Completes "Attempt 2 of this job: …". */
  readonly explanation: string;
}

/** Decides what has to run again. Throws a Doubt if that is everything. */
export function decide(
  runs: readonly Run[],
  registered: readonly RegisteredTargetId[],
  { run: planned, knownFailures }: Pick<Plan, 'run' | 'knownFailures'>,
): Decision {
  if (planned.kind === 'existing') throw new Doubt('the run is created by another job');
  const keys = new Set(registered.map(({ key }) => key));
  const isRegistered = ({ target }: PlannedEntry): boolean => target.key !== 'apk' || keys.has(target.registration);
  if (!planned.entries.every(isRegistered)) throw new Doubt('the target of an app was not recorded');
  const entries = resolveEntries(planned.entries, registered);

  const settled = runs.filter(isSettled);
  const last = runs.at(-1);
  if (last === undefined) throw new Doubt('no run of an earlier attempt was recorded');
  if (runs.some((run) => run !== last && !isSettled(run)))
    throw new Doubt('one of the earlier runs is still in progress');
  const earlier = { runs: settled, entries, registered };
  if (!isSettled(last)) {
    requireContinuation(last, settled, entries);
    const explanation = `run ${last.id} of attempt ${last.workflowAttempt ?? 1} is still in progress; it is followed, and no other run is created`;
    return { prior: { kind: 'in-progress', runId: last.id, ...earlier }, explanation };
  }

  const results = resultsOf(settled, knownFailures);
  if (!matchesEntries(results, entries)) throw new Doubt("Doksi's results are not exactly the tests of the matrix");
  // Tests of a passed run that did not finish do not count as failed; joined with another run they would.
  const failed = inGroup(results, 'failed');
  if (failed.length === 0) {
    const { passed, flaky, total } = results.counts;
    throw new Doubt(passed + flaky === total ? 'all tests passed before' : 'no failure counts');
  }
  const again = selectEntries([...failed, ...inGroup(results, 'other')], entries);
  return {
    prior: { kind: 'unfinished', again, ...earlier },
    explanation: explanationOf(results, settled, testCount(again)),
  };
}

/** A run in progress is followed only if its tests are those that would run now. */
function requireContinuation(last: Run, settled: readonly SettledRun[], entries: readonly ResolvedEntry[]): void {
  const before = resultsOf(settled);
  const isRetry = inGroup(before, 'failed').length > 0 && matchesEntries(before, entries);
  if (settled.length > 0 && !isRetry)
    throw new Doubt('the last run is still in progress, and no test failed before it');
  if (!isWithin(resultsOf([last]), entries)) throw new Doubt('the run in progress has other tests than the matrix');
}

/** Whether all tests are in the matrix. A run in progress may not list all of them yet, or omit their targets. */
function isWithin({ tests, counts }: Results, entries: readonly ResolvedEntry[]): boolean {
  const requested = testCount(entries);
  return (
    (counts.total ?? 0) <= requested &&
    tests.length <= requested &&
    tests.every(({ result: { test_id, destination } }) =>
      entries.some(({ platform, target, testIds }) => {
        const reported = destination?.[target.key];
        const isThere = reported == null || isSameTarget(target.value, reported);
        return (
          test_id != null && testIds.includes(test_id) && isThere && (destination?.platform ?? platform) === platform
        );
      }),
    )
  );
}

function explanationOf(results: Results, runs: readonly Run[], sent: number): string {
  const [failed, others] = [inGroup(results, 'failed').length, inGroup(results, 'other').length];
  const attempts = [...new Set(runs.map(({ workflowAttempt = 1 }) => String(workflowAttempt)))];
  const where = `${attempts.length === 1 ? 'attempt' : 'attempts'} ${enumerated(attempts)}`;
  const unfinished = others > 0 ? ` and ${others} did not finish` : '';
  const last = `${runs.length > 1 ? 'last run' : 'run'} ${runs.at(-1)?.id ?? ''}`;
  const total = counted(results.counts.total ?? 0, 'test');
  return `${failed} of ${total} failed${unfinished} in ${where} (${last}); ${only(failed + others, sent)}`;
}

function only(unfinished: number, sent: number): string {
  if (sent > unfinished)
    return `${counted(sent, 'test')} run again, since Doksi's results do not show in which entry of the matrix they ran`;
  return unfinished === 1 ? 'only it runs again' : 'only they run again';
}
