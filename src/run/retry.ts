import { listed } from '../base/text.ts';
import type { RunState } from '../doksi/schemas.ts';
import { type ResolvedEntry, testCount } from '../plan/plan.ts';
import type { Snapshot } from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { inGroup, resultsOf } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { verdict } from '../results/verdict.ts';
import { testAt } from '../results/words.ts';
import type { Execution } from './execution.ts';
import { selectEntries } from './select.ts';

const MAX_NAMES = 5;

/**
 * The outcome of the settled run, after running failed tests again as often as the plan allows. `entries` is the whole
 * matrix.
 */
export async function retryFailed(entries: readonly ResolvedEntry[], execution: Execution): Promise<Outcome> {
  const { plan, services, runtime } = execution;
  const warnings: string[] = [];
  for (let retry = 1; ; retry++) {
    const outcome = withWarnings(verdict(execution.snapshot), warnings);
    if (outcome.conclusion !== 'failed' || retry > plan.retries) return outcome;
    // A test that failed before and now has another status would only spend allowance.
    const tests = inGroup(outcome.results, 'failed').filter(({ result }) => result.status === 'failed');
    const again = selectEntries(tests, entries);
    const obstacle = obstacleTo(outcome.runs.at(-1)?.state, execution.leftMs, again.length);
    if (obstacle !== undefined) {
      return withWarnings(outcome, [`The failed tests were not run again, because ${obstacle}.`]);
    }

    const selected = new Set(again.flatMap(({ testIds }) => testIds));
    const failed = tests.filter(({ result }) => selected.has(result.test_id ?? '')).length;
    services.log.retrying({ tests: testCount(again), failed, retry, retries: plan.retries });
    const ended = await runAgain(again, execution);
    if (ended) {
      // Cancellation during a retry takes precedence over the earlier verdict.
      if (runtime.signal.aborted) return ended;
      const warning = `Retry ${retry} could not be completed, so the verdict of the previous run stands. ${ended.what} ${ended.next}`;
      return withWarnings({ ...outcome, runs: ended.runs }, [warning.trimEnd()]);
    }
    warnings.push(...missingFrom(execution.snapshot, retry, tests));
  }
}

/** Creates and follows a retry. Resolves to its outcome if it does not settle. */
async function runAgain(entries: readonly ResolvedEntry[], execution: Execution): Promise<Outcome | undefined> {
  try {
    await execution.createRun(entries);
  } catch (error) {
    return execution.endingOf(error);
  }
  return execution.follow();
}

/** Why the failed tests cannot run again; undefined if they can. */
function obstacleTo(last: RunState | undefined, leftMs: number, entries: number): string | undefined {
  if (leftMs <= 0) return 'the timeout has expired';
  const hasFailure =
    last?.status === 'failed' ||
    (last?.tests_failed ?? 0) > 0 ||
    last?.results.some(({ status }) => status === 'failed');
  if (!hasFailure) return 'the last run has no result for them';
  return entries === 0 ? 'Doksi does not list their ids' : undefined;
}

/** A warning if a retry reports no result for some tests: their failure stands. */
function missingFrom({ runs, knownFailures }: Snapshot, retry: number, failed: readonly Test[]): string[] {
  const before = new Set(failed.map(({ result }) => result));
  const missing = resultsOf(runs, knownFailures).tests.filter(({ result }) => before.has(result));
  if (missing.length === 0) return [];
  const names = missing.map(({ result }) => testAt(result));
  const run = `Retry ${retry} (run ${runs.at(-1)?.id ?? ''})`;
  return [`${run} has no result for ${listed(names, MAX_NAMES)}. The failure stands.`];
}

/** The outcome with these warnings after its own. */
export function withWarnings(outcome: Outcome, warnings: readonly string[]): Outcome {
  return { ...outcome, warnings: [...outcome.warnings, ...warnings] };
}
