import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type DoksiOptions, type DoksiSandbox, SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import { fateOf, momentOf } from '../../sandbox/doksi/fates.ts';

const open: DoksiSandbox[] = [];
let clockMs = 0;

afterEach(async () => {
  await Promise.all(open.splice(0).map((doksi) => doksi.close()));
});

async function start(options: DoksiOptions = {}): Promise<DoksiSandbox> {
  clockMs = Date.UTC(2026, 3, 14, 14, 22, 10);
  const doksi = await startDoksi({ now: () => clockMs, ...options });
  open.push(doksi);
  return doksi;
}

interface Answered {
  status: number;
  body: unknown;
}

async function call(doksi: DoksiSandbox, method: string, path: string, body?: unknown): Promise<Answered> {
  const response = await fetch(`${doksi.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const web = (...testIds: string[]): Record<string, unknown> => ({
  platform: 'web',
  web_url: 'https://staging.example.com',
  test_ids: testIds,
});

async function createRun(doksi: DoksiSandbox, ...testIds: string[]): Promise<string> {
  const { body } = await call(doksi, 'POST', '/runs', { matrix: [web(...testIds)] });
  return z.object({ run_id: z.string() }).parse(body).run_id;
}

describe('an API key', () => {
  it.each([undefined, 'Bearer dk_live_wrong', SANDBOX_API_KEY])('is asked for: %s', async (authorization) => {
    const doksi = await start();
    const response = await fetch(`${doksi.url}/runs/run_0001`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });

  it('is one of those the sandbox was given', async () => {
    const doksi = await start({ apiKeys: ['mine'] });
    expect(await call(doksi, 'POST', '/uploads', {})).toMatchObject({ status: 401 });
  });

  it('has the shape of a Doksi key by default', () => {
    expect(SANDBOX_API_KEY).toMatch(/^dk_live_[0-9a-f]{40}$/);
  });
});

describe('POST /runs', () => {
  it('answers at once with a result for every test', async () => {
    const doksi = await start();
    expect(await call(doksi, 'POST', '/runs', { matrix: [web('a', 'b/c')], label: 'passed through' })).toEqual({
      status: 201,
      body: {
        run_id: 'run_0001',
        results: [
          {
            result_id: 'res_0001',
            test_id: 'a',
            url: 'https://app.doksi.ai/verify/tests/a/runs/res_0001',
          },
          {
            result_id: 'res_0002',
            test_id: 'b/c',
            url: 'https://app.doksi.ai/verify/tests/b%2Fc/runs/res_0002',
          },
        ],
      },
    });
  });

  it('takes entries with keys that it does not know', async () => {
    const doksi = await start();
    const entry = { ...web('a'), auth: { user: 'mona', nested: [{ deep: true }] } };
    expect(await call(doksi, 'POST', '/runs', { matrix: [entry] })).toMatchObject({ status: 201 });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'not JSON'],
    ['no matrix', {}, 'matrix'],
    ['an empty matrix', { matrix: [] }, 'matrix'],
    ['no tests', { matrix: [{ ...web(), test_ids: [] }] }, 'matrix[0].test_ids'],
    ['a number as a test', { matrix: [web('a'), { ...web(), test_ids: [123] }] }, 'matrix[1].test_ids[0]'],
    ['no target', { matrix: [{ platform: 'web', test_ids: ['a'] }] }, 'exactly one of'],
    ['two targets', { matrix: [{ ...web('a'), target_id: 'tgt_0001' }] }, 'exactly one of'],
    ['no platform', { matrix: [{ web_url: 'https://example.com', test_ids: ['a'] }] }, 'matrix[0].platform'],
    ['a URL of another kind', { matrix: [{ ...web('a'), web_url: 'ftp://example.com' }] }, 'web_url'],
    ['a target of nobody', { matrix: [{ platform: 'android', target_id: 'tgt_9999', test_ids: ['a'] }] }, 'tgt_9999'],
  ])('refuses %s', async (_, body, reason) => {
    const doksi = await start();
    expect(await call(doksi, 'POST', '/runs', body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(reason) },
    });
  });

  it('spends the allowance, and refuses a run that needs more than is left', async () => {
    const doksi = await start({ allowance: 3 });
    await createRun(doksi, 'a', 'b');
    expect(await call(doksi, 'POST', '/runs', { matrix: [web('c', 'd')] })).toEqual({
      status: 402,
      body: { error: expect.any(String), requested: 2, remaining: 1 },
    });
    expect(await call(doksi, 'POST', '/runs', { matrix: [web('c')] })).toMatchObject({ status: 201 });
  });
});

describe('GET /runs/{id}', () => {
  it('tells everything that is documented', async () => {
    const doksi = await start();
    const runId = await createRun(doksi, 'pass-3s-checkout-flow', 'stuck');
    clockMs += 42_000;
    expect(await call(doksi, 'GET', `/runs/${runId}`)).toEqual({
      status: 200,
      body: {
        run_id: runId,
        status: 'running',
        tests_total: 2,
        tests_passed: 1,
        tests_failed: 0,
        tests_running: 1,
        duration_seconds: 42,
        created_at: '2026-04-14T14:22:10.000Z',
        updated_at: '2026-04-14T14:22:13.000Z',
        results: [
          {
            result_id: 'res_0001',
            test_id: 'pass-3s-checkout-flow',
            test_name: 'Checkout flow',
            status: 'passed',
            duration_seconds: 2,
            url: 'https://app.doksi.ai/verify/tests/pass-3s-checkout-flow/runs/res_0001',
            destination: { platform: 'web', web_url: 'https://staging.example.com' },
          },
          expect.objectContaining({ result_id: 'res_0002', status: 'running', duration_seconds: 42 }),
        ],
      },
    });
  });

  it.each<[string[], string, Record<string, number>]>([
    [['pass-1s', 'skip-2s', 'odd-2s'], 'passed', { tests_total: 3, tests_passed: 1, tests_running: 0 }],
    [['pass-1s', 'fail-2s'], 'failed', { tests_total: 2, tests_passed: 1, tests_failed: 1 }],
    [['fail-1s', 'stuck'], 'running', { tests_total: 2, tests_failed: 1, tests_running: 1 }],
    [['none'], 'passed', { tests_total: 0, tests_passed: 0 }],
  ])('rolls %j up to %s', async (testIds, status, counts) => {
    const doksi = await start();
    const runId = await createRun(doksi, ...testIds);
    expect(await call(doksi, 'GET', `/runs/${runId}`)).toMatchObject({ body: { status: 'queued' } });
    clockMs += 60_000;
    expect(await call(doksi, 'GET', `/runs/${runId}`)).toMatchObject({ body: { status, ...counts } });
  });

  it('lets a flaky test fail once on each destination', async () => {
    const doksi = await start();
    const other = { ...web('flaky-1s'), web_url: 'https://other.example.com' };
    const statuses = async (...matrix: unknown[]): Promise<unknown> => {
      const created = await call(doksi, 'POST', '/runs', { matrix });
      clockMs += 2000;
      const { run_id } = z.object({ run_id: z.string() }).parse(created.body);
      const { body } = await call(doksi, 'GET', `/runs/${run_id}`);
      return z
        .object({ results: z.array(z.object({ status: z.string() })) })
        .parse(body)
        .results.map(({ status }) => status);
    };
    expect(await statuses(web('flaky-1s'))).toEqual(['failed']);
    expect(await statuses(web('flaky-1s'), other)).toEqual(['passed', 'failed']);
    expect(await statuses(other)).toEqual(['passed']);
  });

  it('knows no run that was not created, nor one that is still hidden', async () => {
    const doksi = await start({ hiddenForMs: 5000 });
    expect(await call(doksi, 'GET', '/runs/run_9999')).toEqual({
      status: 404,
      body: { error: expect.stringContaining('run_9999') },
    });
    const runId = await createRun(doksi, 'a');
    expect(await call(doksi, 'GET', `/runs/${runId}`)).toMatchObject({ status: 404 });
    clockMs += 5000;
    expect(await call(doksi, 'GET', `/runs/${runId}`)).toMatchObject({ status: 200 });
  });
});

describe('anything else', () => {
  it('is not found, or not allowed', async () => {
    const doksi = await start();
    expect(await call(doksi, 'GET', '/tests')).toMatchObject({ status: 404 });
    expect(await call(doksi, 'GET', '/runs')).toMatchObject({ status: 405 });
    expect(await call(doksi, 'DELETE', '/runs/run_0001')).toMatchObject({ status: 405 });
  });
});

describe('the log of requests', () => {
  it('has them all, with what was answered', async () => {
    const finished: string[] = [];
    const doksi = await start({ onRequest: ({ path }) => finished.push(path) });
    await createRun(doksi, 'a');
    await call(doksi, 'GET', '/runs/nobody');
    expect(doksi.requests).toMatchObject([
      { method: 'POST', path: '/external/integration/cicd/runs', status: 201, atMs: clockMs },
      { method: 'GET', path: '/external/integration/cicd/runs/nobody', status: 404, body: '' },
    ]);
    expect(doksi.requests[0]?.headers.authorization).toBe(`Bearer ${SANDBOX_API_KEY}`);
    expect(JSON.parse(doksi.requests[0]?.body ?? '')).toEqual({ matrix: [web('a')] });
    await doksi.close();
    expect(finished).toHaveLength(2);
  });
});

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
