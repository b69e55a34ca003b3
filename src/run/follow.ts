import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import { duration, minutes } from '../base/text.ts';
import { InvalidResponseError, RejectedError, RequestError } from '../http/errors.ts';
import { isTransient } from '../http/retry.ts';
import type { RunLog } from '../log/progress.ts';
import * as endings from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { isSettled } from '../results/tests.ts';
import type { Execution } from './execution.ts';

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

/**
 * Polls the last run until it settles, the timeout expires, an outage lasts too long, or the step is cancelled. Resolves
 * to the outcome if the run has not settled.
 */
export async function follow(execution: Execution): Promise<Outcome | undefined> {
  const { plan, services, runtime, lastRun, startedAtMs, endsAtMs } = execution;
  const { clock, random, signal } = runtime;
  const { pollIntervalMs, timeoutMs } = plan;
  const { doksi, log } = services;
  // Doksi may not find a run yet that this step has just created.
  const isNew = lastRun.created !== undefined;
  // Random, so that the jobs of a matrix do not poll at the same moments.
  const firstIntervalMs = pollIntervalMs ?? SHORTEST_INTERVAL_S * (1 + random()) * 1000;
  let waitMs = isNew ? firstIntervalMs : 0;
  let respondedAtMs: number | undefined;
  let failingSinceMs: number | undefined;

  try {
    for (;;) {
      await pause(Math.min(waitMs, endsAtMs - clock.now()), log, runtime);
      const sentAtMs = clock.now();
      let retryAfterMs: number | undefined;
      let failure: RequestError | undefined;

      try {
        const response = await doksi.readRun(lastRun.id, runtime, Math.max(endsAtMs - sentAtMs, LAST_POLL_MS));
        respondedAtMs = clock.now();
        failingSinceMs = undefined;
        retryAfterMs = response.retryAfterMs;
        execution.updateRun(response.value);
        log.received(response.value);
        if (isSettled(execution.lastRun)) return undefined;
      } catch (error) {
        signal.throwIfAborted();
        failingSinceMs ??= sentAtMs;
        const outageMs = clock.now() - failingSinceMs;
        const isYoung = isNew && clock.now() - startedAtMs < CREATION_TOLERANCE_MS;
        if (isOutage(error)) {
          const when = `for ${duration(outageMs / 1000)}`;
          if (outageMs >= OUTAGE_TOLERANCE_MS) return endings.withoutStatus(execution.snapshot, when, error);
        } else if (!isYoung || !isNotFound(error)) {
          return endings.rejectedStatus(execution.snapshot, asFailure(error));
        }
        failure = error;
        retryAfterMs = error.retryAfterMs;
        log.pollFailed(error, outageMs);
      }

      if (sentAtMs >= endsAtMs) {
        const isSilent = respondedAtMs === undefined || respondedAtMs < endsAtMs - LAST_RESPONSE_MS;
        if (!failure || !isSilent) return endings.timedOut(execution.snapshot, timeoutMs, failure);
        const when = respondedAtMs === undefined ? 'for' : 'at the end of the';
        return endings.withoutStatus(execution.snapshot, `${when} ${minutes(timeoutMs)}`, failure);
      }
      waitMs = Math.max(pollIntervalMs ?? adaptiveIntervalMs(clock.now() - startedAtMs), retryAfterMs ?? 0);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    // Doksi documents no call that cancels a run.
    return endings.cancelled(execution.snapshot);
  }
}

/** Whether Doksi returned no valid response, which does not mean that anything is wrong with the run. */
function isOutage(error: unknown): error is RequestError {
  return error instanceof InvalidResponseError || (error instanceof RequestError && isTransient(error));
}

function isNotFound(error: unknown): error is RejectedError {
  return error instanceof RejectedError && error.status === 404;
}

const SHORTEST_INTERVAL_S = 2;
const LONGEST_INTERVAL_S = 14.2;

/**
 * A run that has taken long will probably take longer, so the interval grows with the square root of its age. The factor
 * meets two limits: the mean delay until a run's end is noticed (2 s after 20 s, 3.5 s after a minute), and not more
 * requests than a 10 s loop from ten minutes on.
 */
export function adaptiveIntervalMs(ageMs: number): number {
  const interval = 0.85 * Math.sqrt(ageMs / 1000);
  return Math.min(Math.max(interval, SHORTEST_INTERVAL_S), LONGEST_INTERVAL_S) * 1000;
}

async function pause(ms: number, log: RunLog, { clock, signal }: Runtime): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
    await clock.sleep(Math.min(leftMs, TICK_MS), signal);
    log.waiting();
  }
}
