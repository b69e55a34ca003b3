import { describe, expect, it } from '@jest/globals';
import { fateOf, momentOf } from '../../sandbox/doksi/fates.ts';

const statusAt = (testId: string, seconds: number, runsBefore = 0): string =>
  momentOf(fateOf(testId), seconds * 1000, runsBefore).status;

describe('a test id', () => {
  it('tells the fate, the time and the name', () => {
    expect(fateOf('fail-5s-checkout-flow')).toEqual({
      ending: 'fail',
      seconds: 5,
      testName: 'Checkout flow',
    });
    expect(fateOf('pass-0.2s')).toEqual({ ending: 'pass', seconds: 0.2, testName: 'pass-0.2s' });
    expect(fateOf('stuck')).toMatchObject({ ending: 'stuck' });
  });

  it.each(['abc123', 'fail-safe', 'failed-3s', 'pass-s', ''])('%j means: passes after a second', (testId) => {
    expect(fateOf(testId)).toEqual({ ending: 'pass', seconds: 1, testName: testId });
  });
});

describe('a test', () => {
  it('is queued, then running, then ends', () => {
    expect(statusAt('pass-10s', 0)).toBe('queued');
    expect(statusAt('pass-10s', 1)).toBe('running');
    expect(statusAt('pass-10s', 9.9)).toBe('running');
    expect(statusAt('pass-10s', 10)).toBe('passed');
  });

  it.each([
    ['pass-2s', 'passed'],
    ['fail-2s', 'failed'],
    ['skip-2s', 'skipped'],
    ['odd-2s', 'quarantined'],
    ['stuck-2s', 'running'],
  ])('%s is in the end %s', (testId, status) => {
    expect(statusAt(testId, 10_000)).toBe(status);
  });

  it('that is flaky fails only where it is new, a shaky one once more', () => {
    expect(statusAt('flaky-2s', 2, 0)).toBe('failed');
    expect(statusAt('flaky-2s', 2, 1)).toBe('passed');
    expect(statusAt('shaky-2s', 2, 1)).toBe('failed');
    expect(statusAt('shaky-2s', 2, 2)).toBe('passed');
  });

  it('knows how long it ran and when it last changed', () => {
    const fate = fateOf('pass-10s');
    expect(momentOf(fate, 500, 0)).toMatchObject({ durationSeconds: null, changedAtMs: 0 });
    expect(momentOf(fate, 4000, 0)).toMatchObject({ durationSeconds: 3, changedAtMs: 1000 });
    expect(momentOf(fate, 99_000, 0)).toMatchObject({ durationSeconds: 9, changedAtMs: 10_000 });
  });
});
