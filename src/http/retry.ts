import type { Clock } from '../clock.ts';
import { ConnectionError, NoAnswerError, RefusedError, RequestError } from './errors.ts';
import { RetryBudget } from './retry-budget.ts';

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;

export interface Patience {
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** What attempts and waits may take before the last attempt begins; shared with what is retried inside. */
  readonly budget?: RetryBudget;
  /** How much of a failed attempt's time counts against the budget (milliseconds); all of it, if not given. */
  readonly lostMs?: (failure: RequestError, tookMs: number) => number;
  /** Told before each wait. */
  readonly onRetry?: (failure: RequestError, waitMs: number) => void;
}

/** Calls `attempt` until it succeeds, fails for good by `mayRetry`, or the budget is used up. */
export async function withRetries<T>(
  attempt: (number: number) => Promise<T>,
  mayRetry: (failure: RequestError) => boolean,
  { clock, random, signal, budget = new RetryBudget(), lostMs, onRetry }: Patience,
): Promise<T> {
  for (let number = 1; ; number++) {
    const startedAt = clock.now();
    try {
      return await attempt(number);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof RequestError) || !mayRetry(error)) throw error;
      const tookMs = clock.now() - startedAt;
      budget.spend(lostMs ? lostMs(error, tookMs) : tookMs);
      // A server that says 0 must not be hammered.
      const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(number, random));
      if (!budget.grants(waitMs, waitMs === error.retryAfterMs)) throw error;
      onRetry?.(error, waitMs);
      await clock.sleep(waitMs, signal);
    }
  }
}

/** Exponential, with half of it left to chance, so that the jobs of a matrix do not come back in step. */
export function backoffMs(attempt: number, random: () => number): number {
  const full = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), MAX_BACKOFF_MS);
  return full * (0.5 + random() / 2);
}

/** A failure that may pass by itself. For requests that may safely be repeated. */
export function isTransient(failure: RequestError): boolean {
  if (failure instanceof ConnectionError || failure instanceof NoAnswerError) return true;
  if (!(failure instanceof RefusedError)) return false;
  return failure.isPassing || failure.status === 408 || failure.status === 429 || failure.status >= 500;
}
