import { describe, expect, it } from '@jest/globals';
import { API } from '../../src/doksi/servers.ts';
import { InvalidResponseError, RejectedError, type RequestError, ResponseTimeoutError } from '../../src/http/errors.ts';
import { adaptiveIntervalMs } from '../../src/run/follow.ts';
import { results, runState } from '../builders.ts';
import { play } from './stage.ts';

const purpose = { server: API, purpose: "read the run's status" };
const passed = runState(results({ login: 'passed' }));
const running = runState(results({ login: 'running' }), { status: 'running' });
const notFound = new RejectedError(purpose, { text: 'There is no such run.' }, { status: 404 });
const unavailable = new RejectedError(purpose, { text: '' }, { status: 503 });
const page = new InvalidResponseError(purpose, 'an HTML page', { status: 200 });
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

describe('a run that Doksi does not find', () => {
  it('is polled for a minute after its creation', async () => {
    expect((await play({ runs: [[...times(5, notFound), passed]] })).outcome.conclusion).toBe('passed');
  });

  it('is given up after that minute, whenever it disappears', async () => {
    const early = await play({ runs: [[notFound]] });
    expect(early.outcome.conclusion).toBe('error');
    expect(early.tookMs).toBe(MINUTE_MS);
    const late = await play({ runs: [[...times(10, running), notFound]] });
    expect(late.outcome.conclusion).toBe('error');
    expect(late.tookMs).toBe(110 * SECOND_MS);
  });
});

describe('failed polls', () => {
  it.each<[string, RequestError]>([
    ['503', unavailable],
    ['an HTML page', page],
    ['no response', new ResponseTimeoutError(purpose, 30_000)],
  ])('are tolerated for almost 5 minutes: %s', async (_, failure) => {
    expect((await play({ runs: [[...times(30, failure), passed]] })).outcome.conclusion).toBe('passed');
  });

  it('are an error after 5 minutes, which says that no test is known to have failed', async () => {
    const { outcome, tookMs } = await play({ runs: [[running, unavailable]] });
    expect(outcome.conclusion).toBe('error');
    expect(outcome.what).toBe('No status from Doksi for 5m 00s (last error: 503 Service Unavailable).');
    expect(outcome.next).toContain('The run may continue in the cloud.');
    expect(tookMs).toBeLessThan(6 * MINUTE_MS);
  });

  it('are an error at once if Doksi rejects the key', async () => {
    const rejected = new RejectedError(purpose, { text: 'Unknown API key.' }, { status: 401 });
    const { outcome, pollsMs } = await play({ runs: [[running, rejected]] });
    expect(outcome.conclusion).toBe('error');
    expect(pollsMs).toHaveLength(2);
  });
});

describe('the timeout', () => {
  it('ends a run that is still in progress as timed out', async () => {
    const { outcome, tookMs } = await play({ runs: [[running]], plan: { timeoutMs: 5 * MINUTE_MS } });
    expect(outcome).toMatchObject({
      conclusion: 'timed-out',
      headline: 'still running after 5 minutes',
    });
    expect(tookMs).toBe(5 * MINUTE_MS);
  });

  it('is an error if Doksi did not respond in the last minute', async () => {
    const { outcome } = await play({
      runs: [[...times(20, running), unavailable]],
      plan: { timeoutMs: 5 * MINUTE_MS },
    });
    expect(outcome.conclusion).toBe('error');
    expect(outcome.what).toContain('No status from Doksi at the end of the 5 minutes');
  });
});

describe('Retry-After', () => {
  it.each([
    ['replaces a shorter interval', 30_000, 30_000],
    ['does not shorten the interval', 0, 10_000],
  ])('%s', async (_, retryAfterMs, waitMs) => {
    const { pollsMs } = await play({ runs: [[[running, retryAfterMs], passed]] });
    const [first = NaN, second = NaN] = pollsMs;
    expect(second - first).toBe(waitMs);
  });
});

describe('the adaptive interval', () => {
  /** The moments (seconds) of polls that are answered at once; `random` is from 0 to 1. */
  function polls(untilSeconds: number, random: number): number[] {
    const moments: number[] = [];
    for (let at = 2 * (1 + random); at <= untilSeconds; at += adaptiveIntervalMs(at * 1000) / 1000) moments.push(at);
    return moments;
  }
  const randoms = Array.from({ length: 200 }, (_, index) => index / 200);

  it.each([
    [20, 2],
    [60, 3.5],
    [120, 5],
    [300, 7.5],
    [3600, 7.5],
  ])('notices the end of a run of %d s within %d s on average', (seconds, limit) => {
    const delays = randoms.map((random) => {
      const next = polls(seconds + 20, random).find((at) => at >= seconds) ?? NaN;
      return next - seconds;
    });
    expect(delays.reduce((sum, delay) => sum + delay, 0) / delays.length).toBeLessThanOrEqual(limit);
  });

  it('never needs more requests than a 10 s loop from ten minutes on, and never waits over 15 s', () => {
    const excess = randoms.flatMap((random) =>
      polls(7200, random).map((at, index) => (at < 600 ? 0 : index + 1 - at / 10)),
    );
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
    expect(adaptiveIntervalMs(7_200_000)).toBeLessThanOrEqual(15_000);
  });
});
