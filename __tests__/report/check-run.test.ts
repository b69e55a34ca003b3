import { describe, expect, it } from '@jest/globals';
import { renderCheckRun } from '../../src/report/check-run.ts';
import { erroredBeforeRun, timedOut } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { outcome, result, results, run, RUN_ID, runState } from '../builders.ts';
import { context, expectGolden, known, model, SHA, WORKFLOW } from './models.ts';
import { type Annotation, annotations } from '../../src/report/annotations.ts';
import { InputError } from '../../src/inputs/problems.ts';
import type { SettledRun } from '../../src/results/tests.ts';

const report = (of: Outcome, record = '<!-- record -->') => renderCheckRun(model(of), 'failure', SHA, record);

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
      ['failure', WORKFLOW, 1],
      ['warning', WORKFLOW, 1],
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

const of = (...runs: SettledRun[]): Annotation[] => annotations(model(outcome({ runs })));
const many = (count: number, status: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, status]));

describe('the annotations', () => {
  it('are at most nine errors, then the number of the others', () => {
    const twelve = of(run({ results: results(many(12, 'failed')) }));
    expect(twelve.filter(({ level }) => level === 'error')).toHaveLength(9);
    expect(twelve.at(-1)?.message).toContain('and 3 more failed tests: see the log of this step');
    expect(of(run({ results: results(many(9, 'failed')) }))).toHaveLength(9);
  });

  it('count the failures that Doksi does not list', () => {
    const unlisted = { tests_total: 8, tests_failed: 5 };
    const some = of({ id: RUN_ID, state: runState(results({ a: 'failed' }), unlisted) });
    expect(some.at(-1)?.message).toContain('and 4 more failed tests');
    const none = of({ id: RUN_ID, state: runState([], { status: 'failed', ...unlisted }) });
    expect(none).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining('5 failed tests, which Doksi counts but does not list'),
      },
    ]);
  });

  it("leave room for the step's own warnings, however many tests are flaky", () => {
    const flaky = of(
      run({ results: results(many(30, 'failed')) }),
      run({ id: 'w71c', results: results(many(30, 'passed')) }),
    );
    expect(flaky.every(({ level }) => level === 'warning')).toBe(true);
    expect(flaky).toHaveLength(6);
    expect(flaky.at(-1)?.message).toContain('and 25 more flaky tests');
  });

  it('start with the name of the test and say how often it failed', () => {
    const failing = run({ results: results({ login: 'failed' }) });
    const [twice] = of(failing, { ...failing, id: 'w71c' });
    expect(twice?.message).toMatch(/^Test login \(web · staging\.example\.com\) failed twice\. Details: https:/);
    const passing = result({ url: 'https://app.doksi.ai/passed' });
    const [flaky] = of(failing, run({ id: 'w71c', results: [passing] }));
    expect(flaky?.message).toMatch(/^Test login .* failed once, then passed\. Details: .*res_login$/);
  });

  it('contain no control characters and no marks of direction', () => {
    const test_name = '\u0000Log\u001b[31m\u0007\r\nin\u202e';
    const [one] = of(run({ results: [result({ test_name, status: 'failed' })] }));
    expect(one?.title).toBe('Log [31m in (web · staging.example.com) failed');
    expect(one?.message).toMatch(/^Log \[31m in \(web · staging\.example\.com\) failed\. Details/);
  });

  it('have a title that GitHub accepts, and the link after a long name', () => {
    const [long] = of(run({ results: [result({ test_name: '💥'.repeat(5000), status: 'failed' })] }));
    expect(long?.title.length).toBeLessThanOrEqual(255);
    expect(long?.title).toMatch(/… failed$/);
    expect(long?.title.isWellFormed()).toBe(true);
    expect(long?.message.length).toBeLessThan(1000);
    expect(long?.message).toContain('https://app.doksi.ai/verify/tests/login');
  });

  it('show problems with the inputs, at the line of each', () => {
    // Another job and the job's own `matrix:` come first.
    const lines = [
      'jobs:',
      '  other:',
      '    - uses: doksi/run-action@v1',
      '      with: { matrix: x, wait: true }',
      '  doksi: # This one.',
      '    strategy:',
      '      matrix: { os: [a] }',
      '    - uses: doksi/run-action@v1',
      '      with:',
      '        matrix: |',
      '          - x',
      '        wait: maybe',
    ];
    const text = lines.join('\n');
    const problems = [
      { where: 'matrix[0]', text: 'is "x"; give a mapping' },
      { where: 'wait', text: 'is "maybe"; give true or false' },
      { where: 'api-key', text: 'is empty' },
      { where: 'matrix[1]', text: 'is bad', file: 'e2e/doksi.yml', line: 7 },
      ...Array.from({ length: 8 }, () => ({ where: 'title', text: 'x' })),
    ];
    const shown = annotations(
      model(erroredBeforeRun(new InputError(problems)), { workflowText: text, context: { ...context, job: 'doksi' } }),
    );
    expect(shown.slice(0, 4)).toMatchObject([
      { level: 'error', title: 'matrix[0]', message: 'matrix[0] is "x"; give a mapping', startLine: 10 },
      { file: WORKFLOW, startLine: 12 },
      { file: WORKFLOW, startLine: 1 },
      { file: 'e2e/doksi.yml', startLine: 7 },
    ]);
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)?.message).toContain('and 3 more problems');
  });
});

describe('the line of an annotation', () => {
  const place = (test_id: string | null, text = ''): Pick<Annotation, 'file' | 'startLine'> | undefined =>
    annotations(
      model(outcome({ runs: [run({ results: [result({ test_id, status: 'failed' })] })] }), {
        workflowText: text,
      }),
    )[0];

  it.each([
    ['a list in a line', 'with:\n  test-ids: abc, def-2, ghi', 'def-2', 2],
    ['a block of lines', 'with:\n  test-ids: |\n    abc\n    def\n  title: x', 'def', 4],
    ['quotes', `with:\n  test-ids: 'abc, "d.e"'`, 'd.e', 2],
    ['JSON', 'matrix: \'[{"web_url":"x","test_ids":["abc","def"]}]\'', 'def', 1],
    ['Windows line ends', 'with:\r\n  test-ids: abc\r\n', 'abc', 2],
    ['other ids that contain it', 'with:\n  test-ids: abcd, xabc, abc-1, a.abc\n    abc', 'abc', 3],
    ['none', 'a: b\nc: d', 'abc', 1],
  ])('is that of the id: %s', (_, text, id, startLine) => {
    expect(place(id, text)).toMatchObject({ file: WORKFLOW, startLine });
  });

  it('is the first one if the test has no id', () => {
    expect(place(null, 'on:\n  push:\nwith:\n  test-ids: abc')).toMatchObject({ file: WORKFLOW, startLine: 1 });
  });

  it('is the first one if the repository is not checked out', () => {
    expect(place('abc')).toMatchObject({ file: WORKFLOW, startLine: 1 });
  });
});
