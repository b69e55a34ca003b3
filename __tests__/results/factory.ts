import { Run } from '../../src/doksi/schemas.ts';
import type { SettledAttempt } from '../../src/results/attempt.ts';

// Runs as Doksi would tell them, from as few words as a test needs.

/** A result by its test id; `id@place` is on another web address than `id`. */
function result(test: string, status: string | null): Record<string, unknown> {
  const [id, place = 'staging.example.com'] = test.split('@');
  return {
    test_id: id,
    test_name: `Test ${id ?? ''}`,
    status,
    destination: { platform: 'web', web_url: `https://${place}` },
  };
}

export type Statuses = readonly (readonly [test: string, status: string | null])[];

/** A settled run: failed where a result is, unless `more` says otherwise; the counters are those of the list. */
export function settled(statuses: Statuses, more: object = {}): SettledAttempt {
  const count = (word: string): number => statuses.filter(([, status]) => status === word).length;
  const run = Run.parse({
    status: count('failed') > 0 ? 'failed' : 'passed',
    tests_total: statuses.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    results: statuses.map(([test, status]) => result(test, status)),
    ...more,
  });
  return { runId: `run of ${statuses.map(([test]) => test).join()}`, run };
}
