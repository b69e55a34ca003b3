import type { Clock } from '../../src/clock.ts';

/**
 * A clock that only a test moves. Where files are read meanwhile, a clock that jumps as soon as nothing is busy will
 * not do: it cannot see that a disk is.
 */
export class HandClock implements Clock {
  readonly #sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
  #nowMs = Date.UTC(2026, 5, 2, 9, 30);

  readonly now = (): number => this.#nowMs;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const sleeper = { dueMs: this.#nowMs + ms, wake: () => resolve(undefined) };
    this.#sleepers.add(sleeper);
    const interrupt = (): void => {
      this.#sleepers.delete(sleeper);
      reject(signal?.reason);
    };
    if (signal?.aborted) interrupt();
    else signal?.addEventListener('abort', interrupt, { once: true });
    return promise;
  };

  /** Lets so much time pass, a second at a time, with whatever it wakes. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    while (this.#nowMs < endMs) {
      this.#nowMs = Math.min(this.#nowMs + 1000, endMs);
      for (const sleeper of this.#sleepers) {
        if (sleeper.dueMs > this.#nowMs) continue;
        this.#sleepers.delete(sleeper);
        sleeper.wake();
      }
      await new Promise(setImmediate);
    }
  }

  /** So much time is over at once, and nobody has noticed yet. */
  leap(ms: number): void {
    this.#nowMs += ms;
  }
}
