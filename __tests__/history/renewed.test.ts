import { describe, expect, it } from '@jest/globals';
import { Run } from '../../src/doksi/schemas.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import type { Attempt } from '../../src/results/attempt.ts';
import { resultsOf } from '../../src/results/results.ts';
import { verdict } from '../../src/results/verdict.ts';

/** A run of tests on apps, each `test@target status`. */
function run(status: string, ...tests: string[]): Run {
  const results = tests.map((test) => {
    const [, test_id, target_id, word] = /^(\w+)@(\w+) (\w+)$/.exec(test) ?? [];
    return { test_id, status: word, destination: { platform: 'android', target_id } };
  });
  return Run.parse({ status, tests_total: results.length, results });
}

const renewed = new Map([
  ['new1', 'old1'],
  ['new2', 'old2'],
]);

describe('a second attempt on targets that were registered again', () => {
  const before: Attempt = {
    runId: 'r1',
    run: run('failed', 'a@old1 failed', 'a@old2 failed', 'b@old1 skipped', 'c@old1 passed'),
    earlier: 1,
  };
  const now = run('passed', 'a@new1 passed', 'a@new2 passed', 'b@new1 passed');

  it('has each test once, and is green where all of them passed', () => {
    const attempts: [Attempt, Attempt & { run: Run }] = [before, { runId: 'r2', run: now, renewed }];
    const { conclusion, results } = verdict({ targets: [], attempts, knownFailures: NO_KNOWN_FAILURES });
    expect(conclusion).toBe('passed');
    expect(results.counts).toMatchObject({ total: 4, passed: 4, flaky: 0, others: 0, failed: 0 });
    expect(results.tests.map(({ tries }) => tries.length)).toEqual([2, 2, 2, 1]);
    // What is told is where it ran.
    expect(results.tests[0]?.result.destination?.target_id).toBe('new1');
  });

  it('leaves a failure standing where it was not on the same app', () => {
    const half = run('passed', 'a@new1 passed', 'b@new1 passed');
    const { failed } = resultsOf([before, { runId: 'r2', run: half, renewed }]);
    expect(failed.map(({ result }) => result.destination?.target_id)).toEqual(['old2']);
  });

  it('joins the one test that had not ended, where Doksi describes its place otherwise', () => {
    const first = { runId: 'r1', run: run('failed', 'a@t failed', 'b@t skipped', 'c@t passed'), earlier: 1 };
    const second = { runId: 'r2', run: run('passed', 'a@t passed', 'b@elsewhere passed') };
    expect(resultsOf([first, second]).tests).toHaveLength(3);
  });
});
