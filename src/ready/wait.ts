import { Failure } from '../base/failure.ts';
import { type Runtime, withDeadline } from '../base/runtime.ts';
import { listed, minutes } from '../base/text.ts';
import type { Send } from '../http/transport.ts';
import { timeOf } from '../log/columns.ts';
import { HEARTBEAT_MS } from '../log/progress.ts';
import type { Readiness, ReadyTarget } from '../plan/plan.ts';
import { probe } from './probe.ts';

/** A server that has just started may fail again, and only some of several servers behind one name may be up. */
const READY_IN_A_ROW = 3;
/** Between a response and the next request (milliseconds). */
const PAUSE_MS = 5000;
/** How many targets an error and a heartbeat name. */
const MAX_NAMED = 20;
const MAX_IN_HEARTBEAT = 5;

/** A target was not ready in time. Nothing was sent to Doksi. */
export class NotReadyError extends Failure {
  /** `missing` are the targets that were not ready, each with its last response. */
  constructor({ withinMs, text, targets }: Readiness, missing: readonly string[]) {
    const which = targets.length === 1 ? 'The target was' : `${missing.length} of ${targets.length} targets were`;
    const more = missing.length > MAX_NAMED ? `; and ${missing.length - MAX_NAMED} more` : '';
    const last = missing.slice(0, MAX_NAMED).join('; ') + more;
    const shows = text === undefined ? '' : ' and serves ready-text in a header or its first 1,000,000 bytes';
    super(
      `${which} not ready within ${minutes(withinMs)}: ${last}. Nothing was uploaded or spent.`,
      `Check that the deployment is up${shows}, or raise ready-minutes. The requests came from this runner; Doksi's cloud may get other responses.`,
      { help: 'target-not-ready' },
    );
  }
}

/** Waits until every target was ready three times in a row; rejects with a NotReadyError or the signal's reason. */
export async function waitUntilReady(readiness: Readiness, send: Send, runtime: Runtime): Promise<void> {
  const { targets, text, withinMs } = readiness;
  const { clock, signal } = runtime;
  const log = new ReadyLog(targets, runtime);

  const watch = async (target: ReadyTarget, inTime: AbortSignal): Promise<void> => {
    let inARow = 0;
    for (let tries = 1; inARow < READY_IN_A_ROW; tries++) {
      if (tries > 1) await clock.sleep(PAUSE_MS, inTime);
      const { isReady, words } = await probe(target, { text, tries }, send, { ...runtime, signal: inTime });
      log.probed(target, words);
      inARow = isReady ? inARow + 1 : 0;
    }
    log.ready(target);
  };
  const expired = (): Error => new NotReadyError(readiness, log.missing());
  await withDeadline(clock, withinMs, signal, expired, (inTime) =>
    Promise.all(targets.map((target) => watch(target, inTime))),
  );
}

/** Remembers and logs how targets respond while the step waits for them: a line for each change, and a heartbeat. */
export class ReadyLog {
  readonly #runtime: Runtime;
  readonly #startedAtMs: number;
  /** The last response of each target that is not ready, in words that complete a sentence. */
  readonly #responses: Map<ReadyTarget, string | undefined>;
  #lastLineAtMs: number;

  constructor(targets: readonly ReadyTarget[], runtime: Runtime) {
    this.#runtime = runtime;
    this.#startedAtMs = this.#lastLineAtMs = runtime.clock.now();
    this.#responses = new Map(targets.map((target) => [target, undefined]));
  }

  /** The targets that are not ready, each with its last response. */
  missing(): string[] {
    return [...this.#responses].map(([{ label }, words = 'did not respond']) => `${label} ${words}`);
  }

  probed(target: ReadyTarget, words: string): void {
    const isNews = this.#responses.get(target) !== words;
    const isDue = this.#runtime.clock.now() - this.#lastLineAtMs >= HEARTBEAT_MS;
    this.#responses.set(target, words);
    if (isNews) this.#info(`${target.label} ${words}`);
    else if (isDue) this.#info(`… still waiting after ${this.#waited()}: ${listed(this.missing(), MAX_IN_HEARTBEAT)}`);
  }

  ready(target: ReadyTarget): void {
    this.#responses.delete(target);
    this.#info(`${target.label} is ready after ${this.#waited()}`);
  }

  #waited(): string {
    return timeOf(this.#runtime.clock.now() - this.#startedAtMs);
  }

  #info(line: string): void {
    this.#runtime.log.info(`  ${line}`);
    this.#lastLineAtMs = this.#runtime.clock.now();
  }
}
