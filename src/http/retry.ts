import type { Clock } from '../clock.ts';
import { AllowanceError, ConnectionError, NoAnswerError, RefusedError, RequestError } from './errors.ts';

/** No retries go on for longer than this (milliseconds): a step that hangs helps nobody. */
export const RETRY_BUDGET_MS = 2 * 60 * 1000;
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;

export interface Patience {
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Attempts and waits take no longer than this (milliseconds) before the last attempt begins. */
  readonly budgetMs: number;
  /** How much of a failed attempt's time counts against the budget (milliseconds); all of it, if not given. */
  readonly lostMs?: (failure: RequestError, tookMs: number) => number;
  /** Told before each wait. */
  readonly onRetry?: (failure: RequestError, waitMs: number) => void;
}

/** Calls `attempt` until it succeeds, fails for good by `mayRetry`, or the budget is used up. */
export async function withRetries<T>(
  attempt: (number: number) => Promise<T>,
  mayRetry: (failure: RequestError) => boolean,
  { clock, random, signal, budgetMs, lostMs, onRetry }: Patience,
): Promise<T> {
  let spentMs = 0;
  for (let number = 1; ; number++) {
    const startedAt = clock.now();
    try {
      return await attempt(number);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof RequestError) || !mayRetry(error)) throw error;
      // A server that says 0 must not be hammered.
      const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(number, random));
      const tookMs = clock.now() - startedAt;
      spentMs += waitMs + (lostMs ? lostMs(error, tookMs) : tookMs);
      if (spentMs > budgetMs) throw error;
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
  return (
    failure instanceof RefusedError &&
    (failure.status === 408 || failure.status === 429 || failure.status >= 500)
  );
}

/** Proof that the server did not take the request. For the one request that must never be sent twice. */
export function isNotTaken(failure: RequestError): boolean {
  if (failure instanceof ConnectionError) return failure.neverArrived;
  return failure instanceof RefusedError && (failure.status === 429 || failure.status === 503);
}

/** After this failure the server may have done what was asked, although it did not say so. */
export function mayHaveArrived(failure: RequestError): boolean {
  if (isNotTaken(failure) || failure instanceof AllowanceError) return false;
  return !(failure instanceof RefusedError) || failure.status === 408 || failure.status >= 500;
}
