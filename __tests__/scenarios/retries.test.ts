import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { withWorkspace, apkOf } from '../workspace.ts';
import { countOf, errorOf, run, start, tests, until, warnings, WEB_URL, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

const Body = z.looseObject({ matrix: z.array(z.looseObject({ test_ids: z.array(z.string()) })) });

/** The bodies of all `POST /runs`. */
function bodies({ requests }: DoksiSandbox): z.infer<typeof Body>[] {
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/runs'))
    .map(({ body }) => Body.parse(JSON.parse(body)));
}

const RETRY = { retries: '1' };

describe('with retries', () => {
  it.concurrent('only the flaky test runs again, and the step passes', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s', 'flaky-0s-checkout', 'pass-0s-search'), ...RETRY });
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        conclusion: 'passed',
        status: 'passed',
        'run-id': 'run_0001',
        'tests-total': '3',
        'tests-passed': '2',
        'tests-failed': '0',
        'tests-flaky': '1',
        'failed-tests': '[]',
      });
      expect(JSON.parse(step.outputs['flaky-tests'] ?? '')).toMatchObject([
        { test_id: 'flaky-0s-checkout', status: 'passed', run_id: 'run_0002', attempts: 2 },
      ]);
      expect(bodies(doksi).map(({ matrix }) => matrix)).toEqual([
        [{ platform: 'web', web_url: WEB_URL, test_ids: ['pass-0s', 'flaky-0s-checkout', 'pass-0s-search'] }],
        [{ platform: 'web', web_url: WEB_URL, test_ids: ['flaky-0s-checkout'] }],
      ]);
      expect(step.log).toContain('Retry 1 of 1: 1 failed test runs again, which spends allowance');
      expect(step.log).toContain('Run run_0002 started');
      expect(step.summary).toMatch(/^## ✅ Doksi: all 3 tests passed, 1 of them flaky\n/);
      expect(step.summary).toMatch(/\[failed once\]\(\S+res_0002\), then passed/);
      const flaky = step.commands.find(({ properties }) => properties['title']?.includes('flaky'));
      expect(flaky).toMatchObject({ command: 'warning', message: expect.stringMatching(/^Checkout/) });
    }),
  );

  it.concurrent('a test that fails twice passes with two', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('shaky-0s', 'pass-0s'), retries: '2' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'tests-flaky': '1' } });
      expect(bodies(doksi)).toHaveLength(3);
      expect(step.summary).toMatch(/\[failed twice\]\(\S+\), then passed/);
    }),
  );

  it.concurrent('a test that fails every time is failed, with the number of runs', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s', 'flaky-0s', 'pass-0s'), retries: '2' });
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '1', 'tests-flaky': '1' });
      expect(bodies(doksi).map(({ matrix }) => matrix.flatMap(({ test_ids }) => test_ids))).toEqual([
        ['fail-0s', 'flaky-0s', 'pass-0s'],
        ['fail-0s', 'flaky-0s'],
        ['fail-0s'],
      ]);
      expect(errorOf(step)).toContain('1 of 3 Doksi tests failed in 3 runs');
    }),
  );

  it.concurrent('a flaky test fails the step with fail-on-flaky, although the conclusion is passed', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('flaky-0s'), ...RETRY, 'fail-on-flaky': 'true' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'passed', 'tests-flaky': '1' } });
      expect(errorOf(step)).toContain('fail-on-flaky');
      expect(step.summary).toMatch(/^## ❌ Doksi: the test passed.* flaky, and fail-on-flaky is on\n/);
    }),
  );

  it.concurrent('a test of two entries runs again under the entry in which it failed', () =>
    withDoksi(async (doksi) => {
      const matrix = JSON.stringify([
        { web_url: 'https://one.example', test_ids: ['flaky-0s', 'pass-0s'], login: { role: 'admin' } },
        { web_url: 'https://two.example', test_ids: ['flaky-0s'] },
      ]);
      // The test has failed on the second one before, so it passes there.
      await run(doksi, { 'web-url': 'https://two.example', 'test-ids': 'flaky-0s' });
      const step = await run(doksi, { matrix, ...RETRY });
      expect(step.outputs).toMatchObject({ conclusion: 'passed', 'tests-total': '3', 'tests-flaky': '1' });
      expect(bodies(doksi).at(-1)?.matrix).toEqual([
        { platform: 'web', web_url: 'https://one.example', test_ids: ['flaky-0s'], login: { role: 'admin' } },
      ]);
    }),
  );

  it.concurrent('an app is not uploaded again', () =>
    withWorkspace({ 'app.apk': apkOf('app') }, (workspace) =>
      withDoksi(async (doksi) => {
        const step = await run(doksi, { apk: 'app.apk', 'test-ids': 'flaky-0s, pass-0s', ...RETRY }, { workspace });
        expect(step).toMatchObject({ exitCode: 0, outputs: { 'tests-flaky': '1', 'target-id': 'tgt_0001' } });
        expect(countOf(doksi, 'PUT')).toBe(1);
        expect(bodies(doksi).at(-1)?.matrix).toEqual([
          { platform: 'android', target_id: 'tgt_0001', test_ids: ['flaky-0s'] },
        ]);
      }),
    ),
  );

  it.concurrent('tests that neither passed nor failed do not run again', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('flaky-0s', 'skip-0s-wallet'), ...RETRY });
      expect(
        bodies(doksi)
          .at(-1)
          ?.matrix.flatMap(({ test_ids }) => test_ids),
      ).toEqual(['flaky-0s']);
      // The skipped test may be why the first run failed.
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-flaky': '1' } });
      expect(errorOf(step)).toMatch(/1 test neither passed nor failed: Wallet/);
    }),
  );

  it.concurrent('nothing runs again if nothing failed', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s', 'skip-0s'), retries: '5' });
      expect(step.outputs['conclusion']).toBe('passed');
      expect(bodies(doksi)).toHaveLength(1);
    }),
  );
});

describe('a retry that cannot be completed leaves the first verdict, and the warning says why:', () => {
  const FIRST = { exitCode: 1, outputs: { conclusion: 'failed', 'run-id': 'run_0001', 'tests-failed': '1' } };

  it.concurrent('the allowance is used up', () =>
    withDoksi(
      async (doksi) => {
        const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), ...RETRY });
        expect(step).toMatchObject(FIRST);
        expect(warnings(step)).toContain('Your test allowance is used up');
        expect(bodies(doksi)).toHaveLength(2);
      },
      { allowance: 2 },
    ),
  );

  it.concurrent('the request that creates it may have arrived', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'drop', processed: true, after: 1, times: 9 });
      const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), ...RETRY });
      expect(step).toMatchObject(FIRST);
      expect(warnings(step)).toContain('The run may exist');
      expect(bodies(doksi)).toHaveLength(2);
    }),
  );

  it.concurrent('the timeout expires', () =>
    withDoksi(async (doksi) => {
      // The second run stays in progress.
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'running', after: 1, times: 99 });
      const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), ...RETRY, 'timeout-minutes': '0.12' });
      expect(step).toMatchObject(FIRST);
      expect(warnings(step)).toContain('still in progress');
      expect(step.summary).toContain('run_0002');
    }),
  );

  it.concurrent('Doksi rejects the request for its status', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 403, after: 1, times: 99 });
      const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), ...RETRY });
      expect(step).toMatchObject(FIRST);
      expect(warnings(step)).toContain('HTTP 403');
    }),
  );

  it.concurrent('the failed test has no id', () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ status: 'failed', tests_total: 1, tests_failed: 1, results: [] });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      const step = await run(doksi, { ...tests('fail-0s'), ...RETRY });
      expect(step).toMatchObject(FIRST);
      expect(warnings(step)).toContain('were not run again');
      expect(bodies(doksi)).toHaveLength(1);
    }),
  );
});

describe('a cancelled retry', () => {
  onPosix('signals').concurrent('is cancelled, also with an open gate, and keeps what was known', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'running', after: 1, times: 99 });
      const step = start(doksi, { ...tests('fail-0s', 'pass-0s'), ...RETRY, 'fail-on-failure': 'false' });
      await until(() => step.log().includes('Run run_0002 started'));
      step.kill('SIGINT');
      const finished = await step.done;
      expect(finished).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'cancelled', 'run-id': 'run_0001', 'tests-failed': '1' },
      });
      expect(errorOf(finished)).toContain('run_0002');
    }),
  );
});

describe('retries', () => {
  it.concurrent.each([
    [{ ...tests('a'), wait: 'false' }, 'wait'],
    [{ 'run-id': 'run_0001' }, 'run-id'],
  ])('with %j are an input error', (inputs, why) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...inputs, ...RETRY });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toMatch(new RegExp(`retries .*${why}`));
      expect(doksi.requests).toHaveLength(0);
    }),
  );

  it.concurrent('show in a dry run how many tests they may run', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('a', 'b'), retries: '2', 'dry-run': 'true' });
      expect(step.outputs['conclusion']).toBe('dry-run');
      expect(step.log).toContain('run again up to 2 times: at most 6 tests spend allowance');
    }),
  );
});
