import type { Runtime } from '../base/runtime.ts';
import { listed } from '../base/text.ts';
import { timeOf } from './columns.ts';
import { HEARTBEAT_MS } from './progress.ts';

/** A heartbeat names this many targets. */
const MAX_NAMED = 5;

/** Logs how targets respond while the step waits for them: a line for each change, and a heartbeat. */
export class ReadyLog {
  readonly #runtime: Runtime;
  /** The last response of each target that is not ready, by its label. */
  readonly #responses = new Map<string, string>();
  #lastLineAtMs: number;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#lastLineAtMs = runtime.clock.now();
  }

  /** `words` complete a sentence that begins with the target; `afterMs` since the waiting began. */
  probed(label: string, words: string, afterMs: number): void {
    const isNews = this.#responses.get(label) !== words;
    this.#responses.set(label, words);
    if (isNews) this.#info(`  ${label} ${words}`);
    else if (this.#runtime.clock.now() - this.#lastLineAtMs >= HEARTBEAT_MS) this.#heartbeat(afterMs);
  }

  ready(label: string, afterMs: number): void {
    this.#responses.delete(label);
    this.#info(`  ${label} is ready after ${timeOf(afterMs)}`);
  }

  #heartbeat(afterMs: number): void {
    const all = [...this.#responses].map(([label, words]) => `${label} ${words}`);
    this.#info(`  … still waiting after ${timeOf(afterMs)}: ${listed(all, MAX_NAMED)}`);
  }

  #info(line: string): void {
    this.#runtime.log.info(line);
    this.#lastLineAtMs = this.#runtime.clock.now();
  }
}
