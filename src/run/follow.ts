import { asFailure, type Failure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import type { RunState } from '../doksi/schemas.ts';
import { InvalidResponseError, RejectedError, RequestError } from '../http/errors.ts';
import { isTransient } from '../http/retry.ts';
import type { RunLog } from '../log/progress.ts';
import type { Run } from '../results/run.ts';

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
  | { readonly end: 'timed-out'; readonly failure: RequestError | undefined }
  | { readonly end: 'timed-out-without-status'; readonly failure: RequestError }
  | { readonly end: 'outage'; readonly failure: RequestError; readonly outageMs: number }
  | { readonly end: 'rejected'; readonly failure: Failure }
  | { readonly end: 'cancelled' }
);

/** Times are milliseconds of the clock. */
interface FollowRules {
  /** When the run was created or following began. */
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  readonly intervalMs: number | undefined;
}

/** Polls a run until it settles, the timeout expires, an outage lasts too long, or the step is cancelled. */
export async function followRun(
  run: Run,
  { startedAtMs, deadlineMs, intervalMs }: FollowRules,
  { doksi, log }: { readonly doksi: Pick<Doksi, 'readRun'>; readonly log: RunLog },
  runtime: Runtime,
): Promise<Followed> {
  const { clock, random, signal } = runtime;
  // Doksi may not find a run yet that this step has just created.
  const isNew = run.created !== undefined;
  let last: { state?: RunState } = {};
  let respondedAtMs = -Infinity;
  let failingSinceMs: number | undefined;
  let waitMs = isNew ? (intervalMs ?? firstIntervalMs(random)) : 0;

  try {
    for (;;) {
      await pause(Math.min(waitMs, deadlineMs - clock.now()), log, runtime);
      const sentAtMs = clock.now();
      let retryAfterMs: number | undefined;
      let failure: RequestError | undefined;

      try {
        const response = await doksi.readRun(run.id, signal, Math.max(deadlineMs - sentAtMs, LAST_POLL_MS));
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
        const isYoung = isNew && clock.now() - startedAtMs < CREATION_TOLERANCE_MS;
        if (isOutage(error)) {
          if (outageMs >= OUTAGE_TOLERANCE_MS) return { ...last, end: 'outage', failure: error, outageMs };
        } else if (!isYoung || !isNotFound(error)) {
          return { ...last, end: 'rejected', failure: asFailure(error) };
        }
        failure = error;
        retryAfterMs = error.retryAfterMs;
        log.pollFailed(error, outageMs);
      }

      // The last poll is sent when the timeout expires.
      if (sentAtMs >= deadlineMs) {
        const isSilent = respondedAtMs < deadlineMs - LAST_RESPONSE_MS;
        if (failure && isSilent) return { ...last, end: 'timed-out-without-status', failure };
        return { ...last, end: 'timed-out', failure };
      }
      waitMs = Math.max(intervalMs ?? adaptiveIntervalMs(clock.now() - startedAtMs), retryAfterMs ?? 0);
    }
  } catch (error) {
    if (signal.aborted) return { ...last, end: 'cancelled' };
    throw error;
  }
}

/** Whether Doksi returned no valid response, which does not mean that anything is wrong with the run. */
function isOutage(error: unknown): error is RequestError {
  return error instanceof InvalidResponseError || (error instanceof RequestError && isTransient(error));
}

function isNotFound(error: unknown): error is RejectedError {
  return error instanceof RejectedError && error.status === 404;
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
