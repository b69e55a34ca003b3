import { setTimeout as delay } from 'node:timers/promises';
import type { Secrets } from './secrets.ts';

/** As in package.json; a test compares the two. */
export const VERSION = '1.0.0';
/** The `User-Agent` of every request. */
export const USER_AGENT = `doksi-run-action/${VERSION}`;

/** The step's log. Messages may have several lines and contain foreign text. */
export interface Log {
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
}

/** Time as a parameter, so that tests can simulate hours in milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch; never goes backwards. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What everything effectful receives. */
export interface Runtime {
  readonly clock: Clock;
  /** From 0 to below 1, as Math.random. */
  readonly random: () => number;
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly secrets: Secrets;
}

/** Node fires a longer timer at once (milliseconds; 24.8 days, longer than any job): https://nodejs.org/api/timers.html */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  // Monotonic: a correction of the wall clock must not end or prolong a run.
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(Math.min(ms, MAX_TIMER_MS), undefined, signal && { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

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
    finished.abort();
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
