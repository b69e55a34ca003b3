import { describe, expect, it } from '@jest/globals';
import { decide, type Conclusion } from '../../src/results/outcome.ts';
import { resultsOf } from '../../src/results/results.ts';
import { outcome, results, run } from '../builders.ts';

const ON = {
  'fail-on-failure': true,
  'fail-on-timeout': true,
  'fail-on-no-tests': true,
  'fail-on-flaky': true,
};
const OFF = {
  'fail-on-failure': false,
  'fail-on-timeout': false,
  'fail-on-no-tests': false,
  'fail-on-flaky': false,
};
const NO_TESTS = { headline: '', results: resultsOf([]) };

describe('the gates', () => {
  it.each<[Conclusion, boolean, boolean]>([
    ['passed', true, true],
    ['failed', false, true],
    ['no-tests', false, true],
    ['timed-out', false, true],
    ['cancelled', false, false],
    ['error', false, false],
    ['skipped', true, true],
    ['started', true, true],
    ['dry-run', true, true],
  ])('make %s green: %s if they are on, %s if they are off', (conclusion, on, off) => {
    expect(decide({ ...NO_TESTS, conclusion }, ON).isGreen).toBe(on);
    expect(decide({ ...NO_TESTS, conclusion }, OFF).isGreen).toBe(off);
  });

  it.each<[Conclusion, string | undefined, string | undefined]>([
    ['passed', 'success', 'success'],
    ['failed', 'failure', 'neutral'],
    ['no-tests', 'failure', 'neutral'],
    ['timed-out', 'timed_out', 'neutral'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['error', 'failure', 'failure'],
    ['skipped', 'skipped', 'skipped'],
    ['started', undefined, undefined],
    ['dry-run', undefined, undefined],
  ])('make the check run of %s %s if they are on, %s if they are off', (conclusion, on, off) => {
    expect(decide({ ...NO_TESTS, conclusion }, ON).check).toBe(on);
    expect(decide({ ...NO_TESTS, conclusion }, OFF).check).toBe(off);
  });

  it.each<[Conclusion, string]>([
    ['failed', 'fail-on-failure'],
    ['no-tests', 'fail-on-no-tests'],
    ['timed-out', 'fail-on-timeout'],
  ])('make %s red if only %s is on', (conclusion, gate) => {
    expect(decide({ ...NO_TESTS, conclusion }, { ...OFF, [gate]: true })).toMatchObject({ isGreen: false, open: [] });
    expect(decide({ ...NO_TESTS, conclusion }, { ...ON, [gate]: false })).toMatchObject({
      isGreen: true,
      open: [gate],
    });
  });

  it('make the check run neutral where they let something pass', () => {
    expect(decide({ ...NO_TESTS, conclusion: 'failed' }, OFF)).toMatchObject({
      check: 'neutral',
      open: ['fail-on-failure'],
    });
    expect(decide({ ...NO_TESTS, conclusion: 'started' }, OFF).check).toBeUndefined();
  });

  const flaky = outcome({
    runs: [run({ results: results({ a: 'failed' }) }), run({ results: results({ a: 'passed' }) })],
  });

  it('fail a step with flaky tests only if fail-on-flaky is on', () => {
    expect(decide(flaky, ON)).toEqual({
      isGreen: false,
      closed: 'fail-on-flaky',
      open: [],
      headline: { mark: '❌', text: `${flaky.headline}, and fail-on-flaky is on` },
      check: 'failure',
    });
    expect(decide(flaky, OFF)).toEqual({
      isGreen: true,
      closed: undefined,
      open: ['fail-on-flaky'],
      headline: { mark: '✅', text: flaky.headline },
      check: 'success',
    });
  });

  it('name every gate that lets something pass, and none of a step that is red', () => {
    const failed = { ...flaky, conclusion: 'failed' } as const;
    const allOpen = decide(failed, OFF);
    expect(allOpen).toMatchObject({ isGreen: true, open: ['fail-on-failure', 'fail-on-flaky'], check: 'neutral' });
    expect(decide(failed, ON)).toMatchObject({ isGreen: false, closed: 'fail-on-failure', open: [] });
    expect(decide(failed, { ...OFF, 'fail-on-flaky': true })).toMatchObject({ closed: 'fail-on-flaky', open: [] });
    for (const gates of [ON, OFF]) {
      const error = decide({ ...flaky, conclusion: 'error', headline: 'it broke' }, gates);
      const headline = { mark: '❗', text: 'it broke' };
      expect(error).toEqual({ isGreen: false, closed: undefined, open: [], headline, check: 'failure' });
    }
  });
});
