import { MAX_RETRY_AFTER_MS } from './retry-after.ts';

/** No retries go on for longer than this (milliseconds): a step that hangs helps nobody. */
export const RETRY_BUDGET_MS = 2 * 60 * 1000;

/**
 * The time (milliseconds) that the retries of one undertaking may take, however deeply they are nested. One wait that
 * the server asks for may go beyond it by `graceMs`: a request that is put off for two minutes is asked once more.
 */
export class RetryBudget {
  readonly #graceMs: number;
  #leftMs: number;
  #wasPutOff = false;

  constructor(ms = RETRY_BUDGET_MS, graceMs = MAX_RETRY_AFTER_MS) {
    this.#leftMs = ms;
    this.#graceMs = graceMs;
  }

  /** Time that went by with an attempt that failed. */
  spend(ms: number): void {
    this.#leftMs -= ms;
  }

  /** Whether there is time for this wait, which then is spent; `isAsked` where it is as long as the server said. */
  grants(waitMs: number, isAsked: boolean): boolean {
    // Below zero is nothing left, not a debt: what was promised is granted all the same.
    const graceMs = isAsked && !this.#wasPutOff ? this.#graceMs : 0;
    if (waitMs > Math.max(this.#leftMs, 0) + graceMs) return false;
    this.#wasPutOff ||= isAsked;
    this.spend(waitMs);
    return true;
  }
}
