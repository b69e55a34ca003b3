import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import type { Runtime } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import type { Doksi } from '../../src/doksi/client.ts';
import { CreatedRun, type RunState } from '../../src/doksi/schemas.ts';
import { RunLog } from '../../src/log/progress.ts';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import type { Plan, ResolvedEntry } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { execute } from '../../src/run/execute.ts';
import { NO_PRIOR, type Prior } from '../../src/run/execution.ts';

/** A response of `GET /runs/{id}`, with `Retry-After` in milliseconds if there is one; or an error that the client throws. */
export type Poll = RunState | Error | readonly [state: RunState, retryAfterMs: number];

export interface Played {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
  /** The bodies of `POST /runs`. */
  readonly bodies: readonly unknown[];
  /** When runs were polled, in milliseconds from the start. */
  readonly pollsMs: readonly number[];
  readonly tookMs: number;
}

export interface Script {
  /** Each run's responses, in order; the last one repeats. */
  readonly runs: readonly (readonly Poll[])[];
  readonly entries?: readonly ResolvedEntry[];
  readonly plan?: Partial<Plan>;
  readonly prior?: Prior;
  /** Milliseconds until each poll is answered. */
  readonly latencyMs?: number;
}

/** Executes a plan against scripted responses in virtual time. */
export async function play({ runs, entries = [web('login')], latencyMs = 0, ...script }: Script): Promise<Played> {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const bodies: unknown[] = [];
  const pollsMs: number[] = [];
  const startedAtMs = clock.now();
  const log = (line: string): void => void lines.push(line);
  const runtime: Runtime = {
    clock,
    random: () => 0,
    signal: new AbortController().signal,
    log: { info: log, debug: () => undefined, notice: log, warning: log },
    secrets: new Secrets(),
  };
  const polled = new Map<string, number>();
  const refuse = (): never => {
    throw new Error('not in this script');
  };
  const doksi: Doksi = {
    createRun: (body) => {
      bodies.push(body);
      return Promise.resolve(CreatedRun.parse({ run_id: `run${bodies.length}` }));
    },
    readRun: async (runId) => {
      pollsMs.push(clock.now() - startedAtMs);
      const polls = runs[Math.max(Number(runId.replace(/\D/g, '')) - 1, 0)] ?? [];
      const index = polled.get(runId) ?? 0;
      polled.set(runId, index + 1);
      const poll = polls[Math.min(index, polls.length - 1)];
      await clock.sleep(latencyMs);
      if (poll === undefined) return refuse();
      if (poll instanceof Error) throw poll;
      const [value, retryAfterMs] = isDelayed(poll) ? poll : [poll, undefined];
      return { value, retryAfterMs };
    },
    createUpload: refuse,
    putUpload: refuse,
    createTarget: refuse,
  };
  const plan: Plan = {
    uploads: [],
    run: { kind: 'new', entries, extraBody: {} },
    wait: true,
    timeoutMs: 60 * 60_000,
    pollIntervalMs: 10_000,
    retries: 0,
    knownFailures: NO_KNOWN_FAILURES,
    onRerun: 'all',
    isRerun: false,
    jobMatrix: '',
    readiness: undefined,
    ...script.plan,
  };
  const services = { doksi, send: refuse, log: new RunLog(runtime), onFirstRun: () => undefined };
  const outcome = await clock.run(execute(plan, script.prior ?? NO_PRIOR, services, runtime));
  return { outcome, lines, bodies, pollsMs, tookMs: clock.now() - startedAtMs };
}

/** An entry with these tests on one web address. */
export function web(...testIds: string[]): ResolvedEntry {
  return {
    platform: 'web',
    target: { key: 'web_url', value: 'https://staging.example.com' },
    testIds,
    extras: {},
  };
}

function isDelayed(poll: RunState | readonly [RunState, number]): poll is readonly [RunState, number] {
  return Array.isArray(poll);
}
