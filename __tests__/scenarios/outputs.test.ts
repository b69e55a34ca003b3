import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { run, tests, withDoksi } from './stage.ts';

describe('outputs that are JSON', () => {
  it.concurrent('stay JSON whatever the names and ids contain', () =>
    withDoksi(async (doksi) => {
      const names = ['@smoke Checkout', 'user@example.com can sign in', 'a "quoted" \\ name', 'https://x.test'];
      const results = (statuses: readonly string[]): unknown =>
        names.map((test_name, index) => ({
          result_id: `res_${index}`,
          test_id: `shop@v${index}`,
          test_name,
          status: statuses[index],
          destination: { platform: 'web', web_url: 'https://staging.example.com' },
        }));
      const statuses = [
        ['failed', 'failed', 'failed', 'passed'],
        ['passed', 'failed', 'failed'],
      ];
      for (const each of statuses) {
        const body = JSON.stringify({ status: 'failed', tests_total: each.length, results: results(each) });
        doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      }
      const inputs = tests(...names.map((_, index) => `shop@v${index}`));
      const { outputs } = await run(doksi, { ...inputs, retries: '1' });

      const list = z.array(z.object({ test_name: z.string() }));
      const namesIn = (output: string): string[] =>
        list.parse(JSON.parse(outputs[output] ?? '')).map(({ test_name }) => test_name);
      expect(namesIn('results')).toEqual(names);
      expect(namesIn('flaky-tests')).toEqual(names.slice(0, 1));
      expect(namesIn('failed-tests')).toEqual(names.slice(1, 3));
      expect(outputs['results']).toContain('"shop@v3"');
      expect(JSON.parse(outputs['targets'] ?? '')).toEqual({});
    }),
  );
});

describe('a log that is', () => {
  it.concurrent.each([
    { name: 'passes', id: 'pass-0s', exitCode: 0, conclusion: 'passed' },
    { name: 'fails', id: 'fail-0s', exitCode: 1, conclusion: 'failed' },
  ])('closed keeps the outputs, the summary and the exit code of a step that $name', ({ id, exitCode, conclusion }) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests(id), { stdout: { closedAfterBytes: 1 } });
      expect(step).toMatchObject({ exitCode, signal: null, outputs: { conclusion, 'run-id': 'run_0001' } });
      expect(step.summary).toContain('run_0001');
      expect(step.log).not.toContain('run_0001');
    }),
  );

  it.concurrent('read slowly stays complete', () =>
    withDoksi(async (doksi) => {
      const count = 20_000;
      const results = Array.from({ length: count }, (_, index) => ({
        test_id: `t${index}`,
        status: 'passed',
        url: `https://app.doksi.ai/verify/tests/t${index}/${'x'.repeat(200)}`,
      }));
      const body = JSON.stringify({ status: 'passed', tests_total: count, tests_passed: count, results });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      const step = await run(doksi, tests('a'), { stdout: { msPerChunk: 20 } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log.length).toBeGreaterThan(5_000_000);
      expect(step.log.match(/^ {2}✓ t\d+ .*x{200}$/gm)).toHaveLength(count);
      expect(step.log).toMatch(/^All 20000 tests passed/m);
    }),
  );
});
