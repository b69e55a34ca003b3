import { describe, expect, it } from '@jest/globals';
import { checkReport } from '../../src/report/check-run.ts';
import { timedOut } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { outcome, result, results, run, runState, RUN_ID } from '../builders.ts';
import { expectGolden, known, model, SHA } from './models.ts';

const report = (of: Outcome, record = '<!-- record -->') => checkReport(model(of), 'failure', SHA, record);

describe('the check run', () => {
  it('has the summary in the golden file, with the record at its end', () => {
    const of = outcome({
      runs: [
        run({ results: results({ login: 'failed', pay: 'failed', cart: 'passed' }) }),
        run({ id: 'w71c', results: results({ login: 'failed', pay: 'passed' }) }),
      ],
    });
    const { run: created } = report(of);
    expectGolden('check-run.md', `${created.output.summary}\n`);
    expect(created).toMatchObject({
      name: 'Doksi',
      head_sha: SHA,
      external_id: RUN_ID,
      details_url: 'https://app.doksi.ai/verify/tests/login/runs/res_login',
      output: { title: '1 of 3 tests failed' },
    });
    expect(
      created.output.annotations.map(({ annotation_level, path, start_line }) => [annotation_level, path, start_line]),
    ).toEqual([
      ['failure', '.github', 1],
      ['warning', '.github', 1],
    ]);
  });

  it('explains a timeout, and keeps the run id with long names', () => {
    const state = runState([result({ status: 'running', test_name: 'n'.repeat(10_000) })], {
      status: 'running',
    });
    const { summary } = report(timedOut(known(state), 60_000)).run.output;
    expect(summary).toContain('1 not finished · 3m 42s · run `k3n2mPq9Rxyz`');
    expect(summary).toContain('Raise `timeout-minutes`, or follow it with `run-id: k3n2mPq9Rxyz`.');
  });

  it('has annotations in batches of 50, and a summary that GitHub accepts', () => {
    const listed = Array.from({ length: 1200 }, (_, index) =>
      result({ test_id: `t${index}`, status: 'failed', test_name: '<&|'.repeat(100) }),
    );
    const record = `<!-- ${'r'.repeat(16_000)} -->`;
    const { run: created, further } = report(outcome({ runs: [run({ results: listed })] }), record);
    const batches = [created.output.annotations, ...further].map(({ length }) => length);
    expect(batches).toEqual(Array.from({ length: 24 }, () => 50));
    expect(created.output.summary.length).toBeLessThanOrEqual(65_535);
    expect(created.output.summary.endsWith(record)).toBe(true);
    expect(created.output.summary).toMatch(/\*\d+ more tests left out here/);
  });
});
