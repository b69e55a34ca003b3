import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { errorOf, run, start, tests, until, warnings, withDoksi } from './stage.ts';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { withWorkspace } from '../workspace.ts';
import { onPosix } from '../posix.ts';

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
      const count = 500;
      const results = Array.from({ length: count }, (_, index) => ({
        test_id: `t${index}`,
        status: 'passed',
        url: `https://app.doksi.ai/verify/tests/t${index}/${'x'.repeat(1000)}`,
      }));
      const body = JSON.stringify({ status: 'passed', tests_total: count, tests_passed: count, results });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      const step = await run(doksi, tests('a'), { stdout: { msPerChunk: 20 } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log.length).toBeGreaterThan(500_000);
      expect(step.log.match(/^ {2}✓ t\d+ .*x{1000}$/gm)).toHaveLength(count);
      expect(step.log).toMatch(/^All 500 tests passed/m);
    }),
  );
});

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

describe('a run of 6,000 tests', () => {
  it.concurrent("has a summary within GitHub's limit, failed tests first, that states what it leaves out", () =>
    withDoksi(async (doksi) => {
      settle(doksi, { failed: 20, passed: 5980 });
      const step = await run(doksi, tests('a'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-total': '6000' } });
      expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(1_000_000);
      expect(step.summary).toMatch(/^## ❌ Doksi: 20 of 6000 tests failed\n/);
      for (let index = 0; index < 20; index++) expect(step.summary).toContain(`Test ${index} of those that failed`);
      expect(step.summary).toMatch(/\d+ tests left out here \(passed\)/);

      // Lists that are too large for the outputs are left out, with a warning.
      expect(step.outputs).toMatchObject({ results: '', 'tests-passed': '5980' });
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toHaveLength(20);
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

const ESCAPE = '\u001b';

describe('the colours of the log', () => {
  it.concurrent('are only in its lines', () =>
    withDoksi(async (doksi) => {
      const inputs = tests('pass-0s-log-in', 'fail-0s-checkout', 'odd-0s-search');
      const step = await run(doksi, inputs, { env: { NO_COLOR: undefined } });
      expect(step.log).toContain(`  ${ESCAPE}[32m✓${ESCAPE}[39m Log in  `);
      expect(step.log).toContain(`  ${ESCAPE}[31m✗ Checkout${ESCAPE}[39m  `);
      expect(step.log).toContain(`  ${ESCAPE}[33m?${ESCAPE}[39m Search [quarantined]  `);
      const elsewhere = [step.summary, JSON.stringify(step.outputs), JSON.stringify(step.commands)].join('\n');
      expect(elsewhere).not.toMatch(/\[3[123]m/);
    }),
  );

  it.concurrent('are off with NO_COLOR', () =>
    withDoksi(async (doksi) => {
      const { log } = await run(doksi, tests('fail-0s-checkout'), { env: { NO_COLOR: '1' } });
      expect(log).toContain('  ✗ Checkout  ');
      expect(log).not.toContain(ESCAPE);
    }),
  );

  it.concurrent('do not come from the name of a test', () =>
    withDoksi(async (doksi) => {
      const test = { test_name: `${ESCAPE}[32m✓ passed${ESCAPE}[0m\u009b32m`, status: 'failed' };
      const body = JSON.stringify({ status: 'failed', tests_total: 1, tests_failed: 1, results: [test] });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      const { log } = await run(doksi, tests('a'), { env: { NO_COLOR: undefined } });
      expect(log).not.toContain(`${ESCAPE}[32m`);
      expect(log).not.toContain('\u009b');
    }),
  );
});

const PATH = 'reports/e2e/doksi.xml';

describe('junit-path', () => {
  it.concurrent('writes a file in new folders, and the output with its path', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const inputs = { ...tests('pass-0s-log-in', 'fail-0s-checkout', 'flaky-0s-search'), retries: '1' };
        const { exitCode, outputs } = await run(doksi, { ...inputs, 'junit-path': PATH }, { workspace });
        expect(exitCode).toBe(1);
        expect(outputs['junit-path']).toBe(PATH);
        const xml = readFileSync(join(workspace, PATH), 'utf8');
        expect(xml).toContain('<testsuites name="Doksi" tests="3" failures="1" errors="0"');
        expect(xml.match(/<(failure|flakyFailure) /g)).toHaveLength(2);
        expect(readdirSync(join(workspace, 'reports/e2e'))).toEqual(['doksi.xml']);
      }),
    ),
  );

  it.concurrent('replaces an older file, also with invalid inputs', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        writeFileSync(join(workspace, 'doksi.xml'), '<testsuites/>');
        const inputs = { ...tests('a'), 'timeout-minutes': 'soon', 'junit-path': 'doksi.xml' };
        const { outputs } = await run(doksi, inputs, { workspace });
        expect(outputs).toMatchObject({ conclusion: 'error', 'junit-path': 'doksi.xml' });
        const xml = readFileSync(join(workspace, 'doksi.xml'), 'utf8');
        expect(xml).toMatch(/<error message="[^"]*" type="error">[^]*timeout-minutes/);
      }),
    ),
  );

  onPosix('signals').concurrent('writes a file if the step is cancelled', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const step = start(doksi, { ...tests('pass-0s', 'stuck'), 'junit-path': PATH }, { workspace });
        await until(() => step.log().includes('✓'));
        step.kill('SIGINT');
        const { outputs } = await step.done;
        expect(outputs).toMatchObject({ conclusion: 'cancelled', 'junit-path': PATH });
        expect(readFileSync(join(workspace, PATH), 'utf8')).toContain('errors="1"');
      }),
    ),
  );

  it.concurrent('of a folder, or inside of a file, is a warning and changes nothing else', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        mkdirSync(join(workspace, 'folder'));
        writeFileSync(join(workspace, 'file'), '');
        for (const path of ['folder', 'new/', 'file/doksi.xml']) {
          const step = await run(doksi, { ...tests('pass-0s'), 'junit-path': path }, { workspace });
          expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'junit-path': '' } });
          expect(warnings(step)).toContain('The JUnit file could not be published');
          expect(step.summary).toContain('passed');
        }
        expect(readdirSync(workspace).sort()).toEqual(['file', 'folder']);
      }),
    ),
  );

  it.concurrent('that is empty writes nothing', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const { outputs } = await run(doksi, tests('pass-0s'), { workspace });
        expect(outputs['junit-path']).toBe('');
        expect(readdirSync(workspace)).toEqual([]);
      }),
    ),
  );
});
