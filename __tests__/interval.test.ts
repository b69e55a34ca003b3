import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adaptiveIntervalMs, firstIntervalMs } from '../src/run/interval.ts';

/** When a run is asked about, in seconds of its age, with the given luck and an answer that takes no time. */
function questions(luck: number, untilSeconds: number): number[] {
  const asked: number[] = [];
  let age = firstIntervalMs(() => luck);
  while (age <= untilSeconds * 1000) {
    asked.push(age / 1000);
    age += adaptiveIntervalMs(age);
  }
  return [...asked, age / 1000];
}

/** Mean seconds between a run's end and the question that notices it, over runs of about this length. */
function meanWait(seconds: number): number {
  const waits = Array.from({ length: 2000 }, (_, index) => {
    const luck = ((index * 7919) % 2000) / 2000;
    const end = seconds * (0.75 + index / 4000);
    return Math.min(...questions(luck, end).filter((asked) => asked >= end)) - end;
  });
  return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
}

describe('the adaptive interval', () => {
  it.each([
    [20, 2],
    [60, 3.5],
    [120, 5],
    [900, 7.5],
  ])('notices the end of runs of about %d s within %d s in the mean', (seconds, limit) => {
    expect(meanWait(seconds)).toBeLessThanOrEqual(limit);
  });

  it('asks no more often than every 10 s over ten minutes and more, and at least every 15 s', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 600, max: 7200 }),
        (luck, seconds) => {
          const asked = questions(luck, seconds);
          expect(asked.length - 1).toBeLessThanOrEqual(seconds / 10);
          const gaps = asked.map((at, index) => at - (asked[index - 1] ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(15);
        },
      ),
    );
  });
});
