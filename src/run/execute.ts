import { asFailure } from '../failure.ts';
import type { Plan } from '../plan/plan.ts';
import { type ReadyTools, waitUntilReady } from '../ready/wait.ts';
import { cancelledBeforeRun, type Known, lost, started } from '../results/endings.ts';
import type { Outcome, Target } from '../results/outcome.ts';
import { verdict } from '../results/verdict.ts';
import type { RegisteredTarget, UploadTools } from '../upload/upload.ts';
import { follow, isOutcome } from './attempt.ts';
import { begin } from './begin.ts';
import { hasAll } from './complete.ts';
import type { FollowTools } from './follow.ts';
import { NO_PRIOR, type Prior } from './prior.ts';
import { retryFailed } from './retry.ts';

export type RunTools = FollowTools & UploadTools & ReadyTools;

/**
 * Carries the plan out: waits for the targets, uploads, creates the run or takes the one that is there, and follows it to its end. Goes on
 * from what earlier attempts of the workflow run left. Never rejects.
 */
export async function execute(plan: Plan, tools: RunTools, prior: Prior = NO_PRIOR): Promise<Outcome> {
  const registered: RegisteredTarget[] = prior.kind === 'none' ? [] : [...prior.registered];
  const known = (): Known => ({
    targets: targetsOf(plan, registered),
    attempts: prior.kind === 'none' ? [] : prior.attempts,
    knownFailures: plan.knownFailures,
  });
  try {
    // A run that goes on has its targets already.
    if (plan.readiness && prior.kind !== 'going-on') await waitUntilReady(plan.readiness, tools);
    return await run(plan, prior, registered, known, tools);
  } catch (error) {
    return tools.signal.aborted ? cancelledBeforeRun(known()) : lost(known(), asFailure(error));
  }
}

async function run(
  plan: Plan,
  prior: Prior,
  registered: RegisteredTarget[],
  known: () => Known,
  tools: RunTools,
): Promise<Outcome> {
  if (plan.run.kind === 'existing') return followExisting(plan.run.runId, plan, known(), tools);
  const beginning = await begin({ plan, run: plan.run, prior, registered, known }, tools);
  if (isOutcome(beginning)) return beginning;
  const { begun, request } = beginning;
  const before = known();
  if (!plan.wait) return started({ ...before, attempts: [...before.attempts, begun.attempt] });

  const deadlineMs = begun.atMs + plan.timeoutMs;
  const first = await follow(begun, { deadlineMs, plan, before }, tools);
  if (isOutcome(first)) return first;
  const outcome = await retryFailed(first, { request, deadlineMs, plan, before }, tools);
  const lacksTests = outcome.conclusion === 'passed' && !hasAll(outcome.results, request.entries);
  return prior.kind === 'going-on' && lacksTests ? { ...outcome, ...incomplete(prior.runId) } : outcome;
}

/** While it went on, nobody could know whether it would list all of its tests. */
function incomplete(runId: string): Pick<Outcome, 'conclusion' | 'what' | 'next'> {
  return {
    conclusion: 'error',
    what: `The run ${runId}, which an earlier attempt left, has passed, but does not list all tests of the matrix.`,
    next: 'Run this job again: everything is run then.',
  };
}

async function followExisting(runId: string, plan: Plan, before: Known, tools: RunTools): Promise<Outcome> {
  tools.events.following(runId);
  const atMs = tools.clock.now();
  const deadlineMs = atMs + plan.timeoutMs;
  const settled = await follow({ attempt: { runId }, atMs }, { deadlineMs, plan, before }, tools);
  if (isOutcome(settled)) return settled;
  const outcome = verdict({ ...before, attempts: [settled] });
  const isInVain = plan.isRerun && settled.wasSettled && settled.run.status === 'failed';
  return isInVain ? { ...outcome, warnings: [...outcome.warnings, inVain(runId)] } : outcome;
}

function inVain(runId: string): string {
  return `The run ${runId} had failed before this attempt began, so re-running this job can't change it: run the job again that started it.`;
}

/** In the order of the plan, whichever was done first; of a target that was registered again the last. */
function targetsOf({ uploads }: Plan, registered: readonly RegisteredTarget[]): Target[] {
  const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
  return uploads.flatMap(({ registrations }) =>
    registrations.flatMap(({ key, paths }) => {
      const targetId = ids.get(key);
      return targetId === undefined ? [] : paths.map((path) => ({ path, registration: key, targetId }));
    }),
  );
}
