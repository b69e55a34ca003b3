import type { Clock } from '../src/base/runtime.ts';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** An arbitrary Tuesday. */
const START_MS = Date.UTC(2026, 5, 2, 9, 30);

/**
 * A clock for tests. `run` stops the time while any code is busy and jumps to the next sleeper when everything waits:
 * hours pass in milliseconds, and the same code always sleeps in the same order. `advance` moves it by hand.
 *
 * It cannot detect file access, threads or the loading of modules: wrap such work in `hold`, and import beforehand the
 * modules that the source loads lazily.
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  readonly #held = new Set<Promise<unknown>>();
  #nowMs: number;

  /** Starts at this time, in milliseconds since the epoch. */
  constructor(startMs = START_MS) {
    this.#nowMs = startMs;
  }

  readonly now = (): number => this.#nowMs;

  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (Number.isNaN(ms)) throw new RangeError('Cannot sleep for NaN milliseconds.');
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const sleeper = { dueMs: this.#nowMs + Math.max(ms, 0), wake: () => resolve(undefined) };
    const interrupt = (): void => reject(signal?.reason);
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      await promise;
    } finally {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener('abort', interrupt);
    }
  };

  /** Stops the time until `work` settles. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held.add(work);
    try {
      return await work;
    } finally {
      this.#held.delete(work);
    }
  }

  /** Lets the time pass until `work` settles. Throws if `work` waits for something that no sleeper can cause. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    work.then(settle, settle);
    for (;;) {
      // Afterwards everything has run that can run without the time passing.
      await new Promise(setImmediate);
      if (this.#held.size > 0) {
        await Promise.allSettled(this.#held);
        continue;
      }
      if (state.settled) return work;
      const next = this.#next();
      if (next === undefined) throw new Error('Everything waits and nothing sleeps: this would hang.');
      this.#nowMs = next.dueMs;
      next.wake();
    }
  }

  /** Lets this time pass and wakes the sleepers in order, while other code reads files at its own pace. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      await new Promise(setImmediate);
      const next = this.#next();
      if (next === undefined || next.dueMs > endMs) break;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
    }
    this.#nowMs = endMs;
    await new Promise(setImmediate);
  }

  /** Changes the time without waking sleepers, as when the machine was suspended. */
  leap(ms: number): void {
    this.#nowMs += ms;
  }

  /** The sleeper that is due first; of several at the same time, the one that went to sleep first. */
  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (next === undefined || sleeper.dueMs < next.dueMs) next = sleeper;
    return next;
  }
}

/** Reproducible numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
