import { type RegisteredTarget, uploadAll, type UploadTools } from '../upload/upload.ts';
import { RequestError } from '../http/errors.ts';
import type { CreatedRun } from '../doksi/schemas.ts';
import type { Outcome } from '../results/outcome.ts';
import { type Plan, requestBody } from '../plan/plan.ts';
import {
  cancelled,
  cancelledWhileCreating,
  type Known,
  lost,
  OutageError,
  started,
  timedOut,
} from '../results/endings.ts';
import { followRun, type FollowObserver, type FollowTools, mayPass } from './follow.ts';
import { verdict } from '../results/verdict.ts';

/** The request that creates the run may be retried for this long (milliseconds) beyond a short timeout. */
const CREATION_GRACE_MS = 15 * 1000;

export interface RunObserver extends FollowObserver {
  /** The run's id is known; with what Doksi said where this step created it. */
  found(runId: string, created?: CreatedRun): void;
}

export interface RunTools extends FollowTools, UploadTools {
  readonly observer: RunObserver;
  /** Told whenever more is known, at once, so that it survives whatever comes. */
  readonly onKnown: (known: Known) => void;
}

/** Carries the plan out: uploads, creates the run or takes the one that is there, and follows it to its end. */
export async function execute(plan: Plan, tools: RunTools): Promise<Outcome> {
  const { clock, observer, signal, onKnown } = tools;
  const soFar: RegisteredTarget[] = [];
  const registered = await uploadAll(plan.uploads, tools, (target) => {
    soFar.push(target);
    onKnown({ targets: byPath(soFar) });
  });
  let known: Known = { targets: byPath(registered) };
  onKnown(known);

  // Uploads take as long as they take: the time to wait for the run begins here.
  const startedAtMs = clock.now();
  const found = await createOrTake(plan, registered, tools).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (found === undefined) return cancelledWhileCreating(known);
  known = { ...known, ...found };
  onKnown(known);
  observer.found(found.runId, found.created);
  if (!plan.wait) return started(known);

  const followed = await followRun(
    found.runId,
    {
      startedAtMs,
      deadlineMs: startedAtMs + plan.timeoutMs,
      intervalMs: plan.pollIntervalMs,
      justCreated: found.created !== undefined,
    },
    tools,
  );
  const last = { ...known, ...(followed.run && { run: followed.run }) };
  switch (followed.end) {
    case 'settled':
      return { ...verdict(followed.run), ...known };
    case 'timed-out':
      return timedOut(last, plan.timeoutMs, followed.silence);
    case 'cancelled':
      // Doksi documents no call that cancels a run. Once it does, this is the place for it.
      return cancelled(last);
    case 'lost': {
      const { failure, silentMs } = followed;
      const isOutage = failure instanceof RequestError && mayPass(failure);
      return lost(last, isOutage ? new OutageError(failure, silentMs, found.runId) : failure);
    }
  }
}

function byPath(registered: readonly RegisteredTarget[]): NonNullable<Known['targets']> {
  return registered.flatMap(({ paths, targetId }) => paths.map((path) => ({ path, targetId })));
}

async function createOrTake(
  { run, timeoutMs }: Plan,
  registered: readonly RegisteredTarget[],
  { doksi, signal }: RunTools,
): Promise<{ readonly runId: string; readonly created?: CreatedRun }> {
  if (run.kind === 'existing') return { runId: run.runId };
  const targetIds = new Map(
    registered.flatMap(({ targetId, entries }) => entries.map((entry) => [entry, targetId] as const)),
  );
  const created = await doksi.createRun(requestBody(run, targetIds), signal, timeoutMs + CREATION_GRACE_MS);
  return { runId: created.run_id, created };
}
