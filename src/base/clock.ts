import { setTimeout as delay } from 'node:timers/promises';

/** Time as a parameter, so that tests can simulate hours in milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch; never goes backwards. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Node fires a longer timer (milliseconds; 24.8 days) at once: https://nodejs.org/api/timers.html */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  // Monotonic: a correction of the wall clock must not end or prolong a run.
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    try {
      for (let leftMs = ms; ; leftMs -= MAX_TIMER_MS) {
        await delay(Math.min(leftMs, MAX_TIMER_MS), undefined, signal && { signal });
        if (leftMs <= MAX_TIMER_MS) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

const FINISHED = new Error('finished');

/**
 * Runs `work` with a signal that aborts after `ms` or when `parent` does. Then it rejects with `expired()` or the
 * parent's reason, even if `work` never settles.
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
    () => expiry.abort(expired()),
    () => undefined,
  );
  const signal = AbortSignal.any([parent, expiry.signal]);
  try {
    return await untilAborted(signal, work(signal));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    finished.abort(FINISHED);
  }
}

/** Resolves as `work` does, or rejects with the signal's reason as soon as it aborts, even if `work` cannot be stopped. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
