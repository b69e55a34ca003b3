import { describe, expect, it } from '@jest/globals';
import { answer, created, passed, play, type Reply, running } from '../properties/world.ts';

const INTERVAL_MS = 5000;
/** How long an answer takes, in milliseconds. */
const LATENCY_MS = 50;

/** When the run was asked about (milliseconds from the begin), where the first question is answered so. */
async function askedAtMs(first: Reply): Promise<number[]> {
  const { gets, outcome } = await play({
    kind: 'new',
    timeoutMs: 600_000,
    pollIntervalMs: INTERVAL_MS,
    onPost: created,
    onGet: (number) => (number === 0 ? first : passed),
  });
  expect(outcome.conclusion).toBe('passed');
  return gets.map(({ sentAtMs }) => sentAtMs);
}

const after = (reply: Reply, retryAfter: string | number): Reply => ({ ...reply, retryAfter });
const tired = answer({ error: 'Slow down.' }, 429);
const down = answer({ error: 'Down.' }, 503);

describe('Retry-After goes before the interval', () => {
  it.each<[string, Reply, number]>([
    ['in seconds', after(tired, '30'), 30_000],
    ['as a date', after(down, 30_000), 30_000],
    ['of an answer that is in order', after(running, '30'), 30_000],
    ['not where it is shorter', after(tired, '0'), INTERVAL_MS],
    ['where there is none', tired, INTERVAL_MS],
  ])('%s', async (_, first, waitMs) => {
    const [asked = NaN, again = NaN, ...more] = await askedAtMs(first);
    expect(more).toEqual([]);
    const waitedMs = again - asked - LATENCY_MS;
    // A date has no milliseconds.
    expect(waitedMs).toBeGreaterThan(waitMs - 1000);
    expect(waitedMs).toBeLessThanOrEqual(waitMs);
  });
});
