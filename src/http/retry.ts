import type { Runtime } from '../base/runtime.ts';
import { ConnectionError, RejectedError, RequestError, ResponseTimeoutError } from './errors.ts';

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;
/** How long the retries of one operation may take. */
const RETRY_BUDGET_MS = 2 * 60 * 1000;
/** The longest wait that a `Retry-After` header can demand. */
const MAX_RETRY_AFTER_MS = 2 * 60 * 1000;
/** One wait that the server demands may exceed the budget by this. */
const GRACE_MS = 30 * 1000;

/** The time that the retries of one operation may take, including nested ones; at most two minutes. */
export class RetryBudget {
  #leftMs: number;
  #graceMs = GRACE_MS;

  constructor(ms = RETRY_BUDGET_MS) {
    this.#leftMs = Math.min(ms, RETRY_BUDGET_MS);
  }

  /** Counts time that a failed try took. */
  spend(ms: number): void {
    this.#leftMs -= ms;
  }

  /** Spends the time of a wait if enough is left, and returns whether it was. `isDemanded`: it is a `Retry-After`. */
  trySpend(waitMs: number, isDemanded: boolean): boolean {
    if (waitMs > Math.max(this.#leftMs, 0) + (isDemanded ? this.#graceMs : 0)) return false;
    if (isDemanded) this.#graceMs = 0;
    this.spend(waitMs);
    return true;
  }
}

/**
 * Calls `work` with the number of the try, from 1, until it succeeds, may not be retried, or the budget is used up.
 * `spentMs` is how much of a failed try's time counts against the budget (milliseconds); all of it by default.
 */
export async function withRetries<T>(
  work: (tries: number) => Promise<T>,
  mayRetry: (failure: RequestError) => boolean,
  { clock, random, signal, log }: Runtime,
  {
    budget = new RetryBudget(),
    spentMs = (_, tookMs) => tookMs,
  }: { budget?: RetryBudget | undefined; spentMs?: (failure: RequestError, tookMs: number) => number } = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const startedAtMs = clock.now();
    try {
      return await work(tries);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      signal.throwIfAborted();
      if (!mayRetry(error)) throw error;
      budget.spend(spentMs(error, clock.now() - startedAtMs));
      // At least the backoff, even if the server demands less.
      const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(tries, random));
      if (!budget.trySpend(waitMs, waitMs === error.retryAfterMs)) throw error;
      const fault = `${error.server.name} ${error.predicate} (${error.summary})`;
      log.info(`  ! ${fault}; trying again in ${Math.ceil(waitMs / 1000)} s`);
      await clock.sleep(waitMs, signal);
    }
  }
}

/** Exponential, half of it random, so that the jobs of a matrix do not retry in step. */
export function backoffMs(tries: number, random: () => number): number {
  const full = Math.min(FIRST_BACKOFF_MS * 2 ** (tries - 1), MAX_BACKOFF_MS);
  return full * (0.5 + random() / 2);
}

/** Whether the same request may succeed later. For requests that are safe to repeat. */
export function isTransient(failure: RequestError): boolean {
  if (failure instanceof RejectedError) return failure.isTransient;
  return failure instanceof ConnectionError || failure instanceof ResponseTimeoutError;
}

/**
 * The milliseconds that a `Retry-After` header demands, at most two minutes; undefined if it is not valid. It holds
 * seconds or a date, which is in GMT: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS);
  const ms = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
