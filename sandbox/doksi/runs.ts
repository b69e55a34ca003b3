import type { Fate } from './fates.ts';
import { fateOf, momentOf } from './fates.ts';

/** Where the tests of an entry run, as `GET /runs/{id}` returns it. */
export interface Destination {
  readonly platform: string;
  readonly web_url?: string | undefined;
  readonly binary_url?: string | undefined;
  readonly target_id?: string | undefined;
  readonly name?: string | undefined;
}

/** One entry of a run's matrix, checked. */
export interface Entry {
  readonly destination: Destination;
  readonly testIds: readonly string[];
}

/** The response of `POST /runs`. */
export interface CreatedRun {
  readonly run_id: string;
  readonly results: readonly { result_id: string; test_id: string; url: string }[];
}

/** The runs of one Doksi. Their state depends on the clock alone. */
export interface Runs {
  readonly create: (entries: readonly Entry[]) => CreatedRun;
  /** The body of `GET /runs/{id}`, or undefined if there is no such run, or not yet. */
  readonly view: (runId: string) => Record<string, unknown> | undefined;
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

/** Creates an empty list of runs that hides each run for `hiddenForMs` after its creation. */
export function createRuns({ now, hiddenForMs }: { now: () => number; hiddenForMs: number }): Runs {
  const runs = new Map<string, Run>();
  const seen = new Map<string, number>();
  let resultCount = 0;

  const testOf = (destination: Destination, testId: string): Test => {
    const resultId = `res_${serial(++resultCount)}`;
    return {
      resultId,
      testId,
      url: `https://app.doksi.ai/verify/tests/${encodeURIComponent(testId)}/runs/${resultId}`,
      destination,
      fate: fateOf(testId),
      runsBefore: seen.get(placeOf(destination, testId)) ?? 0,
    };
  };

  return {
    create: (entries) => {
      const tests = entries.flatMap(({ destination, testIds }) => testIds.map((testId) => testOf(destination, testId)));
      for (const test of tests) seen.set(placeOf(test.destination, test.testId), test.runsBefore + 1);

      const run = { id: `run_${serial(runs.size + 1)}`, createdAtMs: now(), tests };
      runs.set(run.id, run);
      return {
        run_id: run.id,
        results: tests
          .filter(isReal)
          .map(({ resultId, testId, url }) => ({ result_id: resultId, test_id: testId, url })),
      };
    },
    view: (runId) => {
      const run = runs.get(runId);
      if (!run) return undefined;
      const elapsedMs = now() - run.createdAtMs;
      return elapsedMs < hiddenForMs ? undefined : viewOf(run, elapsedMs);
    },
  };
}

function viewOf(run: Run, elapsedMs: number): Record<string, unknown> {
  const tests = run.tests.map((test) => ({
    ...test,
    moment: momentOf(test.fate, elapsedMs, test.runsBefore),
  }));
  const settled = tests.every(({ moment }) => moment.settled);
  const changedAtMs = Math.max(...tests.map(({ moment }) => moment.changedAtMs));
  const real = tests.filter(isReal);
  const count = (status: string): number => real.filter(({ moment }) => moment.status === status).length;

  return {
    run_id: run.id,
    status: rollUp(
      tests.map(({ moment }) => moment.status),
      settled,
    ),
    tests_total: real.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    tests_running: real.filter(({ moment }) => !moment.settled).length,
    duration_seconds: Math.round((settled ? changedAtMs : elapsedMs) / 1000),
    created_at: new Date(run.createdAtMs).toISOString(),
    updated_at: new Date(run.createdAtMs + changedAtMs).toISOString(),
    results: real.map(({ resultId, testId, url, destination, fate, moment }) => ({
      result_id: resultId,
      test_id: testId,
      // Doksi does not document which fields can be null: this one sometimes is.
      test_name: moment.status === 'queued' ? null : fate.testName,
      status: moment.status,
      duration_seconds: moment.durationSeconds,
      url,
      destination,
    })),
  };
}

function rollUp(statuses: readonly string[], settled: boolean): string {
  if (settled) return statuses.includes('failed') ? 'failed' : 'passed';
  return statuses.every((status) => status === 'queued') ? 'queued' : 'running';
}

function isReal({ fate }: { fate: Fate }): boolean {
  return fate.ending !== 'none';
}

function placeOf(destination: Destination, testId: string): string {
  return JSON.stringify([destination.web_url, destination.binary_url, destination.target_id, testId]);
}

function serial(count: number): string {
  return String(count).padStart(4, '0');
}
