import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { errorOf, run, tests, warnings, WEB_URL, withDoksi } from './stage.ts';

/** Makes every request for the run's status return this body. */
function respond(doksi: DoksiSandbox, body: unknown): void {
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body: JSON.stringify(body), times: 99 });
}

describe('a run', () => {
  it.concurrent('passes if all its tests pass', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s-checkout', 'pass-0.5s'));
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        conclusion: 'passed',
        status: 'passed',
        'run-id': 'run_0001',
        'tests-total': '2',
        'tests-passed': '2',
        'tests-failed': '0',
        'failed-tests': '[]',
      });
      expect(step.outputs['duration-seconds']).toMatch(/^\d+$/);
      expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
        { test_id: 'pass-0s-checkout', test_name: 'Checkout', status: 'passed' },
        { test_id: 'pass-0.5s', status: 'passed' },
      ]);
      expect(step.summary).toMatch(/^## ✅ Doksi: all 2 tests passed\n/);
      expect(step.log).toMatch(/^ {2}✓ Checkout +web · staging\.example\.com +0s +https:\/\/app\.doksi\.ai/m);
      expect(step.log).toMatch(/^All 2 tests passed/m);
      expect(step.commands.map(({ command }) => command)).toEqual(['add-mask']);
    }),
  );

  it.concurrent('with a failed test fails, with the name and link of the test', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s', 'fail-0s-checkout'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({
        conclusion: 'failed',
        status: 'failed',
        'run-id': 'run_0001',
        'tests-total': '2',
        'tests-passed': '1',
        'tests-failed': '1',
      });
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toMatchObject([
        { test_id: 'fail-0s-checkout', destination: { platform: 'web', web_url: WEB_URL } },
      ]);
      expect(step.summary).toMatch(/^## ❌ Doksi: 1 of 2 tests failed\n/);
      const link = 'https://app.doksi.ai/verify/tests/fail-0s-checkout/runs/res_0002';
      expect(step.summary).toContain(`[Checkout](${link})`);
      expect(errorOf(step)).toMatch(/^1 of 2 Doksi tests failed: Checkout/);
      expect(errorOf(step)).toContain(link);
      expect(step.log).toMatch(/^1 of 2 tests failed/m);
      const [annotation] = step.commands.filter(({ command }) => command === 'error');
      expect(annotation).toMatchObject({
        properties: {
          title: expect.stringMatching(/^Checkout .*failed$/),
          file: '.github/workflows/e2e.yml',
        },
        message: expect.stringContaining(link),
      });
    }),
  );

  it.concurrent('that is reported as passed with a failed test fails', () =>
    withDoksi(async (doksi) => {
      respond(doksi, {
        run_id: 'run_0001',
        status: 'passed',
        tests_total: 2,
        tests_passed: 2,
        tests_failed: 0,
        results: [
          { test_id: 'a', status: 'passed' },
          { test_id: 'b', status: 'failed' },
        ],
      });
      const step = await run(doksi, tests('a', 'b'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'failed', status: 'passed', 'tests-failed': '1' });
      expect(errorOf(step)).toContain('Doksi reports the run as passed, but 1 of 2 Doksi tests failed: b');
    }),
  );

  it.concurrent('that is reported as passed with a count of failed tests fails', () =>
    withDoksi(async (doksi) => {
      respond(doksi, { status: 'passed', tests_total: 3, tests_passed: 2, tests_failed: 1, results: [] });
      const step = await run(doksi, tests('a', 'b', 'c'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '1', 'failed-tests': '[]' });
    }),
  );

  it.concurrent('that failed without a failed test fails', () =>
    withDoksi(async (doksi) => {
      respond(doksi, { status: 'failed', tests_total: 0 });
      const step = await run(doksi, tests('a'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs['conclusion']).toMatch(/^(failed|no-tests)$/);
      expect(step.outputs['status']).toBe('failed');
    }),
  );

  it.concurrent('without tests fails', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('none-0s'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({
        conclusion: 'no-tests',
        status: 'passed',
        'tests-total': '0',
        results: '[]',
      });
      expect(step.summary).toMatch(/^## ❌ Doksi: no test was run\n/);
      expect(errorOf(step)).toContain('passed without running a test');
    }),
  );

  it.concurrent('that is reported as passed without counts and results is an error', () =>
    withDoksi(async (doksi) => {
      respond(doksi, { status: 'passed' });
      const step = await run(doksi, tests('a'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'error', 'tests-total': '' });
    }),
  );

  it.concurrent('that does not settle before the timeout fails, and can be followed later', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('stuck', 'pass-0s'), 'timeout-minutes': '0.04' });
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({
        conclusion: 'timed-out',
        status: 'running',
        'run-id': 'run_0001',
        'tests-total': '2',
        'tests-passed': '1',
        'failed-tests': '[]',
      });
      expect(step.summary).toMatch(/^## ⏱️ Doksi: still running/);
      expect(errorOf(step)).toMatch(/still in progress after 2s\. 1 of 2 tests had not finished/);
      expect(errorOf(step)).toContain('run-id: run_0001');
      expect(step.log).toContain('https://app.doksi.ai/verify/tests/stuck/runs/res_0001');
    }),
  );

  it.concurrent('that does not settle reports how many tests had not started', () =>
    withDoksi(async (doksi) => {
      const results = ['passed', 'running', 'queued'].map((status, index) => ({ test_id: `t${index}`, status }));
      const counts = { tests_total: 4, tests_passed: 1, tests_failed: 0, tests_running: 1 };
      respond(doksi, { status: 'running', ...counts, results });
      const step = await run(doksi, { ...tests('a'), 'timeout-minutes': '0.03' });
      expect(step.outputs['conclusion']).toBe('timed-out');
      expect(errorOf(step)).toContain('3 of 4 tests had not finished, and 2 had not started');
    }),
  );

  it.concurrent('with skipped tests and unknown statuses passes, with a warning that names them', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s', 'skip-0s-wallet', 'odd-0s-coupon'));
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({ conclusion: 'passed', 'tests-total': '3', 'tests-passed': '1' });
      expect(warnings(step)).toMatch(/Wallet .*"skipped".*Coupon .*"quarantined"/);
      expect(step.summary).toMatch(/^## ✅ Doksi: 1 of 3 tests passed\n/);
      expect(step.summary).toContain('quarantined');
    }),
  );

  it.concurrent('is reported under the given title', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), title: 'Shop on *staging*' });
      expect(step.summary).toMatch(/^## ✅ Shop on \\\*staging\\\*: the test passed\n/);
    }),
  );
});
