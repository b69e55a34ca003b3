import type { Runtime } from '../base/runtime.ts';
import { RejectedError } from '../http/errors.ts';
import { testCount } from '../inputs/matrix.ts';
import { type Plan, type PlannedEntry, type ResolvedEntry, resolveEntries } from '../plan/plan.ts';
import { waitUntilReady } from '../ready/wait.ts';
import * as endings from '../results/endings.ts';
import { type Outcome, withWarning } from '../results/outcome.ts';
import { inGroup } from '../results/results.ts';
import { lastTargetIds } from '../results/tests.ts';
import { verdict } from '../results/verdict.ts';
import { Execution, type Prior, type Services } from './execution.ts';
import { follow } from './follow.ts';
import { coversEntries, selectEntries } from './select.ts';

/**
 * Carries out the plan: waits for the targets, uploads, creates the run or takes an existing one, follows it, and retries
 * failed tests. Continues where earlier attempts of the workflow run stopped. Never rejects.
 */
export async function execute(plan: Plan, prior: Prior, services: Services, runtime: Runtime): Promise<Outcome> {
  const execution = new Execution(plan, prior, services, runtime);
  try {
    // A run that is in progress has its targets already.
    if (plan.readiness && prior.kind !== 'in-progress') {
      await waitUntilReady(plan.readiness, services.send, runtime);
    }
    return await (plan.run.kind === 'existing'
      ? followExisting(plan.run.runId, execution)
      : runNew(plan.run.entries, execution));
  } catch (error) {
    return execution.endingOf(error);
  }
}

async function followExisting(runId: string, execution: Execution): Promise<Outcome> {
  execution.takeRun(runId);
  const unsettled = await follow(execution);
  if (unsettled) return unsettled;
  const outcome = verdict(execution.snapshot);
  const hadFailed = execution.responses === 1 && execution.lastRun.state?.status === 'failed';
  if (!execution.plan.isRerun || !hadFailed) return outcome;
  const warning = `The run ${runId} had failed before this attempt. Re-running this job cannot change that: re-run the job that created the run.`;
  return withWarning(outcome, warning);
}

async function runNew(planned: readonly PlannedEntry[], execution: Execution): Promise<Outcome> {
  const { prior } = execution;
  await begin(planned, execution);
  if (!execution.plan.wait) return endings.started(execution.snapshot);

  const unsettled = await follow(execution);
  if (unsettled) return unsettled;
  const entries = resolveEntries(planned, execution.registered);
  const outcome = await retryFailed(entries, execution);
  // While the run was in progress, its list of tests could not be checked.
  const isUnchecked = prior.kind === 'in-progress' && outcome.conclusion === 'passed';
  if (isUnchecked && !coversEntries(outcome.results, entries)) {
    return {
      ...outcome,
      conclusion: 'error',
      headline: 'the run does not list all tests',
      what: `The run ${prior.runId} of an earlier attempt has passed, but does not list all tests of the matrix.`,
      next: 'Run this job again to run all tests.',
    };
  }
  return outcome;
}

/** Creates the run, or takes the one in progress. */
async function begin(planned: readonly PlannedEntry[], execution: Execution): Promise<void> {
  const { plan, prior } = execution;
  switch (prior.kind) {
    case 'none':
      await execution.upload(plan.uploads);
      return execution.createRun(resolveEntries(planned, execution.registered));
    case 'in-progress':
      return execution.takeRun(prior.runId);
    case 'unfinished':
      try {
        return await execution.createRun(prior.again);
      } catch (error) {
        if (!(error instanceof RejectedError) || !UNKNOWN_TARGET.has(error.status)) throw error;
        return createWithNewTargets(prior.again, error, execution);
      }
  }
}

/** The statuses with which Doksi may reject a target that it no longer has. */
const UNKNOWN_TARGET: ReadonlySet<number> = new Set([400, 404, 422]);

/** Uploads the apps of these entries again, once, and creates the run with their new targets. */
async function createWithNewTargets(
  entries: readonly ResolvedEntry[],
  rejection: RejectedError,
  execution: Execution,
): Promise<void> {
  const used = new Set(entries.map(({ target }) => target.value));
  const stale = execution.registered.filter(({ targetId }) => used.has(targetId)).map(({ key }) => key);
  if (stale.length === 0) throw rejection;
  const uploads = execution.plan.uploads.flatMap((upload) => {
    const registrations = upload.registrations.filter(({ key }) => stale.includes(key));
    return registrations.length > 0 ? [{ ...upload, registrations }] : [];
  });
  const packages = uploads.map((upload) => upload.package);
  execution.services.log.reuploading(rejection, packages);
  await execution.upload(uploads);

  const newIds = lastTargetIds(execution.registered);
  const withNewTarget = ({ target, ...entry }: ResolvedEntry): ResolvedEntry => {
    return { ...entry, target: { ...target, value: newIds.get(target.value) ?? target.value } };
  };
  await execution.createRun(entries.map(withNewTarget));
}

/**
 * The outcome of the settled run, after running failed tests again as often as the plan allows. `entries` is the whole
 * matrix.
 */
async function retryFailed(entries: readonly ResolvedEntry[], execution: Execution): Promise<Outcome> {
  const { plan, services, runtime } = execution;
  for (let retry = 1; ; retry++) {
    const outcome = verdict(execution.snapshot);
    const hasFailures = outcome.conclusion === 'failed' && outcome.results.counts.failed > 0;
    if (!hasFailures || retry > plan.retries) return outcome;
    const lastId = outcome.runs.at(-1)?.id;
    // Only tests that failed in the last run: repeating any other test would only spend allowance.
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
    const unsettled = await execution.createRun(again).then(
      () => follow(execution),
      (error: unknown) => execution.endingOf(error),
    );
    if (unsettled) {
      // Cancellation during a retry takes precedence over the earlier verdict.
      if (runtime.signal.aborted) return unsettled;
      const warning = `Retry ${retry} could not be completed, so the verdict of the previous run stands. ${unsettled.what} ${unsettled.next}`;
      return withWarning({ ...outcome, runs: unsettled.runs }, warning.trimEnd());
    }
  }
}
