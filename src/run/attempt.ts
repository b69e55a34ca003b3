import { CreationAbandonedError, RunMayExistError } from '../doksi/creation.ts';
import { asFailure } from '../failure.ts';
import type { CreatedRun } from '../doksi/schemas.ts';
import { RefusedError, RequestError } from '../http/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { requestBody } from '../plan/request.ts';
import type { ResolvedEntry } from '../plan/entry.ts';
import { type Attempt, ownAttempts, type SettledAttempt } from '../results/attempt.ts';
import {
  cancelled,
  cancelledBeforeRun,
  cancelledWhileCreating,
  type Known,
  lost,
  outage,
  timedOut,
  unheard,
} from '../results/endings.ts';
import { untold } from '../results/untold.ts';
import type { Outcome } from '../results/outcome.ts';
import { followRun, type FollowTools, mayPass } from './follow.ts';

/** What `POST /runs` is made of: entries whose targets are known, and nothing else. */
export interface NewRun {
  readonly entries: readonly ResolvedEntry[];
  readonly extraBody: Readonly<Record<string, unknown>>;
}

/** A run that exists, and when that was known (milliseconds as of the clock). */
export interface Begun {
  readonly attempt: Attempt;
  readonly atMs: number;
}

export interface CreateOptions {
  /** For how long it may be retried (milliseconds) where that is less than creations may be in any case. */
  readonly budgetMs?: number;
  /** Another request in place of one that was refused, if there is one. It is not renewed again. */
  readonly renew?: (refusal: RefusedError) => Promise<NewRun | undefined>;
}

/** Creates a run; or how it ended where there is none, with what is known by then: `renew` may add to it. */
export async function create(
  request: NewRun,
  known: () => Known,
  tools: FollowTools,
  options: CreateOptions = {},
): Promise<Begun | Outcome> {
  const { clock, signal, events } = tools;
  try {
    const created = await post(request, tools, options);
    events.created(created.run_id, created, ownAttempts(known().attempts).length + 1);
    return { attempt: { runId: created.run_id, created }, atMs: clock.now() };
  } catch (error) {
    if (error instanceof CreationAbandonedError) return cancelledWhileCreating(known());
    if (signal.aborted) return cancelledBeforeRun(known());
    return { ...lost(known(), asFailure(error)), mayHaveRun: error instanceof RunMayExistError };
  }
}

async function post(
  { entries, extraBody }: NewRun,
  tools: FollowTools,
  { budgetMs, renew }: CreateOptions,
): Promise<CreatedRun> {
  try {
    return await tools.doksi.createRun(requestBody(entries, extraBody), tools.signal, budgetMs);
  } catch (error) {
    const renewed = error instanceof RefusedError ? await renew?.(error) : undefined;
    if (renewed === undefined) throw error;
    return post(renewed, tools, budgetMs === undefined ? {} : { budgetMs });
  }
}

export interface Circumstances {
  /** When the time to wait is over; milliseconds as of the clock. */
  readonly deadlineMs: number;
  readonly plan: Pick<Plan, 'timeoutMs' | 'pollIntervalMs'>;
  readonly before: Known;
  /** What the slowest of its tests took the last time (milliseconds), if they ran before. */
  readonly expectedMs?: number | undefined;
}

/** Follows a run to its end: the settled attempt, or how it ended without. */
export async function follow(
  { attempt, atMs }: Begun,
  { deadlineMs, plan: { timeoutMs, pollIntervalMs }, before, expectedMs }: Circumstances,
  tools: FollowTools,
): Promise<SettledAttempt | Outcome> {
  const rules = {
    startedAtMs: atMs,
    deadlineMs,
    intervalMs: pollIntervalMs,
    expectedMs,
    justCreated: attempt.created !== undefined,
  };
  const followed = await followRun(attempt.runId, rules, tools);
  if (followed.end === 'settled') {
    return { ...attempt, run: followed.run, wasSettled: followed.wasSettled };
  }

  const heard = { ...attempt, ...(followed.run && { run: followed.run }) };
  const known = { ...before, attempts: [...before.attempts, heard] };
  switch (followed.end) {
    case 'timed-out':
      return timedOut(known, timeoutMs, followed.silence);
    case 'unheard':
      return unheard(known, timeoutMs, followed.silence);
    case 'cancelled':
      // Doksi documents no call that cancels a run. Once it does, this is the place for it.
      return cancelled(known);
    case 'lost': {
      const { failure, silentMs } = followed;
      const isOutage = failure instanceof RequestError && mayPass(failure);
      return isOutage ? outage(known, failure, silentMs) : untold(known, failure);
    }
  }
}

/** Whether it has ended already, one way or another. */
export function isOutcome(value: object): value is Outcome {
  return 'conclusion' in value;
}
