import { describe, expect, it } from '@jest/globals';
import type { Reply } from '../../campaign/play/reply.ts';
import { created, passed, play } from '../properties/world.ts';

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

type Answer = Extract<Reply, { kind: 'answer' }>;
const tired: Answer = { kind: 'answer', status: 429, text: '{"error":"Slow down."}', afterMs: LATENCY_MS };
const running: Answer = { ...tired, status: 200, text: '{"status":"running","tests_total":1}' };

describe('Retry-After goes before the interval', () => {
  it.each<[string, Reply, number]>([
    ['in seconds', { ...tired, retryAfter: '30' }, 30_000],
    ['as a date', { ...tired, status: 503, retryAfter: 30_000 }, 30_000],
    ['of an answer that is in order', { ...running, retryAfter: '30' }, 30_000],
    ['not where it is shorter', { ...tired, retryAfter: '0' }, INTERVAL_MS],
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
