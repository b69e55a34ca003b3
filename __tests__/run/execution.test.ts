import { describe, expect, it } from '@jest/globals';
import { API } from '../../src/doksi/servers.ts';
import { InvalidResponseError, RejectedError, type RequestError, ResponseTimeoutError } from '../../src/http/errors.ts';
import { adaptiveIntervalMs } from '../../src/run/follow.ts';
import { results, runState, knownFailure } from '../builders.ts';
import { play, type Played, type Poll, web } from './stage.ts';
import { RunState } from '../../src/doksi/schemas.ts';
import type { ResolvedEntry } from '../../src/plan/plan.ts';
import { testsOf } from '../../src/results/tests.ts';
import { selectEntries } from '../../src/run/select.ts';

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
    expect(outcome.next).toMatch(/^No test is known to have failed\. The run may continue in the cloud\./);
    expect(tookMs).toBeLessThan(6 * MINUTE_MS);
  });

  it('do not hide that a test has failed before', async () => {
    const failing = runState(results({ login: 'failed' }), { status: 'running' });
    const { outcome } = await play({ runs: [[failing, unavailable]] });
    expect(outcome.conclusion).toBe('error');
    expect(outcome.next).toMatch(/^The run may continue in the cloud\./);
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

type Statuses = Readonly<Record<string, string>>;

/** A step with five retries; each run settles at once with these results, and `fields` in place of what follows from them. */
function retrying(
  entries: Parameters<typeof web>[],
  ...runs: (Statuses | [Statuses, Readonly<Record<string, unknown>>])[]
): Promise<Played> {
  return play({
    entries: entries.map((ids) => web(...ids)),
    plan: { retries: 5 },
    runs: runs.map((run) => {
      const [statuses, fields] = Array.isArray(run) ? run : [run, {}];
      return [runState(results(statuses), fields)];
    }),
  });
}

function testIds({ bodies }: Played): unknown[] {
  return bodies.map((body) => JSON.stringify(body).match(/"test_ids":\[[^\]]*\]/g));
}

describe('a failed test', () => {
  it('runs again alone until it passes', async () => {
    const played = await retrying([['a', 'b']], { a: 'passed', b: 'failed' }, { b: 'failed' }, { b: 'passed' });
    expect(played.outcome).toMatchObject({
      conclusion: 'passed',
      what: 'All 2 Doksi tests passed, 1 of them flaky.',
    });
    expect(testIds(played)).toEqual([['"test_ids":["a","b"]'], ['"test_ids":["b"]'], ['"test_ids":["b"]']]);
  });

  it('does not run again if it then neither passed nor failed, and its failure stands', async () => {
    const { outcome, bodies } = await retrying([['a']], { a: 'failed' }, { a: 'skipped' });
    expect(bodies).toHaveLength(2);
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.warnings.join()).toContain('were not run again, because the last run has no result for them');
  });

  it('runs again without a test that was skipped meanwhile', async () => {
    const played = await retrying(
      [['a', 'b']],
      { a: 'failed', b: 'failed' },
      { a: 'failed', b: 'skipped' },
      { a: 'passed' },
    );
    expect(testIds(played)[2]).toEqual(['"test_ids":["a"]']);
    expect(played.outcome.conclusion).toBe('failed');
  });

  it('runs again in every entry that it may belong to, and the log says so', async () => {
    const played = await retrying(
      [['a'], ['a', 'b']],
      [
        { a: 'failed', b: 'passed' },
        { tests_total: 3, tests_passed: 2 },
      ],
      { a: 'passed' },
    );
    expect(testIds(played)[1]).toHaveLength(2);
    expect(played.lines.join('\n')).toMatch(/Retry 1 of 5: .*2 tests/);
  });

  it.each<[string, Statuses]>([
    ['has no result for it', {}],
    ['ran another test', { x: 'passed' }],
    ['failed because of another test', { x: 'failed' }],
  ])('still counts and does not run again if its retry %s, with a warning', async (_, later) => {
    const { outcome, bodies } = await retrying([['a', 'b']], { a: 'passed', b: 'failed' }, later);
    expect(bodies).toHaveLength(2);
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.warnings.join()).toContain('were not run again, because the last run has no result for them');
  });
});

describe('a requested test that Doksi does not report', () => {
  const unreported = { a: 'passed', b: 'failed' };

  it.each([undefined, null, 2, 0])('is no pass after a retry (%s tests in total)', async (tests_total) => {
    const run: [Statuses, Readonly<Record<string, unknown>>] = [unreported, { tests_total }];
    const { outcome } = await retrying([['a', 'b', 'c']], run, { b: 'passed' });
    expect(outcome).toMatchObject({ conclusion: 'failed', headline: 'the run failed', warnings: [] });
    expect(outcome.what).toMatch(/only [02] of the 3 requested tests/);
  });

  it('is no pass beside a known failure', async () => {
    const { outcome } = await play({
      entries: [web('a', 'b', 'c')],
      plan: { knownFailures: knownFailure('b') },
      runs: [[runState(results(unreported))]],
    });
    expect(outcome.conclusion).toBe('failed');
  });

  it('is only a warning if nothing failed', async () => {
    const { outcome } = await retrying([['a', 'b', 'c']], { a: 'passed', b: 'passed' });
    expect(outcome.conclusion).toBe('passed');
    expect(outcome.warnings.join()).toContain('Doksi ran only 2 of the 3 requested tests');
  });
});

it('a retry that cannot be followed leaves the verdict, with a warning', async () => {
  const { outcome } = await play({
    plan: { retries: 1 },
    runs: [[runState(results({ login: 'failed' }))], [new TypeError('broken')]],
  });
  expect(outcome.conclusion).toBe('failed');
  expect(outcome.warnings[0]).toMatch(/^Retry 1 could not be completed, so the verdict of the previous run stands\./);
  expect(outcome.runs).toHaveLength(2);
});

describe('a run in progress of an earlier attempt', () => {
  it.each<[string, Poll, string]>([
    ['passes', runState(results({ a: 'passed', b: 'passed' })), 'passed'],
    ['fails', runState(results({ a: 'passed', b: 'failed' })), 'failed'],
    ['passes without all tests of the matrix', runState(results({ a: 'passed' })), 'error'],
    ['passes with other tests', runState(results({ c: 'passed', d: 'passed' })), 'error'],
    ['passes, but counts more tests than it lists', runState(results({ a: 'passed' }), { tests_total: 2 }), 'error'],
  ])('that %s is followed, and no other is created', async (_, last, conclusion) => {
    const running = runState(results({ a: 'running' }), { status: 'running' });
    const played = await play({
      entries: [web('a', 'b')],
      prior: { kind: 'in-progress', runId: 'run1', runs: [], registered: [] },
      runs: [[running, last]],
    });
    expect(played.outcome.conclusion).toBe(conclusion);
    expect(played.bodies).toEqual([]);
  });
});

const entry = (value: string, testIds: readonly string[], extras = {}): ResolvedEntry => ({
  platform: 'web',
  target: { key: 'web_url', value },
  testIds,
  extras,
});
const android = (value: string, testIds: readonly string[]): ResolvedEntry => ({
  platform: 'android',
  target: { key: 'target_id', value },
  testIds,
  extras: {},
});

function selected(entries: readonly ResolvedEntry[], ...failed: readonly object[]): ResolvedEntry[] {
  const state = RunState.parse({
    status: 'failed',
    results: failed.map((result) => ({ ...result, status: 'failed' })),
  });
  return selectEntries(testsOf({ id: 'run', state }), entries);
}

describe('a failed test runs again', () => {
  it('under its entry, with all other fields of the entry', () => {
    const entries = [
      entry('https://x.example', ['a', 'b'], { login: { user: 'ann' } }),
      entry('https://y.example', ['c']),
    ];
    const destination = { platform: 'web', web_url: 'https://x.example/' };
    expect(selected(entries, { test_id: 'b', destination })).toEqual([
      entry('https://x.example', ['b'], { login: { user: 'ann' } }),
    ]);
  });

  it.each([{ target_id: 'tgt_1' }, { name: 'Storefront' }])(
    'only on the platform on which it failed, if the destination is %j',
    (place) => {
      const entries = [entry('https://x.example', ['a']), android('tgt_1', ['a', 'b'])];
      const destination = { platform: 'android', ...place };
      expect(selected(entries, { test_id: 'a', destination })).toEqual([android('tgt_1', ['a'])]);
    },
  );

  it.each([undefined, { platform: 'web' }, { web_url: 'https://elsewhere.example' }])(
    'in every entry that has it, if the destination %j does not identify one',
    (destination) => {
      const entries = [entry('https://x.example', ['a', 'b']), entry('https://y.example', ['a'])];
      expect(selected(entries, { test_id: 'a', destination })).toEqual([
        entry('https://x.example', ['a']),
        entry('https://y.example', ['a']),
      ]);
    },
  );

  it('never, if Doksi does not report its id', () => {
    expect(selected([entry('https://x.example', ['a'])], { test_name: 'A' }, { test_id: 'z' })).toEqual([]);
  });
});
