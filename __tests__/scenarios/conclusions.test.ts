import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { redness, run, tests, warnings, WEB_URL, withDoksi } from './stage.ts';

/** Lets every question about the run be answered with this. */
function answer(doksi: DoksiSandbox, body: unknown): void {
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body: JSON.stringify(body), times: 99 });
}

describe('a run', () => {
  it.concurrent('whose tests all pass makes the step green', () =>
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

  it.concurrent('with a failed test makes the step red, and names the test with its link', () =>
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
      expect(redness(step)).toMatch(/^1 of 2 Doksi tests failed: Checkout/);
      expect(redness(step)).toContain(link);
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

  it.concurrent('that is called passed while a test failed is a failure', () =>
    withDoksi(async (doksi) => {
      answer(doksi, {
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
      expect(redness(step)).toContain('Doksi calls the run passed');
    }),
  );

  it.concurrent('that is called passed while its counter tells of a failure is a failure', () =>
    withDoksi(async (doksi) => {
      answer(doksi, { status: 'passed', tests_total: 3, tests_passed: 2, tests_failed: 1, results: [] });
      const step = await run(doksi, tests('a', 'b', 'c'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '1', 'failed-tests': '[]' });
    }),
  );

  it.concurrent('that failed without a failed test is a failure all the same', () =>
    withDoksi(async (doksi) => {
      answer(doksi, { status: 'failed', tests_total: 0 });
      const step = await run(doksi, tests('a'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs['conclusion']).toMatch(/^(failed|no-tests)$/);
      expect(step.outputs['status']).toBe('failed');
    }),
  );

  it.concurrent('without a test makes the step red', () =>
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
      expect(redness(step)).toContain('without having run a test');
    }),
  );

  it.concurrent('that nothing is known of is not green for its word alone', () =>
    withDoksi(async (doksi) => {
      answer(doksi, { status: 'passed' });
      const step = await run(doksi, tests('a'));
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ conclusion: 'error', 'tests-total': '' });
    }),
  );

  it.concurrent('that outlasts the timeout makes the step red, and can be followed later', () =>
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
      expect(redness(step)).toContain('still going on after 0.04 minutes');
      expect(redness(step)).toContain('run-id: run_0001');
      expect(step.log).toContain('https://app.doksi.ai/verify/tests/stuck/runs/res_0001');
    }),
  );

  it.concurrent('that passes with skipped and strange tests is green, and a warning names them', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s', 'skip-0s-wallet', 'odd-0s-coupon'));
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({ conclusion: 'passed', 'tests-total': '3', 'tests-passed': '1' });
      expect(warnings(step)).toMatch(/Wallet .*"skipped".*Coupon .*"quarantined"/);
      expect(step.summary).toMatch(/^## ✅ Doksi: 1 of 3 tests passed\n/);
      expect(step.summary).toContain('quarantined');
    }),
  );

  it.concurrent('is told under the title that it was given', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), title: 'Shop on *staging*' });
      expect(step.summary).toMatch(/^## ✅ Shop on \\\*staging\\\*: the test passed\n/);
    }),
  );
});
