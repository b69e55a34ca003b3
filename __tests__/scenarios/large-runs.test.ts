import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { errorOf, run, tests, warnings, withDoksi } from './stage.ts';

/** Makes the next run settle with this many tests of each status. */
function settle(doksi: DoksiSandbox, counts: Readonly<Record<'failed' | 'passed', number>>): void {
  const results = Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, (_, index) => ({
      result_id: `${status}-${index}`,
      test_id: `${status}-${index}`,
      test_name: `Test ${index} of those that ${status}, with a name of some length`,
      status,
      duration_seconds: index % 300,
      url: `https://app.doksi.ai/verify/tests/${status}-${index}/runs/res_${index}`,
      destination: { platform: 'web', web_url: 'https://staging.example.com' },
    })),
  );
  const body = {
    status: counts.failed > 0 ? 'failed' : 'passed',
    tests_total: results.length,
    tests_passed: counts.passed,
    tests_failed: counts.failed,
    results,
  };
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body: JSON.stringify(body) });
}

describe('a run of ten thousand tests', () => {
  it.concurrent("has a summary within GitHub's limit, failed tests first, that states what it leaves out", () =>
    withDoksi(async (doksi) => {
      settle(doksi, { failed: 20, passed: 9980 });
      const step = await run(doksi, tests('a'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-total': '10000' } });
      expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(1_000_000);
      expect(step.summary).toMatch(/^## ❌ Doksi: 20 of 10000 tests failed\n/);
      for (let index = 0; index < 20; index++) expect(step.summary).toContain(`Test ${index} of those that failed`);
      expect(step.summary).toMatch(/\d+ tests left out here \(passed\)/);
    }),
  );

  it.concurrent('stays within the limit if all of them fail', () =>
    withDoksi(async (doksi) => {
      settle(doksi, { failed: 10_000, passed: 0 });
      const step = await run(doksi, tests('a'));
      expect(step.exitCode).toBe(1);
      expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(1_000_000);
      expect(step.summary).toMatch(/\d+ tests left out here \(failed\)/);
      expect(errorOf(step).length).toBeLessThan(2000);
    }),
  );

  it.concurrent('leaves out lists that are too large for the outputs, with a warning', () =>
    withDoksi(async (doksi) => {
      settle(doksi, { failed: 1, passed: 9999 });
      const step = await run(doksi, tests('a'));
      expect(step.outputs).toMatchObject({ conclusion: 'failed', results: '', 'tests-passed': '9999' });
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toHaveLength(1);
      expect(warnings(step)).toMatch(/output results is left out/);
    }),
  );
});

describe('annotations', () => {
  it.concurrent('of many failed tests leave room for the verdict and for the number of the others', () =>
    withDoksi(async (doksi) => {
      settle(doksi, { failed: 25, passed: 0 });
      const step = await run(doksi, tests('a'));
      // GitHub shows ten errors of a step.
      expect(step.commands.filter(({ command }) => command === 'error')).toHaveLength(10);
      expect(errorOf(step)).toContain('25 of 25 Doksi tests failed');
      expect(step.log).toContain('and 16 more');
      expect(step.log).toMatch(/^ {2}✗ Test 24 of those that failed/m);
    }),
  );
});
