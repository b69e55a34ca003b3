import type { Clock } from '../src/clock.ts';
// What the source loads only when it needs it. This clock can't see a module being loaded, and would jump meanwhile.
import '../src/doksi/schemas.ts';
import '../src/upload/upload.ts';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Any moment will do; this one is a Tuesday. */
const BEGIN_MS = Date.UTC(2026, 5, 2, 9, 30);

/**
 * A clock for tests: it stands still while anything is busy, and jumps to the next sleeper's time when all are idle.
 * Hours pass in milliseconds, and the same code sleeps in the same order every time.
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  readonly #held = new Set<Promise<unknown>>();
  #nowMs: number;

  /** Begins at this moment, milliseconds since the epoch. */
  constructor(beginMs = BEGIN_MS) {
    this.#nowMs = beginMs;
  }

  readonly now = (): number => this.#nowMs;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (Number.isNaN(ms)) throw new RangeError('Nobody can sleep for NaN milliseconds.');
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    if (signal?.aborted) {
      reject(signal.reason);
      return promise;
    }
    const leave = (): void => {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener('abort', interrupt);
    };
    const interrupt = (): void => {
      leave();
      reject(signal?.reason);
    };
    const sleeper = {
      dueMs: this.#nowMs + Math.max(ms, 0),
      wake: () => {
        leave();
        resolve(undefined);
      },
    };
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', interrupt, { once: true });
    return promise;
  };

  /** Stands still until `work` has settled: what a disk or a thread does cannot be seen from here. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held.add(work);
    try {
      return await work;
    } finally {
      this.#held.delete(work);
    }
  }

  /** Lets time pass until `work` has settled, and gives its result. Throws where it waits for what never comes. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    work.then(settle, settle);
    for (;;) {
      // Everything that can go on without time passing has done so when this comes back.
      await new Promise(setImmediate);
      if (this.#held.size > 0) {
        await Promise.allSettled(this.#held);
        continue;
      }
      if (state.settled) return work;
      const next = this.#next();
      if (next === undefined)
        throw new Error('Everything waits, and nobody sleeps: this would hang for ever.');
      this.#nowMs = next.dueMs;
      next.wake();
    }
  }

  /** Whoever wakes first; of several at the same time, whoever fell asleep first. */
  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers)
      if (next === undefined || sleeper.dueMs < next.dueMs) next = sleeper;
    return next;
  }
}
