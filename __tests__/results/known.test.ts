import { describe, expect, it } from '@jest/globals';
import { knownFailuresAt } from '../../src/plan/known-failures.ts';
import { NOTHING_KNOWN } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { verdict } from '../../src/results/verdict.ts';
import { settled, type Statuses } from './factory.ts';

const NOW_MS = Date.parse('2026-11-24T12:00:00Z');

function verdictOf(statuses: Statuses, more: object = {}, until = '2026-12-31', nowMs = NOW_MS): Outcome {
  const list = [{ testId: 'k', until, reason: 'SHOP-812' }];
  return verdict({
    ...NOTHING_KNOWN,
    attempts: [settled(statuses, more)],
    knownFailures: knownFailuresAt(nowMs, list),
  });
}

describe('a failure that is known', () => {
  it('does not count where every other test passed, and is told', () => {
    const outcome = verdictOf([
      ['a', 'passed'],
      ['k', 'failed'],
    ]);
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: '1 of 2 Doksi tests passed, 1 known failure.',
    });
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 0, known: 1, passed: 1 });
    expect(outcome.warnings).toEqual([
      '1 test failed and did not count, since known-failures lists it: Test k (web · staging.example.com).',
    ]);
  });

  it.each([
    [
      'another test failed',
      [
        ['a', 'failed'],
        ['k', 'failed'],
        ['b', 'passed'],
      ],
      {},
    ],
    [
      'another neither passed nor failed',
      [
        ['a', 'skipped'],
        ['k', 'failed'],
        ['b', 'passed'],
      ],
      {},
    ],
    ['none passed', [['k', 'failed']], {}],
    [
      'Doksi counts a failure that it does not list',
      [
        ['a', 'passed'],
        ['k', 'failed'],
      ],
      { tests_failed: 2 },
    ],
    [
      'Doksi counts a test that it does not list',
      [
        ['a', 'passed'],
        ['k', 'failed'],
      ],
      { tests_total: 3 },
    ],
    [
      'it did not fail, but the run did',
      [
        ['a', 'passed'],
        ['k', 'passed'],
      ],
      { status: 'failed' },
    ],
    [
      'a test that is not told by id failed',
      [
        ['a', 'passed'],
        ['', 'failed'],
      ],
      {},
    ],
  ] satisfies [string, Statuses, object][])('leaves the run red where %s', (_, statuses, more) => {
    expect(verdictOf(statuses, more).conclusion).toBe('failed');
  });

  it('does not explain why a later run failed that does not say so of it', () => {
    const first = {
      ...settled([
        ['a', 'passed'],
        ['k', 'failed'],
      ]),
      earlier: 1,
    };
    const later = settled([['k', 'running']], { status: 'failed' });
    const list = knownFailuresAt(NOW_MS, [{ testId: 'k', until: '2026-12-31', reason: 'SHOP-812' }]);
    const outcome = verdict({ ...NOTHING_KNOWN, attempts: [first, later], knownFailures: list });
    expect(outcome).toMatchObject({ conclusion: 'failed', what: expect.stringContaining('no failed test') });
  });

  it.each([
    ['2026-11-24', '2026-11-24T23:59:59.999Z', 'passed'],
    ['2026-11-24', '2026-11-25T00:00:00.000Z', 'failed'],
    ['2026-11-24', '2026-11-24T00:00:00.000Z', 'passed'],
  ])('until %s is, at %s, %s', (until, now, conclusion) => {
    const outcome = verdictOf(
      [
        ['a', 'passed'],
        ['k', 'failed'],
      ],
      {},
      until,
      Date.parse(now),
    );
    expect(outcome.conclusion).toBe(conclusion);
    if (conclusion === 'failed')
      expect(outcome.warnings.join()).toContain(
        'was a known failure until 2026-11-24 (SHOP-812); it counts again',
      );
  });

  it('is told when it passes again', () => {
    const { conclusion, notices } = verdictOf([
      ['a', 'passed'],
      ['k', 'passed'],
    ]);
    expect(conclusion).toBe('passed');
    expect(notices).toEqual([expect.stringContaining('passes again: take k off the list of known-failures')]);
  });

  it.each([
    ['2026-12-03', 1],
    ['2026-12-04', 0],
  ])('is told in the last ten days before %s (%i)', (until, told) => {
    const { notices } = verdictOf(
      [
        ['a', 'passed'],
        ['k', 'failed'],
      ],
      {},
      until,
    );
    expect(notices).toHaveLength(told);
  });

  it('says nothing of one that has expired and passes', () => {
    const { warnings, notices } = verdictOf([['k', 'passed']], {}, '2026-11-01');
    expect([...warnings, ...notices]).toEqual([]);
  });
});
