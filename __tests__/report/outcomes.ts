import { NOTHING_KNOWN } from '../../src/results/endings.ts';
import { Run } from '../../src/doksi/schemas.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { Known } from '../../src/results/endings.ts';
import { verdict } from '../../src/results/verdict.ts';

// Outcomes to be told: runs of made-up tests, as Doksi would describe them.

export const RUN_ID = 'k3n2mPq9Rxyz';
export const context = {
  repository: 'octo/shop',
  serverUrl: 'https://github.com',
  headSha: 'b1946ac92492d2347c6235b4d2611184',
};

type Fields = Readonly<Record<string, unknown>>;

/** A test with a status; `more` goes over what it would say of itself. */
export function result(index: number, status: string, more: Fields = {}): Fields {
  return {
    result_id: `res_${index}`,
    test_id: `test${index}`,
    test_name: `Test number ${index}`,
    status,
    duration_seconds: 20 + index,
    url: `https://app.doksi.ai/verify/tests/test${index}/runs/res_${index}`,
    destination: { platform: 'web', web_url: 'https://staging.example.com' },
    ...more,
  };
}

/** A run of these results; its counters are theirs unless `more` says otherwise. */
export function runOf(status: string, results: readonly Fields[], more: Fields = {}): Run {
  const count = (word: string): number => results.filter((one) => one['status'] === word).length;
  const counters = {
    tests_total: results.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
  };
  return Run.parse({ run_id: RUN_ID, status, ...counters, duration_seconds: 222, results, ...more });
}

/** The same with nothing but statuses. */
export function run(status: string, statuses: readonly string[], more: Fields = {}): Run {
  return runOf(
    status,
    statuses.map((word, index) => result(index, word)),
    more,
  );
}

/** What is known after these runs, each an attempt. */
export function knowing(...runs: readonly [...Run[], Run]): Known {
  return {
    ...NOTHING_KNOWN,
    attempts: runs.map((one, index) => ({ runId: index === 0 ? RUN_ID : `w71cQ${index}`, run: one })),
  };
}

/** The verdict on these runs, each an attempt. */
export function ended(...runs: readonly [...Run[], Run]): Outcome {
  const last = runs[runs.length - 1];
  if (last === undefined) throw new Error('An outcome needs a run.');
  const known = knowing(...runs).attempts;
  return verdict({
    ...NOTHING_KNOWN,
    attempts: [...known.slice(0, -1), { runId: known.at(-1)?.runId ?? RUN_ID, run: last }],
  });
}

export function repeat(word: string, times: number): string[] {
  return Array.from({ length: times }, () => word);
}
