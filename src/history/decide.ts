import { counted, enumerated } from '../base/text.ts';
import { testCount } from '../inputs/matrix.ts';
import { type Plan, type RegisteredTargetId, resolveEntries } from '../plan/plan.ts';
import { inGroup, type Results, resultsOf } from '../results/results.ts';
import { isSettled, type Run } from '../results/tests.ts';
import type { Prior } from '../run/execution.ts';
import { matchesEntries, selectEntries } from '../run/select.ts';

/** Why no earlier attempt can be continued, so that all tests run; completes "because …". */
export class NotContinuedError extends Error {}

export interface PriorDecision {
  readonly prior: Prior;
  /** Completes "Attempt 2 of this job: …". */
  readonly explanation: string;
}

/** Decides what has to run again. Throws a NotContinuedError if everything has to run. */
export function decidePrior(
  runs: readonly Run[],
  registered: readonly RegisteredTargetId[],
  { run: planned, knownFailures }: Pick<Plan, 'run' | 'knownFailures'>,
): PriorDecision {
  if (planned.kind === 'existing') throw new NotContinuedError('the run is created by another job');
  const keys = new Set(registered.map(({ key }) => key));
  if (planned.entries.some(({ target }) => target.key === 'apk' && !keys.has(target.registration)))
    throw new NotContinuedError('the target of an app was not recorded');
  const entries = resolveEntries(planned.entries, registered);

  const last = runs.at(-1);
  if (last === undefined) throw new NotContinuedError('no run of an earlier attempt was recorded');
  if (!runs.slice(0, -1).every(isSettled)) throw new NotContinuedError('one of the earlier runs is still in progress');
  // A run after the first is created only because a test failed, so any other record is invalid.
  const before = resultsOf(runs.slice(0, -1), knownFailures);
  if (runs.length > 1 && inGroup(before, 'failed').length + inGroup(before, 'known').length === 0)
    throw new NotContinuedError('no test failed before the last run');
  const settled = runs.filter(isSettled);
  const earlier = { runs: settled, registered };
  const results = resultsOf(settled, knownFailures);
  // Without a settled run, nothing can be carried over; a run in progress has to list all tests in the end.
  if (settled.length > 0 && !matchesEntries(results, entries))
    throw new NotContinuedError("Doksi's results are not exactly the tests of the matrix");
  const failed = inGroup(results, 'failed');
  if (!isSettled(last)) {
    const explanation = `run ${last.id} of attempt ${last.workflowAttempt ?? 1} is still in progress; it is followed, and no other run is created`;
    return { prior: { kind: 'in-progress', runId: last.id, ...earlier }, explanation };
  }

  // Tests of a passed run that did not finish do not count as failed; joined with another run they would.
  if (failed.length === 0) {
    const { passed, flaky, total } = results.counts;
    throw new NotContinuedError(
      passed + flaky === total ? 'all tests passed before' : 'no test failed that is not a known failure',
    );
  }
  const again = selectEntries([...failed, ...inGroup(results, 'other')], entries);
  const explanation = explanationOf(results, settled, testCount(again));
  return { prior: { kind: 'unfinished', again, ...earlier }, explanation };
}

/** What failed, where, and how many tests are sent. */
function explanationOf(results: Results, runs: readonly Run[], sent: number): string {
  const [failed, others] = [inGroup(results, 'failed').length, inGroup(results, 'other').length];
  const attempts = [...new Set(runs.map(({ workflowAttempt = 1 }) => String(workflowAttempt)))];
  const where = `${attempts.length === 1 ? 'attempt' : 'attempts'} ${enumerated(attempts)}`;
  const unfinished = others > 0 ? ` and ${others} did not finish` : '';
  const last = `${runs.length > 1 ? 'last run' : 'run'} ${runs.at(-1)?.id ?? ''}`;
  const only = sent === 1 ? 'only it runs again' : 'only they run again';
  const which =
    sent > failed + others
      ? `${counted(sent, 'test')} run again, since Doksi's results do not show in which entry of the matrix they ran`
      : only;
  return `${failed} of ${counted(results.counts.total ?? 0, 'test')} failed${unfinished} in ${where} (${last}); ${which}`;
}
