import { asFailure } from '../failure.ts';
import type { Plan } from '../plan/plan.ts';
import { type Known, lost, cancelledBeforeRun, NOTHING_KNOWN, started } from '../results/endings.ts';
import type { Outcome, Target } from '../results/outcome.ts';
import { verdict } from '../results/verdict.ts';
import { resolveEntries } from '../upload/resolve.ts';
import type { RegisteredTarget, UploadTools } from '../upload/upload.ts';
import { create, follow, isOutcome } from './attempt.ts';
import type { FollowTools } from './follow.ts';
import { retryFailed } from './retry.ts';

export type RunTools = FollowTools & UploadTools;

/** Carries the plan out: uploads, creates the run or takes the one that is there, and follows it to its end. Never rejects. */
export async function execute(plan: Plan, tools: RunTools): Promise<Outcome> {
  const registered: RegisteredTarget[] = [];
  const { knownFailures } = plan;
  try {
    if (plan.uploads.length > 0) {
      const { uploadAll } = await import('../upload/upload.ts');
      await uploadAll(plan.uploads, tools, (target) => registered.push(target));
    }
    return await run(plan, registered, tools);
  } catch (error) {
    const known = { targets: targetsOf(plan, registered), attempts: [], knownFailures };
    return tools.signal.aborted ? cancelledBeforeRun(known) : lost(known, asFailure(error));
  }
}

async function run(plan: Plan, registered: readonly RegisteredTarget[], tools: RunTools): Promise<Outcome> {
  if (plan.run.kind === 'existing') return followExisting(plan.run.runId, plan, tools);

  const { knownFailures } = plan;
  const before: Known = { targets: targetsOf(plan, registered), attempts: [], knownFailures };
  const request = { entries: resolveEntries(plan.run.entries, registered), extraBody: plan.run.extraBody };
  const begun = await create(request, before, tools);
  if (isOutcome(begun)) return begun;
  if (!plan.wait) return started({ ...before, attempts: [begun.attempt] });

  const deadlineMs = begun.atMs + plan.timeoutMs;
  const first = await follow(begun, { deadlineMs, plan, before }, tools);
  if (isOutcome(first)) return first;
  return retryFailed(first, { request, deadlineMs, plan, before }, tools);
}

async function followExisting(runId: string, plan: Plan, tools: RunTools): Promise<Outcome> {
  tools.events.following(runId);
  const atMs = tools.clock.now();
  const deadlineMs = atMs + plan.timeoutMs;
  const before = { ...NOTHING_KNOWN, knownFailures: plan.knownFailures };
  const settled = await follow({ attempt: { runId }, atMs }, { deadlineMs, plan, before }, tools);
  return isOutcome(settled) ? settled : verdict({ ...before, attempts: [settled] });
}

/** In the order of the plan, whichever was done first. */
function targetsOf({ uploads }: Plan, registered: readonly RegisteredTarget[]): Target[] {
  const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
  return uploads.flatMap(({ registrations }) =>
    registrations.flatMap(({ key, paths }) => {
      const targetId = ids.get(key);
      return targetId === undefined ? [] : paths.map((path) => ({ path, targetId }));
    }),
  );
}
