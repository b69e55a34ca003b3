import { describe, expect, it } from '@jest/globals';
import { decide } from '../src/results/gates.ts';
import { resultsOf } from '../src/results/results.ts';
import { settled } from './results/factory.ts';

const ON = {
  'fail-on-failure': true,
  'fail-on-timeout': true,
  'fail-on-no-tests': true,
  'fail-on-flaky': true,
} as const;
const OFF = { ...ON, 'fail-on-failure': false, 'fail-on-timeout': false, 'fail-on-no-tests': false } as const;

describe('a gate', () => {
  const flaky = resultsOf([settled([['a', 'failed']]), settled([['a', 'passed']])]);

  it('for flaky tests makes a passed step red, and says that it was the one', () => {
    expect(decide({ conclusion: 'passed', results: flaky }, ON)).toMatchObject({
      isGreen: false,
      closed: 'fail-on-flaky',
    });
    expect(decide({ conclusion: 'passed', results: flaky }, { ...ON, 'fail-on-flaky': false }).isGreen).toBe(
      true,
    );
  });

  it.each(['error', 'cancelled'] as const)('lets no step pass that ended as %s', (conclusion) => {
    const gates = { ...OFF, 'fail-on-flaky': false };
    expect(decide({ conclusion, results: resultsOf([]) }, gates)).toMatchObject({ isGreen: false, open: [] });
  });
});
