import { createDoksi } from '../../src/doksi/client.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpAnswer, Send } from '../../src/http/transport.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { ProgressLog } from '../../src/log/progress.ts';
import { broadcast } from '../../src/run/events.ts';
import { execute } from '../../src/run/execute.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';

// A Doksi that answers from a script, on a clock that nobody has to wait for.

export const MINUTE_MS = 60_000;
export const RUN_ID = 'run_0001';
/** More requests than any step may need: this one would go on without end. */
const TOO_MANY = 2000;

/** What becomes of one request. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly text: string;
      /** As the header has it; a number stands for a date, so many milliseconds from then. */
      readonly retryAfter?: string | number;
      readonly afterMs: number;
    }
  | {
      readonly kind: 'broken';
      /** As Node throws it. */
      readonly error: { readonly code: string; readonly syscall?: string };
      readonly neverArrived: boolean;
      readonly afterMs: number;
    }
  /** No answer, ever; the deaf one does not even notice that nobody listens any more. */
  | { readonly kind: 'silence'; readonly isDeaf: boolean };

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly sentAtMs: number;
  readonly reply: Reply;
  /** When the reply came; undefined as long as it has not, or where nobody listened any more. */
  repliedAtMs?: number;
}

export interface Scenario {
  readonly kind: 'new' | 'existing';
  readonly wait?: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs?: number | undefined;
  /** Of the chances; the same one makes the same step. */
  readonly seed?: number;
  /** Chances of one's own instead, from 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds from the begin. */
  readonly cancelAtMs?: number | undefined;
  /** What the server does with the requests of each kind, from the first on; by their number and time. */
  readonly onPost?: (number: number) => Reply;
  readonly onGet: (number: number, ageMs: number) => Reply;
}

/** Everything that can be seen from outside. Times are milliseconds from the begin. */
export interface Ending {
  readonly outcome: Outcome;
  readonly endedAtMs: number;
  readonly posts: readonly Exchange[];
  readonly gets: readonly Exchange[];
  /** The run ids that were told, each with the time. */
  readonly told: readonly { readonly runId: string; readonly atMs: number }[];
  /** The times at which the log had a new line. */
  readonly linesAtMs: readonly number[];
}

/** Carries a whole step out, from the plan to its outcome. */
export async function play(scenario: Scenario): Promise<Ending> {
  const clock = new VirtualClock();
  const beginMs = clock.now();
  const ageMs = (): number => clock.now() - beginMs;
  const { random = chance(scenario.seed ?? 1) } = scenario;
  const exchanges: Exchange[] = [];
  const of = (method: string): Exchange[] => exchanges.filter((exchange) => exchange.method === method);

  const send: Send = async (request, signal) => {
    const { method, url } = request;
    const number = of(method).length;
    const reply =
      method === 'POST' ? (scenario.onPost?.(number) ?? created()) : scenario.onGet(number, ageMs());
    const exchange: Exchange = { method, path: url.pathname, sentAtMs: ageMs(), reply };
    exchanges.push(exchange);
    if (exchanges.length > TOO_MANY) throw new Error('A server that is asked so often goes down.');
    if (reply.kind === 'silence') return silence(signal, reply.isDeaf);
    await clock.sleep(reply.afterMs, signal);
    exchange.repliedAtMs = ageMs();
    if (reply.kind === 'broken') throw new ConnectionError(request, reply.error, reply.neverArrived);
    return httpAnswer(reply, clock.now());
  };

  const controller = new AbortController();
  if (scenario.cancelAtMs !== undefined) {
    void clock.sleep(scenario.cancelAtMs).then(() => {
      controller.abort(new Error('cancelled'));
    });
  }
  const told: { runId: string; atMs: number }[] = [];
  const linesAtMs: number[] = [];
  const tell = (runId: string): void => {
    told.push({ runId, atMs: ageMs() });
  };
  const log = new ProgressLog(() => linesAtMs.push(ageMs()), clock.now);
  const events = broadcast([{ created: tell, following: tell }, log], (error) => {
    throw error;
  });
  const work = execute(planOf(scenario), {
    doksi: createDoksi({
      apiUrl: 'https://doksi.test/api',
      apiKey: 'dk_live_0',
      send,
      clock,
      random,
      redact: (text) => text,
      trace: () => undefined,
    }),
    clock,
    random,
    signal: controller.signal,
    events,
    onSecret: () => undefined,
  });
  const outcome = await clock.run(work);
  return { outcome, endedAtMs: ageMs(), posts: of('POST'), gets: of('GET'), told, linesAtMs };
}

function planOf({ kind, wait = true, timeoutMs, pollIntervalMs }: Scenario): Plan {
  const target = { key: 'web_url', value: 'https://staging.example.com' } as const;
  const run: Plan['run'] =
    kind === 'existing'
      ? { kind, runId: RUN_ID }
      : { kind, entries: [{ platform: 'web', target, testIds: ['a'], extras: {} }], extraBody: {} };
  return { uploads: [], run, wait, timeoutMs, pollIntervalMs, retries: 0, knownFailures: NO_KNOWN_FAILURES };
}

function silence(signal: AbortSignal, isDeaf: boolean): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (!isDeaf) {
      signal.addEventListener('abort', () => {
        reject(new Error('aborted'));
      });
    }
  });
}

function httpAnswer(
  { status, text, retryAfter }: Extract<Reply, { kind: 'answer' }>,
  nowMs: number,
): HttpAnswer {
  const header = typeof retryAfter === 'number' ? new Date(nowMs + retryAfter).toUTCString() : retryAfter;
  return { status, text, headers: header === undefined ? {} : { 'retry-after': header } };
}

export function answer(body: unknown, status = 200, afterMs = 50): Reply {
  return { kind: 'answer', status, text: JSON.stringify(body), afterMs };
}

export function created(): Reply {
  return answer({ run_id: RUN_ID, results: [] }, 201);
}

export const running = answer({ status: 'running', tests_total: 2, tests_passed: 1 });
export const passed = answer({ status: 'passed', tests_total: 2, tests_passed: 2, tests_failed: 0 });

/** Reproducible numbers from 0 to 1; the generator is mulberry32. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
