import { RequestError } from '../doksi/errors.ts';
import type { CreatedRun } from '../doksi/schemas.ts';
import type { Outcome } from '../outcome.ts';
import { type Plan, requestBody } from '../plan.ts';
import { cancelled, cancelledWhileCreating, lost, OutageError, started, timedOut } from './endings.ts';
import { followRun, type FollowObserver, type FollowTools, mayPass } from './follow.ts';
import { verdict } from './verdict.ts';

/** The request that creates the run may be retried for this long (milliseconds) beyond a short timeout. */
const CREATION_GRACE_MS = 15 * 1000;

export interface RunObserver extends FollowObserver {
  /** The run's id is known, as of now; with what Doksi said where this step created it. */
  found(runId: string, created?: CreatedRun): void;
}

export interface RunTools extends FollowTools {
  readonly observer: RunObserver;
  /** Told the moment the run's id is known, so that it survives whatever comes. */
  readonly onFound: (known: Known) => void;
}

type Known = Pick<Outcome, 'runId' | 'created'>;

/** Carries the plan out: creates the run or takes the one that is there, and follows it to its end. */
export async function execute(plan: Plan, tools: RunTools): Promise<Outcome> {
  const { doksi, clock, signal, observer, onFound } = tools;
  const startedAtMs = clock.now();
  let known: { readonly runId: string; readonly created?: CreatedRun };

  if (plan.run.kind === 'existing') {
    known = { runId: plan.run.runId };
  } else {
    try {
      const budgetMs = plan.timeoutMs + CREATION_GRACE_MS;
      const created = await doksi.createRun(requestBody(plan.run), signal, budgetMs);
      known = { runId: created.run_id, created };
    } catch (error) {
      if (signal.aborted) return cancelledWhileCreating();
      throw error;
    }
  }
  onFound(known);
  observer.found(known.runId, known.created);
  if (!plan.wait) return started(known);

  const followed = await followRun(
    known.runId,
    {
      startedAtMs,
      deadlineMs: startedAtMs + plan.timeoutMs,
      intervalMs: plan.pollIntervalMs,
      justCreated: plan.run.kind === 'new',
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
      return lost(last, isOutage ? new OutageError(failure, silentMs, known.runId) : failure);
    }
  }
}
