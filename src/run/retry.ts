import { testCount } from '../inputs/matrix.ts';
import type { ResolvedEntry } from '../plan/plan.ts';
import { type Outcome, withWarning } from '../results/outcome.ts';
import { inGroup } from '../results/results.ts';
import { verdict } from '../results/verdict.ts';
import type { Execution } from './execution.ts';
import { follow } from './follow.ts';
import { selectEntries } from './select.ts';

/**
 * The outcome of the settled run, after running failed tests again as often as the plan allows. `entries` is the whole
 * matrix.
 */
export async function retryFailed(entries: readonly ResolvedEntry[], execution: Execution): Promise<Outcome> {
  const { plan, services, runtime } = execution;
  for (let retry = 1; ; retry++) {
    const outcome = verdict(execution.snapshot);
    if (outcome.conclusion !== 'failed' || retry > plan.retries) return outcome;
    const lastId = outcome.runs.at(-1)?.id;
    // Another run of a test that did not fail in the last one would only spend allowance.
    const tests = inGroup(outcome.results, 'failed').filter(
      ({ result, results }) => result.status === 'failed' && results.at(-1)?.runId === lastId,
    );
    const again = selectEntries(tests, entries);
    const isExpired = execution.leftMs <= 0;
    if (isExpired || again.length === 0) {
      const why = isExpired ? 'the timeout has expired' : 'the last run has no result for them';
      return withWarning(outcome, `The failed tests were not run again, because ${why}.`);
    }

    services.log.retrying({ tests: testCount(again), failed: tests.length, retry, retries: plan.retries });
    const ended = await runAgain(again, execution);
    if (ended) {
      // Cancellation during a retry takes precedence over the earlier verdict.
      if (runtime.signal.aborted) return ended;
      const warning = `Retry ${retry} could not be completed, so the verdict of the previous run stands. ${ended.what} ${ended.next}`;
      return withWarning({ ...outcome, runs: ended.runs }, warning.trimEnd());
    }
  }
}

/** Creates and follows a retry. Resolves to its outcome if it does not settle. */
async function runAgain(entries: readonly ResolvedEntry[], execution: Execution): Promise<Outcome | undefined> {
  try {
    await execution.createRun(entries);
  } catch (error) {
    return execution.endingOf(error);
  }
  return follow(execution);
}
