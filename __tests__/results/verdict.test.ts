import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_KNOWN_FAILURES } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { SettledRun } from '../../src/results/run.ts';
import { inGroup } from '../../src/results/results.ts';
import type { Group } from '../../src/results/tests.ts';
import { verdict } from '../../src/results/verdict.ts';
import { results, run, runState } from '../builders.ts';

type Statuses = Readonly<Record<string, string | null>>;

/** A settled run of these tests; `fields` replaces what follows from them. */
function settled(statuses: Statuses, fields: Readonly<Record<string, unknown>> = {}): SettledRun {
  return run({ state: runState(results(statuses), { ...fields }) });
}

function verdictOf(...runs: readonly SettledRun[]): Outcome {
  return verdict({ targets: [], runs, knownFailures: NO_KNOWN_FAILURES });
}

function idsIn(outcome: Outcome, group: Group): (string | null | undefined)[] {
  return inGroup(outcome.results, group).map(({ result }) => result.test_id);
}

describe('a single run', () => {
  it.each([
    ['passed with tests', settled({ a: 'passed', b: 'passed' }), 'passed'],
    ['passed with a skipped test', settled({ a: 'passed', b: 'skipped' }), 'passed'],
    ['failed', settled({ a: 'passed', b: 'failed' }), 'failed'],
    ['passed although a test failed', settled({ a: 'failed' }, { status: 'passed' }), 'failed'],
    ['passed although a failure is counted', settled({ a: 'passed' }, { tests_failed: 1 }), 'failed'],
    ['failed without a failed test', settled({ a: 'passed' }, { status: 'failed' }), 'failed'],
    ['passed without tests', settled({}), 'no-tests'],
    ['passed without a list and a total', settled({}, { tests_total: null }), 'error'],
  ])('that %s is reported correctly', (_, only, conclusion) => {
    expect(verdictOf(only).conclusion).toBe(conclusion);
  });

  it('names the failed tests and links the first', () => {
    const { what, next, headline } = verdictOf(settled({ a: 'failed', b: 'passed' }));
    expect(headline).toBe('1 of 2 tests failed');
    expect(what).toBe('1 of 2 Doksi tests failed: Test a (web · staging.example.com).');
    expect(next).toBe('https://app.doksi.ai/verify/tests/a/runs/res_a');
  });

  it('warns about tests that neither passed nor failed, and names them', () => {
    const { conclusion, warnings } = verdictOf(settled({ a: 'passed', b: 'skipped' }));
    expect(conclusion).toBe('passed');
    expect(warnings).toEqual([
      'The run passed, but 1 test neither passed nor failed: Test b (web · staging.example.com) is "skipped".',
    ]);
  });
});

describe('several runs', () => {
  it('pass if every test passed in the end; tests that failed before are flaky', () => {
    const outcome = verdictOf(
      settled({ a: 'passed', b: 'failed', c: 'failed' }),
      settled({ b: 'passed', c: 'failed' }),
      settled({ c: 'passed' }),
    );
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: 'All 3 Doksi tests passed, 2 of them flaky.',
    });
    expect(outcome.results.counts).toMatchObject({ total: 3, failed: 0, flaky: 2, others: 0, passed: 1 });
    expect(idsIn(outcome, 'flaky')).toEqual(['b', 'c']);
  });

  it('fail if a test failed every time, and say how often it ran', () => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled({ b: 'failed' }));
    expect(outcome.what).toBe('1 of 2 Doksi tests failed in 2 runs: Test b (web · staging.example.com).');
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 1, passed: 1 });
  });

  it.each<[string, Statuses]>([
    ['is not listed', {}],
    ['is skipped', { b: 'skipped' }],
    ['has no status', { b: null }],
    ['passes under another id', { x: 'passed' }],
    ['passes in two other places', { 'b@one.example': 'passed', 'b@two.example': 'passed' }],
  ])('do not cancel the failure of a test that later %s', (_, later) => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled(later));
    expect(outcome.conclusion).toBe('failed');
    expect(idsIn(outcome, 'failed')).toEqual(['b']);
  });

  it('distinguish a test by its destination', () => {
    const outcome = verdictOf(
      settled({ 'a@one.example': 'failed', 'a@two.example': 'failed' }),
      settled({ 'a@one.example': 'passed', 'a@two.example': 'failed' }),
    );
    const places = inGroup(outcome.results, 'failed').map(({ result }) => result.destination?.web_url);
    expect(places).toEqual(['https://two.example']);
  });

  it('recognise a destination in another spelling if the test failed nowhere else', () => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled({ 'b@STAGING.example.com': 'passed' }));
    expect(outcome.conclusion).toBe('passed');
  });

  it.each([
    [
      'a test without a result in a run that failed',
      [settled({ a: 'skipped', b: 'failed' }), settled({ b: 'passed' })],
    ],
    [
      'a failure that is counted but not listed',
      [settled({ b: 'failed' }, { tests_total: 3, tests_failed: 2 }), settled({ b: 'passed' })],
    ],
    [
      'a failure that a retry counts but does not list',
      [settled({ b: 'failed' }), settled({ b: 'failed' }, { tests_failed: 2 }), settled({ b: 'passed' })],
    ],
    [
      'a test that a retry counts but does not list',
      [settled({ b: 'failed' }), settled({ b: 'passed' }, { tests_total: 2 })],
    ],
    [
      'a retry that Doksi reports as failed',
      [settled({ b: 'failed' }), settled({ b: 'passed' }, { status: 'failed' })],
    ],
  ])('stay red because of %s', (_, runs) => {
    expect(verdictOf(...runs).conclusion).toBe('failed');
  });

  it('are green only if the last result of every test is a pass', () => {
    const status = fc.constantFrom('passed', 'failed', 'skipped', undefined);
    const row = fc.record({ t0: status, t1: status, t2: status });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const runs = rows.map((each) =>
          Object.fromEntries(Object.entries(each).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]]))),
        );
        const last: Statuses = Object.fromEntries(runs.flatMap((each) => Object.entries(each)));
        const isDeserved = Object.keys(last).length > 0 && Object.values(last).every((each) => each === 'passed');
        if (verdictOf(...runs.map((each) => settled(each))).conclusion === 'passed') expect(isDeserved).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
