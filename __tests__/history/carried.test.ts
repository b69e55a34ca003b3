import { describe, expect, it } from '@jest/globals';
import { closingLines } from '../../src/log/closing.ts';
import { facts } from '../../src/report/facts.ts';
import { junitReport } from '../../src/report/junit.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { verdict } from '../../src/results/verdict.ts';
import { settled, type Statuses } from '../results/factory.ts';

const FIRST: Statuses = [
  ['a', 'failed'],
  ['b', 'passed'],
  ['c', 'passed'],
];

function secondAttempt(status: string): Outcome {
  const before = { ...settled(FIRST, { duration_seconds: 90 }), runId: 'r1', earlier: 1 };
  const now = { ...settled([['a', status]], { duration_seconds: 12 }), runId: 'r2' };
  return verdict({ targets: [], attempts: [before, now], knownFailures: NO_KNOWN_FAILURES });
}

describe('what is carried over from an earlier attempt', () => {
  it('is told in the last line, with the time of this attempt alone', () => {
    expect(closingLines(secondAttempt('passed'))).toEqual([
      'All 3 tests passed: 2 in attempt 1, 1 now (12s)',
    ]);
    expect(closingLines(secondAttempt('failed'))).toEqual([
      '1 of 3 tests failed, 2 passed in attempt 1 (12s)',
    ]);
  });

  it('is told in check run and comment, beside the runs of each attempt', () => {
    expect(facts(secondAttempt('passed'))).toBe(
      'all 3 tests passed · 2 passed in attempt 1 · 12s · run `r1` (attempt 1) · run `r2`',
    );
  });

  it('is told of each test in the JUnit file', () => {
    const cases = junitReport(secondAttempt('passed'), 'Doksi').suites.flatMap((suite) => suite.cases);
    const attempts = cases.map(
      ({ properties }) => properties.find(({ name }) => name === 'carried_over_from_attempt')?.value,
    );
    expect(attempts).toEqual([undefined, '1', '1']);
  });
});
