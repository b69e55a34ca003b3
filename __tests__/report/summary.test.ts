import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { API } from '../../src/doksi/peers.ts';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { RefusedError } from '../../src/http/errors.ts';
import { MAX_SUMMARY_BYTES, renderSummary } from '../../src/report/summary.ts';
import { cancelled, lost, NOTHING_KNOWN, skipped, started, timedOut } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { Failure } from '../../src/failure.ts';
import { context, ended, knowing, repeat, result, run, RUN_ID, runOf } from './outcomes.ts';

const render = (outcome: Outcome, title = 'Doksi'): string =>
  renderSummary({ outcome, title, context, plan: undefined });
const html = (markdown: string): string => new MarkdownIt({ html: true }).render(markdown);

class Trouble extends Failure {}
const broken = (what: string, next = ''): Outcome => lost(NOTHING_KNOWN, new Trouble(what, next));

const created = CreatedRun.parse({ run_id: RUN_ID, results: [result(0, 'queued'), result(1, 'queued')] });
const again = (index: number, status: string): ReturnType<typeof result> =>
  result(index, status, { result_id: `res_${index}b`, url: `https://app.doksi.ai/again/${index}` });

describe('the summary', () => {
  it.each([
    ['failed', ended(run('failed', ['passed', 'failed', ...repeat('passed', 6), 'failed']))],
    ['passed', ended(run('passed', ['passed', 'passed']))],
    ['passed-with-others', ended(run('passed', ['passed', 'skipped']))],
    ['no-tests', ended(run('passed', []))],
    ['timed-out', timedOut(knowing(run('running', ['passed', 'running'])), 3_600_000)],
    ['cancelled', cancelled(knowing(run('running', ['passed', 'queued'])))],
    ['skipped', skipped()],
    ['started', started({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID, created }] })],
    [
      'flaky',
      ended(
        run('failed', ['failed', 'passed', 'failed']),
        runOf('failed', [again(0, 'failed'), again(2, 'passed')]),
        runOf('passed', [result(0, 'passed', { url: 'https://app.doksi.ai/third' })]),
      ),
    ],
    [
      'failed-again',
      ended(
        run('failed', ['failed', 'passed', 'failed', 'quarantined']),
        runOf('failed', [again(0, 'failed'), again(2, 'passed')]),
      ),
    ],
    ['unlisted', ended(run('failed', ['passed', 'failed'], { tests_total: 9, tests_failed: 3 }))],
    [
      'error',
      broken(
        '3 problems with the inputs:\n  matrix is empty\n---\n1. no',
        'See https://doksi.ai/docs?a=1&copy=2_x_y.',
      ),
    ],
  ])('of a step that ended as %s is the one kept beside this test', (name, outcome) => {
    const golden = readFileSync(join(import.meta.dirname, 'golden', `summary-${name}.md`), 'utf8');
    expect(render(outcome)).toBe(golden);
  });

  it('links the run in which a flaky test failed: that is the one to look at', () => {
    const outcome = ended(run('failed', ['failed']), runOf('passed', [again(0, 'passed')]));
    expect(render(outcome)).toContain(
      '[Test number 0](https://app.doksi.ai/again/0) · [failed once](https://app.doksi.ai/verify/tests/test0/runs/res_0), then passed',
    );
  });

  it.each(['', '   ', '\u200b', '\u202e\u2066'])('has no empty link for a test called %j', (test_name) => {
    const outcome = ended(runOf('failed', [result(0, 'failed', { test_name })]));
    expect(html(render(outcome))).toMatch(/<a href="[^"]*">test0<\/a>/);
  });

  it("makes no list of the lines of Doksi's words", () => {
    const said = 'The key is revoked.\r\n\nAsk an owner.';
    const refused = new RefusedError({ peer: API, purpose: 'read the run' }, { status: 401, said });
    expect(render(lost(NOTHING_KNOWN, refused))).toContain(
      'Doksi refused to read the run: The key is revoked.\n\nAsk an owner. (HTTP 401).\n',
    );
  });

  it('cuts names of ten kilobytes', () => {
    const test_name = 'n'.repeat(10_000);
    const markdown = render(ended(runOf('failed', [result(0, 'failed', { test_name })])));
    expect(markdown.length).toBeLessThan(1000);
    expect(markdown).toContain('nnn…](');
  });

  it('keeps the heading, the facts and the beginning of five megabytes of error text', () => {
    const markdown = render(broken(`Doksi refused: ${'<| &copy; @all '.repeat(400_000)}`, 'Do this.'));
    expect(Buffer.byteLength(markdown)).toBeLessThan(MAX_SUMMARY_BYTES);
    expect(markdown).toContain('commit [b1946ac]');
    expect(markdown).toContain('Doksi refused: ');
    expect(markdown).toContain('Do this.');
  });

  it('has one heading and no rule, list or quotation of foreign lines', () => {
    const lines = [
      '---',
      '1. one',
      '# big',
      '- point',
      '> said',
      '    code',
      '\tcode',
      '===',
      '+ plus',
      '* * *',
      '```',
      '~~~',
    ];
    for (const line of lines) {
      const page = html(render(broken(line)));
      expect(page.match(/<(h\d|hr|ol|ul|blockquote|pre)/g)).toEqual(['<h2']);
      expect(page).toContain(line.trim().replace('>', '&gt;'));
    }
  });
});

describe('the summary of 10,000 tests', () => {
  it.each([
    ['passed', repeat('passed', 10_000), 'passed'],
    ['failed', repeat('failed', 10_000), 'failed'],
  ])('that %s stays below what GitHub takes, and says what it left out', (word, statuses, status) => {
    const markdown = render(ended(run(status, statuses)));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(markdown).toMatch(new RegExp(`\\d+ ${word} tests left out here`));
    expect(markdown).toContain('**10000');
  });

  it('shows the failed ones although their names are long and foreign', () => {
    const results = Array.from({ length: 10_000 }, (_, index) =>
      result(index, 'failed', {
        test_name: '<&|'.repeat(5000),
        url: `https://app.doksi.ai/${'&copy;|'.repeat(50)}`,
      }),
    );
    const markdown = render(ended(runOf('failed', results)), '&'.repeat(10_000));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(markdown.match(/^\| ❌/gm)?.length).toBeGreaterThanOrEqual(100);
  });
});
