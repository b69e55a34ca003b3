import type { Runtime } from '../base/runtime.ts';
import { RejectedError } from '../http/errors.ts';
import { type NewRun, type Plan, type ResolvedEntry, resolveEntries, testCount } from '../plan/plan.ts';
import { waitUntilReady } from '../ready/wait.ts';
import * as endings from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { verdict } from '../results/verdict.ts';
import { Execution, type Services } from './execution.ts';
import type { Prior } from './progress.ts';
import { retryFailed } from './retry.ts';
import { coversEntries } from './select.ts';

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
      : runNew(plan.run, prior, execution));
  } catch (error) {
    return execution.endingOf(error);
  }
}

async function runNew(run: NewRun, prior: Prior, execution: Execution): Promise<Outcome> {
  const entries = await begin(run, prior, execution);
  if (!execution.plan.wait) return endings.started(execution.progress.snapshot);

  const ended = await execution.follow();
  if (ended) return ended;
  const outcome = await retryFailed({ entries, extraBody: run.extraBody }, execution);
  // While the run was in progress, its list of tests could not be checked.
  const isPartial = outcome.conclusion === 'passed' && !coversEntries(outcome.results, entries);
  return prior.kind === 'in-progress' && isPartial
    ? incomplete(outcome, prior.runId)
    : withMissingTests(outcome, entries);
}

/** A warning if fewer tests ran than were requested. */
function withMissingTests(outcome: Outcome, entries: readonly ResolvedEntry[]): Outcome {
  const requested = testCount(entries);
  const { total = requested } = outcome.results.counts;
  if (outcome.conclusion !== 'passed' || total >= requested) return outcome;
  const warning = `Doksi ran only ${total} of the ${requested} requested tests. Check that the others belong to this workspace and to the platform of their target.`;
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

/** Creates the run or takes the one in progress. Resolves to all entries of the matrix, from which retries are selected. */
async function begin(run: NewRun, prior: Prior, execution: Execution): Promise<readonly ResolvedEntry[]> {
  const { extraBody } = run;
  switch (prior.kind) {
    case 'none': {
      await execution.upload(execution.plan.uploads);
      const entries = resolveEntries(run.entries, execution.progress.registered);
      await execution.createRun({ entries, extraBody });
      return entries;
    }
    case 'in-progress':
      execution.takeRun(prior.runId);
      return prior.entries;
    case 'unfinished':
      try {
        await execution.createRun({ entries: prior.again, extraBody });
        return prior.entries;
      } catch (error) {
        if (!(error instanceof RejectedError) || !UNKNOWN_TARGET.has(error.status)) throw error;
        return await createWithRenewedTargets(error, run, prior, execution);
      }
  }
}

/** The statuses with which Doksi may reject a target that it no longer has. */
const UNKNOWN_TARGET: ReadonlySet<number> = new Set([400, 404, 422]);

/** Uploads the targets of an earlier attempt again, once, and creates the run with the new ones. */
async function createWithRenewedTargets(
  rejection: RejectedError,
  run: NewRun,
  { again, registered }: Extract<Prior, { kind: 'unfinished' }>,
  execution: Execution,
): Promise<readonly ResolvedEntry[]> {
  const { plan, progress, services } = execution;
  const used = new Set(again.map(({ target }) => target.value));
  const stale = registered.filter(({ targetId }) => used.has(targetId));
  if (stale.length === 0) throw rejection;
  const staleKeys = new Set(stale.map(({ key }) => key));
  const uploads = plan.uploads
    .map(({ registrations, ...upload }) => ({
      ...upload,
      registrations: registrations.filter(({ key }) => staleKeys.has(key)),
    }))
    .filter(({ registrations }) => registrations.length > 0);
  services.log.reuploading(
    rejection,
    uploads.map((upload) => upload.package),
  );
  await execution.upload(uploads);

  const ids = new Map(progress.registered.map(({ key, targetId }) => [key, targetId]));
  const newIds = new Map(stale.map(({ key, targetId }) => [targetId, ids.get(key) ?? targetId]));
  const oldIds = new Map([...newIds].map(([oldId, newId]) => [newId, oldId]));
  const renewed = again.map(({ target, ...entry }) => ({
    ...entry,
    target: { ...target, value: newIds.get(target.value) ?? target.value },
  }));
  await execution.createRun({ entries: renewed, extraBody: run.extraBody }, oldIds);
  return resolveEntries(run.entries, progress.registered);
}

function incomplete(outcome: Outcome, runId: string): Outcome {
  return {
    ...outcome,
    conclusion: 'error',
    headline: 'the run does not list all tests',
    what: `The run ${runId} of an earlier attempt has passed, but does not list all tests of the matrix.`,
    next: 'Run this job again to run all tests.',
  };
}

async function followExisting(runId: string, execution: Execution): Promise<Outcome> {
  execution.takeRun(runId);
  const ended = await execution.follow();
  if (ended) return ended;
  const { snapshot } = execution.progress;
  const outcome = verdict(snapshot);
  const [run] = snapshot.runs;
  if (!execution.plan.isRerun || !run?.wasSettledBefore || run.state?.status !== 'failed') return outcome;
  const warning = `The run ${runId} had failed before this attempt. Re-running this job cannot change that: re-run the job that created the run.`;
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}
