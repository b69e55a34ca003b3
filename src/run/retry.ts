import type { Run } from '../doksi/schemas.ts';
import type { SettledAttempt } from '../results/attempt.ts';
import type { Outcome } from '../results/outcome.ts';
import { resultsOf } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { type Settled, verdict } from '../results/verdict.ts';
import { testAt } from '../results/words.ts';
import type { Plan } from '../plan/plan.ts';
import { listed } from '../text.ts';
import { entriesAgain } from './again.ts';
import { type Circumstances, create, follow, isOutcome, type NewRun } from './attempt.ts';
import type { FollowTools } from './follow.ts';

const MAX_NAMES = 5;

export interface RetryRules extends Circumstances {
  readonly request: NewRun;
  readonly plan: Pick<Plan, 'timeoutMs' | 'pollIntervalMs' | 'retries'>;
}

/** Runs failed tests again, as often as the plan has it; the outcome of all attempts together. */
export async function retryFailed(
  first: SettledAttempt,
  { request, deadlineMs, plan, before }: RetryRules,
  tools: FollowTools,
): Promise<Outcome> {
  const { clock, events, signal } = tools;
  let last = first.run;
  let known: Settled = { ...before, attempts: [...before.attempts, first] };
  let missed: readonly string[] = [];

  for (let retry = 1; ; retry++) {
    const now = missed.reduce(withWarning, verdict(known));
    if (now.conclusion !== 'failed' || retry > plan.retries) return now;
    const leftMs = deadlineMs - clock.now();
    // What has failed before, and now is neither passed nor failed, would only be paid for again.
    const failed = now.results.failed.filter(({ result }) => result.status === 'failed');
    const entries = entriesAgain(failed, request.entries);
    const obstacle = obstacleOf(last, leftMs, entries.length);
    if (obstacle !== undefined) return withWarning(now, `The failed tests were not run again: ${obstacle}.`);

    const tests = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
    const sent = failed.filter(({ result }) =>
      entries.some(({ testIds }) => testIds.includes(result.test_id ?? '')),
    );
    events.retrying({ kind: 'failed', tests, failed: sent.length, retry, retries: plan.retries });
    const before = known;
    const begun = await create({ ...request, entries }, () => before, tools, { budgetMs: leftMs });
    const circumstances = { deadlineMs, plan, before, expectedMs: slowestMs(failed) };
    const next = isOutcome(begun) ? begun : await follow(begun, circumstances, tools);
    if (isOutcome(next)) {
      // Cancelled is cancelled, whatever was known before: no gate may make it green.
      if (signal.aborted) return next;
      return withWarning({ ...now, attempts: next.attempts }, failedRetry(retry, next));
    }
    known = { ...known, attempts: [...known.attempts, next] };
    last = next.run;
    missed = [...missed, ...missedBy(next, retry, failed, known)];
  }
}

/** What a retry was to run again, and tells nothing of: its failure stands, but nobody has seen it again. */
function missedBy(
  { runId }: SettledAttempt,
  retry: number,
  failed: readonly Test[],
  { attempts, knownFailures }: Settled,
): string[] {
  const before = new Set(failed.map(({ result }) => result));
  const { tests } = resultsOf(attempts, knownFailures);
  const names = tests.filter(({ result }) => before.has(result)).map(({ result }) => testAt(result));
  if (names.length === 0) return [];
  return [`Retry ${retry} (run ${runId}) did not run ${listed(names, MAX_NAMES)}, as far as Doksi tells.`];
}

/** What the slowest of the tests took (milliseconds), as far as Doksi tells. */
function slowestMs(tests: readonly Test[]): number | undefined {
  const seconds = Math.max(...tests.map(({ result }) => result.duration_seconds ?? 0));
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** Why the failed tests can't be run again, where they can't. */
function obstacleOf(last: Run, leftMs: number, entries: number): string | undefined {
  if (leftMs <= 0) return 'the time is over';
  const hasFailed =
    last.status === 'failed' ||
    (last.tests_failed ?? 0) > 0 ||
    last.results.some(({ status }) => status === 'failed');
  if (!hasFailed) return 'the last run tells of no failure, and does not say that they passed';
  return entries === 0 ? 'Doksi does not list them with their ids' : undefined;
}

function failedRetry(retry: number, { what, next }: Outcome): string {
  return `Retry ${retry} came to nothing, so the verdict is that of the attempt before. ${what} ${next}`.trimEnd();
}

function withWarning(outcome: Outcome, warning: string): Outcome {
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}
