import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import { counted } from '../base/text.ts';
import type { Context } from '../context/context.ts';
import type { Doksi } from '../doksi/client.ts';
import { connectGithub } from '../github/client.ts';
import { findHeadSha } from '../github/subject.ts';
import { isTransient, RetryBudget, withRetries } from '../http/retry.ts';
import { testCount } from '../inputs/matrix.ts';
import { type Plan, type RegisteredTargetId, resolveEntries } from '../plan/plan.ts';
import { inGroup, type Results, resultsOf } from '../results/results.ts';
import { isSettled, type Run, withLastTargets } from '../results/tests.ts';
import { NO_PRIOR, type Prior } from '../run/execution.ts';
import { matchesEntries, selectEntries } from '../run/select.ts';
import { checkRunName, decodeRecord, type HistoryRecord, requestDigest, targetKey } from './record.ts';

/** All requests to GitHub together (milliseconds). */
const GITHUB_MS = 30 * 1000;
/** The retries of reading one run (milliseconds). */
const READ_BUDGET_MS = 20 * 1000;

export interface HistorySources {
  readonly plan: Plan;
  readonly context: Context;
  /** The title of this step's reports. */
  readonly title: string;
  readonly apiKey: string;
  readonly githubToken: string;
  /** The id of the job's own check run, if GitHub provides it. */
  readonly jobCheckRunId: string | undefined;
  /** Whether the job writes the comment on the pull request. */
  readonly prComment: boolean;
  readonly doksi: Pick<Doksi, 'readRun'>;
  /** Replaced by the fault campaign in `scripts/`. */
  readonly connect?: typeof connectGithub;
}

/** Why no earlier attempt can be continued, so that all tests run; completes "because …". */
export class NotContinuedError extends Error {}

interface PriorDecision {
  readonly prior: Prior;
  /** Completes "Attempt 2 of this job: …". */
  readonly explanation: string;
}

/**
 * What earlier attempts of the workflow run left to continue from; logs the decision. Only the ids of their runs come
 * from GitHub; the states come from Doksi. Never rejects: after any failure, all tests run.
 */
export async function findPrior(sources: HistorySources, runtime: Runtime): Promise<Prior> {
  const attempt = `Attempt ${sources.context.workflowAttempt} of this job`;
  try {
    const { prior, explanation } = await readPrior(sources, runtime);
    runtime.log.info(`${attempt}: ${explanation}.`);
    return prior;
  } catch (error) {
    if (runtime.signal.aborted) return NO_PRIOR;
    const unknown = `the earlier attempts are unknown: ${asFailure(error).what.replace(/[.\s]+$/, '')}`;
    const reason = error instanceof NotContinuedError ? error.message : unknown;
    runtime.log.info(`${attempt}: all tests run again, because ${reason}.`);
    return NO_PRIOR;
  }
}

async function readPrior(sources: HistorySources, runtime: Runtime): Promise<PriorDecision> {
  const { plan, doksi } = sources;
  const record = await findRecord(sources, runtime);
  const runs = await readRuns(record.runs, doksi, runtime);
  const registrations = plan.uploads.flatMap((upload) => upload.registrations);
  const registered = registrations.flatMap(({ key }) => {
    return [record.targets[targetKey(key)] ?? []].flat().map((targetId) => ({ key, targetId }));
  });
  return decidePrior(withLastTargets(runs, registered), registered, plan);
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

  // Tests without a result do not fail a passed run. Joined with another run they would, so all tests run again.
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
  const where = `${attempts.length === 1 ? 'attempt' : 'attempts'} ${new Intl.ListFormat('en-GB').format(attempts)}`;
  const unfinished = others > 0 ? ` and ${others} did not finish` : '';
  const last = `${runs.length > 1 ? 'last run' : 'run'} ${runs.at(-1)?.id ?? ''}`;
  const only = sent === 1 ? 'only it runs again' : 'only they run again';
  const which =
    sent > failed + others
      ? `${counted(sent, 'test')} run again, since Doksi's results do not show in which entry of the matrix they ran`
      : only;
  return `${failed} of ${counted(results.counts.total ?? 0, 'test')} failed${unfinished} in ${where} (${last}); ${which}`;
}

/** The newest record of an earlier attempt of this job with the same request. */
async function findRecord(sources: HistorySources, runtime: Runtime): Promise<HistoryRecord> {
  const { plan, context, apiKey, githubToken: token, prComment: writesComments, connect = connectGithub } = sources;
  const { workflowRunId, job, workflowAttempt } = context;
  if (workflowRunId === undefined || job === undefined)
    throw new NotContinuedError('the workflow run and the job are unknown');
  const endsAtMs = runtime.clock.now() + GITHUB_MS;
  const github = connect({ token, context, endsAtMs, writesComments }, runtime);
  const headSha = await findHeadSha(context.subject, github);
  if (headSha === undefined) throw new NotContinuedError('the commit is unknown');

  const title = checkRunName(sources.title);
  const jobName = await github.jobName(sources.jobCheckRunId, workflowRunId);
  const isOurs = (record: HistoryRecord): boolean =>
    record.workflowRun === workflowRunId &&
    record.job === job &&
    record.jobName === jobName &&
    record.title === title &&
    record.headSha === headSha &&
    record.attempt < workflowAttempt;
  const earlier = (await github.checkRuns(headSha, title)).flatMap((check) => {
    const record = decodeRecord(check);
    return record && isOurs(record) ? [{ ...record, appSlug: check.app?.slug }] : [];
  });
  if (earlier.length === 0) throw new NotContinuedError('no check run of an earlier attempt was found');
  const digest = requestDigest(plan, apiKey);
  const same = earlier.filter((record) => record.digest !== undefined && record.digest === digest);
  if (same.length === 0)
    throw new NotContinuedError('no earlier attempt had the same job matrix, matrix, extra-body and files');
  if (same.some(({ appSlug }) => appSlug !== ACTIONS))
    throw new NotContinuedError('another app published a check run with the same record');

  for (const [attempt, found] of Map.groupBy(same, (record) => record.attempt)) {
    if (new Set(found.map(({ runs }) => JSON.stringify(runs))).size === 1) continue;
    const why = `attempt ${attempt} has check runs of several jobs with this title and request`;
    throw new NotContinuedError(`${why}. Give each job its own title`);
  }
  return same.reduce((newest, record) => (record.attempt > newest.attempt ? record : newest));
}

/** The slug of the app of check runs that workflows create. */
export const ACTIONS = 'github-actions';

/** The current states of recorded runs, in order. Rejects if Doksi does not return one of them. */
export async function readRuns(
  recorded: HistoryRecord['runs'],
  doksi: HistorySources['doksi'],
  runtime: Runtime,
): Promise<Run[]> {
  const readings = recorded.map(async ({ id, attempt }) => {
    const budget = new RetryBudget(READ_BUDGET_MS);
    const { value } = await withRetries(() => doksi.readRun(id, runtime), isTransient, runtime, { budget });
    return { id, state: value, workflowAttempt: attempt };
  });
  // No request continues after a failure.
  await Promise.allSettled(readings);
  return Promise.all(readings);
}
