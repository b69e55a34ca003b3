import { describe, expect, it } from '@jest/globals';
import { knownFailuresAt } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { verdict } from '../../src/results/verdict.ts';
import { results, run, runState } from '../builders.ts';

const NOW_MS = Date.parse('2026-11-24T12:00:00Z');
type Statuses = Readonly<Record<string, string>>;

function verdictOf(
  statuses: Statuses,
  fields: Readonly<Record<string, unknown>> = {},
  until = '2026-12-31',
  nowMs = NOW_MS,
): Outcome {
  const knownFailures = knownFailuresAt(nowMs, [{ testId: 'k', until, reason: 'SHOP-812' }]);
  return verdict({ targets: [], runs: [run({ state: runState(results(statuses), fields) })], knownFailures });
}

describe('a known failure', () => {
  it('does not count if every other test passed, and is mentioned', () => {
    const outcome = verdictOf({ a: 'passed', k: 'failed' });
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: '1 of 2 Doksi tests passed, 1 known failure.',
    });
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 0, known: 1, passed: 1 });
    expect(outcome.warnings).toEqual([
      '1 failed test did not count, because known-failures lists it: Test k (web · staging.example.com).',
    ]);
  });

  it.each<[string, Statuses, Readonly<Record<string, unknown>>]>([
    ['another test failed', { a: 'failed', k: 'failed', b: 'passed' }, {}],
    ['another test neither passed nor failed', { a: 'skipped', k: 'failed', b: 'passed' }, {}],
    ['no test passed', { k: 'failed' }, {}],
    ['a failure is counted but not listed', { a: 'passed', k: 'failed' }, { tests_failed: 2 }],
    ['a test is counted but not listed', { a: 'passed', k: 'failed' }, { tests_total: 3 }],
    ['the known test passed and the run failed', { a: 'passed', k: 'passed' }, { status: 'failed' }],
  ])('leaves the run red if %s', (_, statuses, fields) => {
    expect(verdictOf(statuses, fields).conclusion).toBe('failed');
  });

  it('does not explain the failure of a later run in which it has not failed', () => {
    const knownFailures = knownFailuresAt(NOW_MS, [{ testId: 'k', until: '2026-12-31', reason: 'x' }]);
    const first = run({ state: runState(results({ a: 'passed', k: 'failed' })), workflowAttempt: 1 });
    const later = run({ id: 'later', state: runState(results({ k: 'running' }), { status: 'failed' }) });
    expect(verdict({ targets: [], runs: [first, later], knownFailures }).conclusion).toBe('failed');
  });

  it.each([
    ['2026-11-24T00:00:00.000Z', 'passed'],
    ['2026-11-24T23:59:59.999Z', 'passed'],
    ['2026-11-25T00:00:00.000Z', 'failed'],
  ])('until 2026-11-24 makes the run at %s %s', (now, conclusion) => {
    const outcome = verdictOf({ a: 'passed', k: 'failed' }, {}, '2026-11-24', Date.parse(now));
    expect(outcome.conclusion).toBe(conclusion);
    if (conclusion === 'failed') {
      expect(outcome.warnings.join()).toContain('was a known failure until 2026-11-24 (SHOP-812). It counts again');
    }
  });

  it('that passes gets a notice', () => {
    const { conclusion, notices } = verdictOf({ a: 'passed', k: 'passed' });
    expect(conclusion).toBe('passed');
    expect(notices).toEqual(['Test k (web · staging.example.com) passes again. Remove k from known-failures.']);
  });

  it('that matches no test of the run gets a notice, if the list of tests is complete', () => {
    expect(verdictOf({ a: 'passed' }).notices).toEqual([
      'known-failures has 1 test id that no test of this run has: k.',
    ]);
    expect(verdictOf({ a: 'passed' }, { tests_total: 2 }).notices).toEqual([]);
  });

  it('that has expired and passes gets nothing', () => {
    const { warnings, notices } = verdictOf({ k: 'passed' }, {}, '2026-11-01');
    expect([...warnings, ...notices]).toEqual([]);
  });
});
