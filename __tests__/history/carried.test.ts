import { describe, expect, it } from '@jest/globals';
import { closingLines } from '../../src/log/closing.ts';
import { facts } from '../../src/report/facts.ts';
import { outputs } from '../../src/report/outputs.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { decide } from '../../src/results/gates.ts';
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

/** Its run says this of the test that had failed, or does not list it. */
function secondAttempt(status?: string): Outcome {
  const before = { ...settled(FIRST, { duration_seconds: 90 }), runId: 'r1', earlier: 1 };
  const now = {
    ...settled(status === undefined ? [] : [['a', status]], { duration_seconds: 12 }),
    runId: 'r2',
  };
  return verdict({ targets: [], attempts: [before, now], knownFailures: NO_KNOWN_FAILURES });
}

describe('what is carried over from an earlier attempt', () => {
  it('is told in the last line, with the time of this attempt alone', () => {
    expect(closingLines(secondAttempt('passed'))).toEqual([
      'All 3 tests passed: 2 in attempt 1, 1 now (12s)',
    ]);
    expect(closingLines(secondAttempt('failed'))).toEqual([
      '1 of 3 tests failed (12s; 2 passed in attempt 1)',
    ]);
    expect(closingLines(secondAttempt())).toEqual([
      '1 of 3 tests failed (12s; 1 failed and 2 passed in attempt 1)',
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

describe('a test that was flaky in an earlier attempt', () => {
  /** Both tests fail in attempt 1, and `b` passes in its retry; attempt 2 runs `a` alone. */
  const first: Statuses = [
    ['a', 'failed'],
    ['b', 'failed'],
    ['c', 'passed'],
  ];
  const retry: Statuses = [
    ['a', 'failed'],
    ['b', 'passed'],
  ];
  const attempts = [
    { ...settled(first), runId: 'r1', earlier: 1 },
    { ...settled(retry), runId: 'r2', earlier: 1 },
  ];
  const second = verdict({
    targets: [],
    attempts: [...attempts, { ...settled([['a', 'passed']]), runId: 'r3' }],
    knownFailures: NO_KNOWN_FAILURES,
  });

  it('is flaky still, and the one that passes only now is not', () => {
    const { values } = outputs(second);
    expect(values).toMatchObject({ conclusion: 'passed', 'tests-flaky': '1', 'tests-passed': '2' });
    expect(JSON.parse(values['flaky-tests'])).toMatchObject([
      { test_id: 'b', run_id: 'r2', attempts: 2, carried_over_from_attempt: 1 },
    ]);
    const open = { 'fail-on-failure': true, 'fail-on-timeout': true, 'fail-on-no-tests': true };
    expect(decide(second, { ...open, 'fail-on-flaky': true })).toMatchObject({ closed: 'fail-on-flaky' });
  });

  it('is so in every report', () => {
    const context = { repository: undefined, serverUrl: '', headSha: undefined };
    const summary = renderSummary({ outcome: second, title: 'Doksi', context, plan: undefined });
    expect(summary).toContain('all 3 tests passed, 1 of them flaky');
    expect(summary).toMatch(/⚠️ \| Test b · failed once, then passed · in attempt 1/);
    expect(facts(second)).toContain('1 flaky and 1 passed in attempt 1');
    const cases = junitReport(second, 'Doksi').suites.flatMap((suite) => suite.cases);
    expect(cases.map(({ findings }) => findings.map(({ element }) => element))).toEqual([
      [],
      ['flakyFailure'],
      [],
    ]);
  });

  it('is so after one more run in which it passes, without a finding for the passes', () => {
    const again = { ...settled(retry.map(([test]) => [test, 'passed'] as const)), runId: 'r3' };
    const known = { targets: [], knownFailures: NO_KNOWN_FAILURES };
    const outcome = verdict({ ...known, attempts: [...attempts, again] });
    const cases = junitReport(outcome, 'Doksi').suites.flatMap((suite) => suite.cases);
    expect(cases.map(({ findings }) => findings.map(({ element }) => element))).toEqual([
      [],
      ['flakyFailure'],
      [],
    ]);
  });
});
