import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { Failure } from '../../src/base/failure.ts';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { InputError } from '../../src/inputs/problems.ts';
import type { ReportSources } from '../../src/report/model.ts';
import { MAX_SUMMARY_BYTES, renderSummary } from '../../src/report/summary.ts';
import { cancelled, errored, erroredBeforeRun, skipped, started, timedOut } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { outcome, result, results, run, runState, RUN_ID } from '../builders.ts';
import { expectGolden, known, model, nothingKnown } from './models.ts';

const render = (of: Outcome, more: Partial<ReportSources> = {}): string => renderSummary(model(of, more));
const html = (markdown: string): string => new MarkdownIt({ html: true }).render(markdown);

class TestFailure extends Failure {}
const error = (what: string, next = ''): Outcome => errored(nothingKnown, new TestFailure(what, next));

const again = (test_id: string, status: string) =>
  result({ test_id, status, url: `https://app.doksi.ai/again/${test_id}` });
const created = CreatedRun.parse({ run_id: RUN_ID, results: results({ login: 'queued', pay: 'queued' }) });
const unfinished = { login: 'passed', pay: 'running', search: 'queued', cart: 'skipped' };
const eight = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => [id, 'passed']));
const earlier = { id: RUN_ID, workflowAttempt: 1 };

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  failed: outcome({ runs: [run({ results: results({ login: 'failed', ...eight }) })] }),
  passed: outcome({ runs: [run({ results: results({ login: 'passed', pay: 'passed' }) })] }),
  'passed-with-others': outcome({ runs: [run({ results: results({ login: 'passed', cart: 'skipped' }) })] }),
  'no-tests': outcome({ runs: [run({ results: [] })] }),
  'timed-out': timedOut(known(runState(results(unfinished), { status: 'running' })), 3_600_000),
  cancelled: cancelled(known(runState(results(unfinished), { status: 'running' }))),
  skipped: skipped(),
  started: started(known(undefined, { created })),
  'invalid-inputs': erroredBeforeRun(
    new InputError([
      { where: 'matrix[1].test_ids', text: 'is empty; name at least one test id', help: 'empty-input' },
      { where: 'timeout-minutes', text: 'is "soon"; give a number above 0, such as 30 or 0.5' },
    ]),
  ),
  flaky: outcome({
    runs: [
      run({ results: results({ login: 'failed', cart: 'passed', pay: 'failed' }) }),
      run({ id: 'w71c', results: [again('login', 'failed'), again('pay', 'passed')] }),
      run({ id: 'x82d', results: [again('login', 'passed')] }),
    ],
  }),
  'failed-again': outcome({
    runs: [
      run({ results: results({ login: 'failed', cart: 'passed', pay: 'failed', search: 'quarantined' }) }),
      run({ id: 'w71c', results: [again('login', 'failed'), again('pay', 'passed')] }),
    ],
  }),
  'second-attempt': outcome({
    runs: [
      run({ ...earlier, results: results({ login: 'failed', cart: 'passed', pay: 'failed', ...eight }) }),
      run({ id: 'w71c', results: [again('login', 'passed'), again('pay', 'passed')] }),
    ],
  }),
  unlisted: outcome({
    runs: [
      {
        id: RUN_ID,
        state: runState(results({ login: 'passed', pay: 'failed' }), { tests_total: 9, tests_failed: 3 }),
      },
    ],
  }),
};

describe('the summary', () => {
  it.each(Object.entries(OUTCOMES))('of the ending "%s" is the one in the golden file', (name, of) => {
    expectGolden(`summary-${name}.md`, render(of));
  });

  it('names each unfinished test once, and does not count skipped tests as unfinished', () => {
    for (const name of ['timed-out', 'cancelled']) {
      const markdown = render(OUTCOMES[name] ?? skipped());
      expect(markdown.match(/Test pay/g)).toHaveLength(1);
      expect(markdown).toContain('**2 not finished** · **1 neither passed nor failed** · **1 passed**');
    }
  });

  it('links the run in which a flaky test failed', () => {
    const runs = [
      run({ results: results({ login: 'failed' }) }),
      run({ id: 'w71c', results: [again('login', 'passed')] }),
    ];
    expect(render(outcome({ runs }))).toContain(
      '[Test login](https://app.doksi.ai/again/login) · flaky: [failed once](https://app.doksi.ai/verify/tests/login/runs/res_login), then passed',
    );
  });

  it('explains a red step without failed tests: fail-on-flaky is on', () => {
    const gates = { ...model(skipped()).gates, 'fail-on-flaky': true };
    const markdown = render(OUTCOMES['flaky'] ?? skipped(), { gates });
    expect(markdown).toContain('## ❌ Doksi: all 3 tests passed, 2 of them flaky, and fail-on-flaky is on');
  });

  it.each(['', '   ', '\u200b', '\u202e\u2066'])('has no empty link for a test with the name %j', (test_name) => {
    const runs = [run({ results: [result({ test_name, status: 'failed' })] })];
    expect(html(render(outcome({ runs })))).toMatch(/<a href="[^"]*">login<\/a>/);
  });

  it('cuts names of ten kilobytes', () => {
    const runs = [run({ results: [result({ test_name: 'n'.repeat(10_000), status: 'failed' })] })];
    const markdown = render(outcome({ runs }));
    expect(markdown.length).toBeLessThan(1200);
    expect(markdown).toContain('nnn…](');
  });

  it('keeps the heading, the facts and the remedy with five megabytes of error text', () => {
    const markdown = render(error(`Doksi rejected: ${'<| &copy; @all '.repeat(400_000)}`, 'Do this.'));
    expect(Buffer.byteLength(markdown)).toBeLessThan(MAX_SUMMARY_BYTES);
    expect(markdown).toContain('commit [`b1946ac`]');
    expect(markdown).toContain('Doksi rejected: ');
    expect(markdown).toContain('Do this.');
  });

  it('shows names of inputs as code, but not inside of addresses', () => {
    const markdown = render(error('Check api-url first.', 'Set timeout-minutes (see https://docs.doksi.ai/run-id).'));
    expect(markdown).toContain('Check `api-url` first.');
    expect(markdown).toContain('Set `timeout-minutes` (see [https://docs.doksi.ai/run-id]');
  });

  it.each(['---', '1. one', '# big', '- point', '> said', '    code', '===', '+ plus', '* * *', '```', '~~~'])(
    'contains no heading, rule, list or quotation from foreign text: %j',
    (line) => {
      const page = html(render(error(line)));
      expect(page.match(/<(h\d|hr|ol|ul|blockquote|pre)/g)).toEqual(['<h2']);
      expect(page).toContain(line.trim().replace('>', '&gt;'));
    },
  );
});

describe('the summary of 10,000 tests', () => {
  const many = (status: string, more = {}) =>
    Array<ReturnType<typeof result>>(10_000).fill(result({ status, ...more }));

  it.each(['passed', 'failed'])('that %s fits, and says how many are left out', (status) => {
    const markdown = render(outcome({ runs: [run({ results: many(status) })] }));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(markdown).toMatch(new RegExp(`\\*\\d+ tests left out here \\(${status}\\)`));
    expect(markdown).toContain(`**10000 ${status}**`);
  });

  it('shows failed ones although their names are long and foreign', () => {
    const more = { test_name: '<&|'.repeat(5000), url: `https://app.doksi.ai/${'&copy;|'.repeat(50)}` };
    const markdown = render(outcome({ runs: [run({ results: many('failed', more) })] }), {
      title: '&'.repeat(10_000),
    });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(markdown.match(/^\| ❌/gm)?.length).toBeGreaterThanOrEqual(100);
  });
});
