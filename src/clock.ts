import { setTimeout as delay } from 'node:timers/promises';

/** Time, handed in wherever something waits, so that tests can run hours in milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch; never goes backwards. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as that aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A timer that is longer (milliseconds; 24.8 days) fires at once: https://nodejs.org/api/timers.html */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Why a deadline's own timer ends early; nobody sees it, and an error made each time would cost a stack trace. */
const FINISHED = new Error('finished');

export const systemClock: Clock = {
  // The monotonic clock: a correction of the wall clock must not end or prolong a run.
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    try {
      let leftMs = ms;
      do {
        await delay(Math.min(leftMs, MAX_TIMER_MS), undefined, signal && { signal });
        leftMs -= MAX_TIMER_MS;
      } while (leftMs > 0);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

/**
 * Runs `work` with a signal that aborts after `ms`, or when `parent` does. Rejects then, with `expired()` or the
 * parent's reason, even if `work` itself never settles.
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  parent: AbortSignal,
  expired: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const expiry = new AbortController();
  const finished = new AbortController();
  clock.sleep(ms, finished.signal).then(
    () => {
      expiry.abort(expired());
    },
    () => undefined,
  );
  const signal = AbortSignal.any([parent, expiry.signal]);
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(signal), aborted.promise]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    finished.abort(FINISHED);
  }
}
