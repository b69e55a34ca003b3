import { type Result, RunState } from '../src/doksi/schemas.ts';
import { isExpired, type KnownFailures, NO_KNOWN_FAILURES } from '../src/inputs/known-failures.ts';
import type { Outcome } from '../src/results/outcome.ts';
import type { SettledRun } from '../src/results/tests.ts';
import { verdict } from '../src/results/verdict.ts';

// Runs and outcomes for tests, built from as few words as a test needs. Everything passes Doksi's schemas.

export const RUN_ID = 'k3n2mPq9Rxyz';
const WEB_URL = 'https://staging.example.com';

/** Fields by Doksi's own names; undefined removes one. */
type Fields = Readonly<Record<string, unknown>>;

/** A result: by default the passed test `login` on one web address. */
export function result(fields: Fields = {}): Result {
  const { test_id = 'login' } = fields;
  const id = String(test_id);
  const [listed] = RunState.parse({
    status: 'running',
    results: [
      {
        result_id: `res_${id}`,
        test_id: id,
        test_name: `Test ${id}`,
        status: 'passed',
        duration_seconds: 20,
        url: `https://app.doksi.ai/verify/tests/${id}/runs/res_${id}`,
        destination: { platform: 'web', web_url: WEB_URL },
        ...fields,
      },
    ],
  }).results;
  if (listed === undefined) throw new Error('The schema has dropped the result.');
  return listed;
}

/** Results by test id: `{ login: 'passed', 'pay@shop.example.com': 'failed' }`; after `@` the host, if it is another. */
export function results(statuses: Readonly<Record<string, string | null>>): Result[] {
  return Object.entries(statuses).map(([key, status]) => {
    const [test_id = '', host] = key.split('@');
    const destination = { platform: 'web', web_url: host === undefined ? WEB_URL : `https://${host}` };
    return result({ test_id, status, destination });
  });
}

/** What Doksi returns for a run of these results; status and counters follow from them unless given. */
export function runState(listed: readonly Result[], fields: Fields = {}): RunState {
  const count = (status: string): number => listed.filter((one) => one.status === status).length;
  return RunState.parse({
    status: count('failed') > 0 ? 'failed' : 'passed',
    tests_total: listed.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    duration_seconds: 222,
    results: listed,
    ...fields,
  });
}

/** A settled run: by default of the test `login`, which passed. */
export function run({ results: listed = [result()], ...fields }: RunFields = {}): SettledRun {
  return { id: RUN_ID, state: runState(listed), ...fields };
}

type RunFields = Partial<SettledRun> & { readonly results?: readonly Result[] };

/** The outcome of these runs by the real verdict, with other fields in place of some of its own. */
export function outcome({ runs = [run()], knownFailures = NO_KNOWN_FAILURES, ...fields }: OutcomeFields = {}): Outcome {
  const last = runs.at(-1);
  if (last === undefined) throw new Error('An outcome needs a run.');
  return { ...verdict({ targets: [], runs: [...runs.slice(0, -1), last], knownFailures }), ...fields };
}

type OutcomeFields = Partial<Omit<Outcome, 'runs'>> & {
  readonly runs?: readonly SettledRun[];
  readonly knownFailures?: KnownFailures;
};

/** One known failure, at a time of which its last day has not passed unless given. */
export function knownFailure(testId: string, until = '2026-12-15', nowMs = 0): KnownFailures {
  return new Map([[testId, { testId, until, isExpired: isExpired(until, nowMs), reason: 'SHOP-812' }]]);
}
