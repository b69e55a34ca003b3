import { asFailure, type Failure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import type { RunState } from '../doksi/schemas.ts';
import { InvalidResponseError, RejectedError, RequestError } from '../http/errors.ts';
import { isTransient } from '../http/retry.ts';
import type { RunLog } from '../log/progress.ts';

/** Failed polls are tolerated for this long (milliseconds) in a row. */
const OUTAGE_TOLERANCE_MS = 5 * 60 * 1000;
/** A run that was just created may not be found for this long (milliseconds). */
const CREATION_TOLERANCE_MS = 60 * 1000;
/** Without a response in this time (milliseconds) before the timeout, it is unknown whether the run continues. */
const LAST_RESPONSE_MS = 60 * 1000;
/** Deadline (milliseconds) of the last poll, which is sent when the timeout expires. */
const LAST_POLL_MS = 15 * 1000;
/** How often (milliseconds) the log may write a heartbeat. */
const TICK_MS = 10 * 1000;

/** How following a run ended, with the last state that Doksi reported. */
export type Followed = { readonly state?: RunState } & (
  | { readonly end: 'settled'; readonly state: RunState; readonly wasSettledBefore: boolean }
  /** `failure` is the last poll's, if it failed. */
  | { readonly end: 'timed-out'; readonly failure?: RequestError }
  | { readonly end: 'timed-out-without-status'; readonly failure: RequestError }
  | { readonly end: 'cancelled' }
  | { readonly end: 'lost'; readonly failure: Failure; readonly outageMs: number }
);

interface FollowRules {
  /** When the run was created or following began; milliseconds of the clock. */
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  readonly intervalMs: number | undefined;
  /** Whether this step has just created the run, so that Doksi may not find it yet. */
  readonly isNew: boolean;
}

/** Polls a run until it settles, the timeout expires, an outage lasts too long, or the step is cancelled. */
export async function followRun(
  runId: string,
  { startedAtMs, deadlineMs, intervalMs, isNew }: FollowRules,
  { doksi, log }: { readonly doksi: Pick<Doksi, 'readRun'>; readonly log: RunLog },
  runtime: Runtime,
): Promise<Followed> {
  const { clock, random, signal } = runtime;
  let last: { state?: RunState } = {};
  let respondedAtMs = -Infinity;
  let failingSinceMs: number | undefined;
  let waitMs = isNew ? (intervalMs ?? firstIntervalMs(random)) : 0;

  try {
    for (;;) {
      await pause(Math.min(waitMs, deadlineMs - clock.now()), log, runtime);
      const sentAtMs = clock.now();
      const isLastPoll = sentAtMs >= deadlineMs;
      let retryAfterMs: number | undefined;
      let failure: RequestError | undefined;

      try {
        const response = await doksi.readRun(runId, signal, Math.max(deadlineMs - sentAtMs, LAST_POLL_MS));
        const wasSettledBefore = last.state === undefined;
        const state = response.value;
        last = { state };
        retryAfterMs = response.retryAfterMs;
        respondedAtMs = clock.now();
        failingSinceMs = undefined;
        log.received(state);
        if (state.status === 'passed' || state.status === 'failed') {
          return { end: 'settled', state, wasSettledBefore };
        }
      } catch (error) {
        signal.throwIfAborted();
        failingSinceMs ??= sentAtMs;
        const outageMs = clock.now() - failingSinceMs;
        const ageMs = clock.now() - startedAtMs;
        if (!(error instanceof RequestError) || !isTolerable(error, outageMs, isNew ? ageMs : Infinity)) {
          return { ...last, end: 'lost', failure: asFailure(error), outageMs };
        }
        failure = error;
        retryAfterMs = error.retryAfterMs;
        log.pollFailed(error, outageMs);
      }

      if (isLastPoll) {
        if (failure && respondedAtMs < deadlineMs - LAST_RESPONSE_MS) {
          return { ...last, end: 'timed-out-without-status', failure };
        }
        return { ...last, end: 'timed-out', ...(failure && { failure }) };
      }
      waitMs = Math.max(intervalMs ?? adaptiveIntervalMs(clock.now() - startedAtMs), retryAfterMs ?? 0);
    }
  } catch (error) {
    if (signal.aborted) return { ...last, end: 'cancelled' };
    throw error;
  }
}

/** Whether to continue after a failed poll; `ageMs` is the age of a run that this step has created. */
function isTolerable(failure: RequestError, outageMs: number, ageMs: number): boolean {
  if (failure instanceof RejectedError && failure.status === 404) return ageMs < CREATION_TOLERANCE_MS;
  return isOutage(failure) && outageMs < OUTAGE_TOLERANCE_MS;
}

/** Whether Doksi returned no valid response, which does not mean that anything is wrong with the run. */
export function isOutage(failure: RequestError): boolean {
  return isTransient(failure) || failure instanceof InvalidResponseError;
}

/** In seconds. */
const SHORTEST_INTERVAL = 2;
const LONGEST_INTERVAL = 14.2;

/**
 * A run that has taken long will probably take longer, so the interval grows with the square root of its age. The factor
 * meets two limits: the mean delay until a run's end is noticed (2 s after 20 s, 3.5 s after a minute), and not more
 * requests than a 10 s loop from ten minutes on.
 */
export function adaptiveIntervalMs(ageMs: number): number {
  const interval = 0.85 * Math.sqrt(ageMs / 1000);
  return Math.min(Math.max(interval, SHORTEST_INTERVAL), LONGEST_INTERVAL) * 1000;
}

/** Random, so that the jobs of a matrix do not poll at the same moments. */
function firstIntervalMs(random: () => number): number {
  return SHORTEST_INTERVAL * (1 + random()) * 1000;
}

async function pause(ms: number, log: RunLog, { clock, signal }: Runtime): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
    await clock.sleep(Math.min(leftMs, TICK_MS), signal);
    log.waiting();
  }
}
