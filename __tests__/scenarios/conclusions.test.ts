import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { countOf, errorOf, run, start, tests, until, warnings, WEB_URL, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

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

const allOff = { 'fail-on-failure': 'false', 'fail-on-timeout': 'false', 'fail-on-no-tests': 'false' };

describe('a gate that is off lets the step pass, and is mentioned in a warning', () => {
  it.concurrent.each([
    { gate: 'fail-on-failure', test: 'fail-0s', conclusion: 'failed' },
    { gate: 'fail-on-no-tests', test: 'none-0s', conclusion: 'no-tests' },
    { gate: 'fail-on-timeout', test: 'stuck', conclusion: 'timed-out' },
  ])('$gate', ({ gate, test, conclusion }) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests(test), [gate]: 'false', 'timeout-minutes': '0.03' });
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({ conclusion, 'run-id': 'run_0001' });
      expect(warnings(step)).toContain(`${gate} is off`);
      expect(warnings(step)).toContain(conclusion);
    }),
  );
});

describe('a gate', () => {
  it.concurrent('still fails the step if the others are off', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s'), ...allOff, 'fail-on-failure': 'true' });
      expect(step.exitCode).toBe(1);
      expect(step.log).not.toContain('is off');
    }),
  );

  it.concurrent('that lets nothing pass is not mentioned', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...allOff });
      expect(step.exitCode).toBe(0);
      expect(step.log).not.toContain('is off');
    }),
  );

  it.concurrent('does not let an error pass', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...allOff }, { apiKey: `dk_live_${'0'.repeat(40)}` });
      expect(step.exitCode).toBe(1);
      expect(step.outputs['conclusion']).toBe('error');
    }),
  );

  onPosix('signals').concurrent('does not let a cancelled step pass', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, { ...tests('stuck'), ...allOff });
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
    }),
  );
});

/** The date this many days from today, in UTC. */
// Computed once, since a scenario may run across midnight.
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const [IN_30_DAYS, YESTERDAY] = [day(30), day(-1)];

const known = (...ids: string[]): Record<string, string> => ({
  'known-failures': ids.map((id) => `- { test_id: ${id}, until: ${IN_30_DAYS}, reason: SHOP-812 | *slow* }`).join('\n'),
});

describe('known failures', () => {
  it.concurrent('do not count, are shown apart, and do not run again', () =>
    withDoksi(async (doksi) => {
      const inputs = { ...tests('pass-0s', 'fail-0s-wallet'), ...known('fail-0s-wallet'), retries: '2' };
      const step = await run(doksi, inputs);
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        conclusion: 'passed',
        status: 'failed',
        'tests-total': '2',
        'tests-passed': '1',
        'tests-failed': '0',
        'tests-known-failed': '1',
        'failed-tests': '[]',
      });
      expect(countOf(doksi, 'POST')).toBe(1);
      expect(warnings(step)).toContain('1 failed test did not count');
      expect(step.commands).toContainEqual(
        expect.objectContaining({ command: 'notice', message: expect.stringMatching(/^Wallet .*SHOP-812/) }),
      );
      expect(step.summary).toContain(`known failure until ${IN_30_DAYS}: SHOP-812`);
      expect(step.summary).not.toMatch(/❌/);
    }),
  );

  it.concurrent('do not hide another failure', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, {
        ...tests('fail-0s-cart', 'fail-0s-wallet', 'pass-0s'),
        ...known('fail-0s-wallet'),
      });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'failed', 'tests-failed': '1', 'tests-known-failed': '1' },
      });
      expect(errorOf(step)).toMatch(/^1 of 3 Doksi tests failed: Cart/);
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toHaveLength(1);
    }),
  );

  it.concurrent('count again after their date', () =>
    withDoksi(async (doksi) => {
      const list = `[{test_id: fail-0s, until: ${YESTERDAY}, reason: SHOP-812}]`;
      const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), 'known-failures': list });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'failed', 'tests-known-failed': '0' },
      });
      expect(warnings(step)).toContain(`was a known failure until ${YESTERDAY}`);
    }),
  );

  it.concurrent('that pass, or match no test of the run, get a notice', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...known('pass-0s', 'chekout') });
      const notices = step.commands.filter(({ command }) => command === 'notice').map(({ message }) => message);
      expect(notices).toEqual([
        expect.stringContaining('Remove pass-0s from known-failures'),
        expect.stringContaining('chekout'),
      ]);
    }),
  );

  it.concurrent('are shown in a dry run', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('a'), ...known('a'), 'dry-run': 'true' });
      expect(step.log).toContain(`a is a known failure until ${IN_30_DAYS}: SHOP-812`);
    }),
  );
});
