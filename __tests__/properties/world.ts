import type { Plan } from '../../src/plan/plan.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { Reply } from '../../campaign/play/reply.ts';
import { answer } from '../../campaign/play/server.ts';
import { type Exchange, perform } from '../../campaign/play/stage.ts';

// A step with one test on one web address, on the stage of the campaign.

export const MINUTE_MS = 60_000;
export const RUN_ID = 'run_0001';

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
  readonly exchanges: readonly Exchange[];
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
  const { onPost = created, onGet, seed, random, cancelAtMs } = scenario;
  const asked = { GET: 0, POST: 0 };
  const { lines, exchanges, ...ending } = await perform(
    planOf(scenario),
    ({ method, sentAtMs }) => (method === 'POST' ? onPost(asked.POST++) : onGet(asked.GET++, sentAtMs)),
    { seed, random, cancelAtMs },
  );
  const of = (wanted: string): Exchange[] => exchanges.filter(({ method }) => method === wanted);
  return {
    ...ending,
    exchanges,
    posts: of('POST'),
    gets: of('GET'),
    linesAtMs: lines.map(({ atMs }) => atMs),
  };
}

function planOf({ kind, wait = true, timeoutMs, pollIntervalMs }: Scenario): Plan {
  const target = { key: 'web_url', value: 'https://staging.example.com' } as const;
  const run: Plan['run'] =
    kind === 'existing'
      ? { kind, runId: RUN_ID }
      : { kind, entries: [{ platform: 'web', target, testIds: ['a'], extras: {} }], extraBody: {} };
  return {
    uploads: [],
    run,
    wait,
    timeoutMs,
    pollIntervalMs,
    retries: 0,
    knownFailures: NO_KNOWN_FAILURES,
    isRerun: false,
  };
}

export function created(): Reply {
  return answer(201, { run_id: RUN_ID, results: [] });
}

export const running = answer(200, { status: 'running', tests_total: 2, tests_passed: 1 });
export const passed = answer(200, { status: 'passed', tests_total: 2, tests_passed: 2, tests_failed: 0 });
