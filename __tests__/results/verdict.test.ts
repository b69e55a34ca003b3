import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOTHING_KNOWN } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { verdict } from '../../src/results/verdict.ts';
import { settled, type Statuses } from './factory.ts';

function verdictOf(first: Statuses, ...later: Statuses[]): Outcome {
  const attempts = [first, ...later].map((statuses) => settled(statuses));
  const [last, ...before] = attempts.toReversed();
  if (last === undefined) throw new Error('A verdict needs an attempt.');
  return verdict({ ...NOTHING_KNOWN, attempts: [...before.toReversed(), last] });
}

const ids = (tests: Outcome['results']['tests']): (string | null | undefined)[] =>
  tests.map(({ result: { test_id } }) => test_id);

describe('of several attempts', () => {
  it('the verdict is passed once every test passed at last, and what it took is flaky', () => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['b', 'failed'],
        ['c', 'failed'],
      ],
      [
        ['b', 'passed'],
        ['c', 'failed'],
      ],
      [['c', 'passed']],
    );
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: 'All 3 Doksi tests passed, 2 of them flaky.',
    });
    expect(outcome.results.counts).toEqual({ total: 3, failed: 0, flaky: 2, known: 0, others: 0, passed: 1 });
    expect(ids(outcome.results.flaky)).toEqual(['b', 'c']);
    expect(outcome.results.flaky.map(({ tries }) => tries.length)).toEqual([2, 3]);
  });

  it('a test that failed every time is failed, once, with the number of attempts', () => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['b', 'failed'],
      ],
      [['b', 'failed']],
    );
    expect(outcome).toMatchObject({ conclusion: 'failed' });
    expect(outcome.what).toBe('1 of 2 Doksi tests failed in 2 attempts: Test b (web · staging.example.com).');
    expect(outcome.results.counts).toEqual({ total: 2, failed: 1, flaky: 0, known: 0, others: 0, passed: 1 });
  });

  it.each([
    ['is not listed any more', []],
    ['is skipped', [['b', 'skipped']]],
    ['has no status', [['b', null]]],
    ['passes under another id', [['x', 'passed']]],
    [
      'passes in two other places',
      [
        ['b@one.example', 'passed'],
        ['b@two.example', 'passed'],
      ],
    ],
  ] satisfies [string, Statuses][])('a failed test that later %s stays failed', (_, later) => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['b', 'failed'],
      ],
      later,
    );
    expect(outcome.conclusion).toBe('failed');
    expect(ids(outcome.results.failed)).toEqual(['b']);
  });

  it('a test is told apart by its destination', () => {
    const outcome = verdictOf(
      [
        ['a@one.example', 'failed'],
        ['a@two.example', 'failed'],
      ],
      [
        ['a@one.example', 'passed'],
        ['a@two.example', 'failed'],
      ],
    );
    expect(outcome.results.failed.map(({ result }) => result.destination?.web_url)).toEqual([
      'https://two.example',
    ]);
  });

  it('a destination that is told otherwise is the same where the test failed in no other', () => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['b', 'failed'],
      ],
      [['b@STAGING.example.com', 'passed']],
    );
    expect(outcome.conclusion).toBe('passed');
  });

  it('of equal results a failure never becomes the pass of the one that had failed', () => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['a', 'failed'],
      ],
      [
        ['a', 'passed'],
        ['a', 'failed'],
      ],
    );
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 1, passed: 1, flaky: 0 });
  });

  it('tests that neither passed nor failed keep a run that failed from turning green', () => {
    const outcome = verdictOf(
      [
        ['a', 'skipped'],
        ['b', 'failed'],
      ],
      [['b', 'passed']],
    );
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.what).toContain('1 test neither passed nor failed: Test a');
  });

  it('failed tests that Doksi counts but does not list are not forgotten', () => {
    const outcome = verdict({
      ...NOTHING_KNOWN,
      attempts: [settled([['b', 'failed']], { tests_total: 3, tests_failed: 2 }), settled([['b', 'passed']])],
    });
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.results.counts).toMatchObject({ total: 3, failed: 1, flaky: 1 });
  });

  it('failures that a retry counts but does not list stand until as many tests have passed', () => {
    const [first, retry] = [settled([['b', 'failed']]), settled([['b', 'failed']], { tests_failed: 2 })];
    const outcome = verdict({ ...NOTHING_KNOWN, attempts: [first, retry, settled([['b', 'passed']])] });
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.results.counts.failed).toBe(1);

    const both: Statuses = [
      ['a', 'failed'],
      ['b', 'failed'],
    ];
    const passed = settled(both.map(([id]) => [id, 'passed']));
    expect(verdict({ ...NOTHING_KNOWN, attempts: [settled(both), retry, passed] }).conclusion).toBe('passed');
  });

  it('tests that a retry counts without a word of them keep it from turning green', () => {
    const retry = settled([['b', 'passed']], { tests_total: 2 });
    const outcome = verdict({ ...NOTHING_KNOWN, attempts: [settled([['b', 'failed']]), retry] });
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.results.counts).toMatchObject({ failed: 0, flaky: 1, others: 1 });
  });

  it('a retry that Doksi calls failed is no pass, whatever it lists', () => {
    const outcome = verdict({
      ...NOTHING_KNOWN,
      attempts: [settled([['b', 'failed']]), settled([['b', 'passed']], { status: 'failed' })],
    });
    expect(outcome.conclusion).toBe('failed');
  });

  it('green is for tests of which each passed at last, and for nothing else', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.constantFrom('passed', 'failed', 'skipped', undefined), { minLength: 3, maxLength: 3 }),
          {
            minLength: 2,
            maxLength: 4,
          },
        ),
        (rows) => {
          const runs = rows.map((row) =>
            row.flatMap((status, index) => (status === undefined ? [] : [[`t${index}`, status] as const])),
          );
          const [first = [], ...later] = runs;
          const outcome = verdictOf(first, ...later);
          const lastOf = (id: string): string | undefined =>
            runs.flatMap((run) => run.filter(([test]) => test === id)).at(-1)?.[1];
          const tests = new Set(runs.flat().map(([test]) => test));
          const deserved = tests.size > 0 && [...tests].every((test) => lastOf(test) === 'passed');
          if (outcome.conclusion === 'passed') expect(deserved).toBe(true);
        },
      ),
      { numRuns: 500 },
    ));
});
