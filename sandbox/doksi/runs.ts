import { type Fate, fateOf, momentOf } from './fates.ts';

/** Where the tests of an entry run, as `GET /runs/{id}` returns it. */
interface Destination {
  readonly platform: string;
  readonly web_url?: string | undefined;
  readonly binary_url?: string | undefined;
  readonly target_id?: string | undefined;
  readonly name?: string | undefined;
}

/** One entry of a run's matrix, checked. */
interface Entry {
  readonly destination: Destination;
  readonly testIds: readonly string[];
}

interface Test {
  readonly resultId: string;
  readonly testId: string;
  readonly url: string;
  readonly destination: Destination;
  readonly fate: Fate;
  readonly runsBefore: number;
}

interface Run {
  readonly id: string;
  readonly createdAtMs: number;
  readonly tests: readonly Test[];
}

/** The runs of one Doksi. Their state depends on the clock alone. */
export class Runs {
  readonly #now: () => number;
  readonly #hiddenForMs: number;
  readonly #runs = new Map<string, Run>();
  /** How often a test ran on a destination. */
  readonly #seen = new Map<string, number>();
  #resultCount = 0;

  /** Each run is hidden for `hiddenForMs` after its creation. */
  constructor(now: () => number, hiddenForMs: number) {
    this.#now = now;
    this.#hiddenForMs = hiddenForMs;
  }

  /** Creates a run. Returns the response of `POST /runs`. */
  create(entries: readonly Entry[]): unknown {
    const tests = entries.flatMap(({ destination, testIds }) => testIds.map((id) => this.#testOf(destination, id)));
    for (const { destination, testId, runsBefore } of tests)
      this.#seen.set(placeOf(destination, testId), runsBefore + 1);
    const run = { id: `run_${serial(this.#runs.size + 1)}`, createdAtMs: this.#now(), tests };
    this.#runs.set(run.id, run);
    const results = tests.filter(isReal);
    return {
      run_id: run.id,
      results: results.map(({ resultId, testId, url }) => ({ result_id: resultId, test_id: testId, url })),
    };
  }

  /** The body of `GET /runs/{id}`, or undefined if there is no such run, or not yet. */
  view(runId: string): unknown {
    const run = this.#runs.get(runId);
    if (!run) return undefined;
    const elapsedMs = this.#now() - run.createdAtMs;
    return elapsedMs < this.#hiddenForMs ? undefined : viewOf(run, elapsedMs);
  }

  #testOf(destination: Destination, testId: string): Test {
    const resultId = `res_${serial(++this.#resultCount)}`;
    return {
      resultId,
      testId,
      url: `https://app.doksi.ai/verify/tests/${encodeURIComponent(testId)}/runs/${resultId}`,
      destination,
      fate: fateOf(testId),
      runsBefore: this.#seen.get(placeOf(destination, testId)) ?? 0,
    };
  }
}

function viewOf({ id, createdAtMs, tests }: Run, elapsedMs: number): unknown {
  const now = tests.map((test) => ({ ...test, ...momentOf(test.fate, elapsedMs, test.runsBefore) }));
  const settled = now.every((test) => test.settled);
  const changedAtMs = Math.max(...now.map((test) => test.changedAtMs));
  const real = now.filter(isReal);
  const count = (status: string): number => real.filter((test) => test.status === status).length;
  return {
    run_id: id,
    status: rollUp(
      now.map(({ status }) => status),
      settled,
    ),
    tests_total: real.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    tests_running: real.filter((test) => !test.settled).length,
    duration_seconds: Math.round((settled ? changedAtMs : elapsedMs) / 1000),
    created_at: new Date(createdAtMs).toISOString(),
    updated_at: new Date(createdAtMs + changedAtMs).toISOString(),
    results: real.map(({ resultId, testId, url, destination, fate, status, durationSeconds }) => ({
      result_id: resultId,
      test_id: testId,
      // Doksi does not document which fields can be null: this one sometimes is.
      test_name: status === 'queued' ? null : fate.testName,
      status,
      duration_seconds: durationSeconds,
      url,
      destination,
    })),
  };
}

function rollUp(statuses: readonly string[], settled: boolean): string {
  if (settled) return statuses.includes('failed') ? 'failed' : 'passed';
  return statuses.every((status) => status === 'queued') ? 'queued' : 'running';
}

function isReal({ fate }: Test): boolean {
  return fate.ending !== 'none';
}

function placeOf(destination: Destination, testId: string): string {
  return JSON.stringify([destination.web_url, destination.binary_url, destination.target_id, testId]);
}

function serial(count: number): string {
  return String(count).padStart(4, '0');
}
