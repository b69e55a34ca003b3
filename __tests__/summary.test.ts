import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Run } from '../src/doksi/schemas.ts';
import type { Outcome } from '../src/results/outcome.ts';
import { annotations, lineNaming } from '../src/report/annotations.ts';
import { outputs } from '../src/report/outputs.ts';
import { MAX_SUMMARY_BYTES, renderSummary } from '../src/report/summary.ts';
import { cancelled, type Known, NOTHING_KNOWN, skipped, timedOut } from '../src/results/endings.ts';
import { resultsOf } from '../src/results/results.ts';
import { verdict } from '../src/results/verdict.ts';

const context = {
  repository: 'octo/shop',
  serverUrl: 'https://github.com',
  headSha: 'b1946ac92492d2347c6235b4d2611184',
};

function run(statuses: readonly string[], status: string, more: object = {}): Run {
  const results = statuses.map((word, index) => ({
    result_id: `res_${index}`,
    test_id: `test${index}`,
    test_name: `Test number ${index}`,
    status: word,
    duration_seconds: 20 + index,
    url: `https://app.doksi.ai/verify/tests/test${index}/runs/res_${index}`,
    destination: { platform: 'web', web_url: 'https://staging.example.com' },
  }));
  const count = (word: string): number => statuses.filter((other) => other === word).length;
  const counters = {
    tests_total: statuses.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
  };
  return Run.parse({ run_id: 'k3n2mPq9Rxyz', status, ...counters, duration_seconds: 222, results, ...more });
}

const RUN_ID = 'k3n2mPq9Rxyz';
const ended = (last: Run): Outcome => verdict({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID, run: last }] });
const knowing = (last: Run): Known => ({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID, run: last }] });

const render = (outcome: Outcome): string =>
  renderSummary({ outcome, title: 'Doksi', context, plan: undefined });
const repeat = (word: string, times: number): string[] => Array.from({ length: times }, () => word);

describe('the summary', () => {
  it.each([
    ['failed', ended(run(['passed', 'failed', ...repeat('passed', 6), 'failed'], 'failed'))],
    ['passed', ended(run(['passed', 'passed'], 'passed'))],
    ['passed-with-others', ended(run(['passed', 'skipped'], 'passed'))],
    ['no-tests', ended(run([], 'passed'))],
    ['timed-out', timedOut(knowing(run(['passed', 'running'], 'running')), 3_600_000)],
    ['cancelled', cancelled(knowing(run(['passed', 'queued'], 'running')))],
    ['skipped', skipped()],
  ])('of a step that ended as %s is the one kept beside this test', (name, outcome) => {
    const golden = readFileSync(join(import.meta.dirname, 'golden', `summary-${name}.md`), 'utf8');
    expect(render(outcome)).toBe(golden);
  });

  it.each([
    ['passed', repeat('passed', 10_000), 'passed'],
    ['failed', repeat('failed', 10_000), 'failed'],
  ])(
    'of 10,000 tests that %s stays below what GitHub takes, and says what it left out',
    (word, statuses, status) => {
      const markdown = render(ended(run(statuses, status)));
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
      expect(markdown).toMatch(new RegExp(`\\d+ ${word} tests left out here`));
      expect(markdown).toContain('**10000');
    },
  );
});

describe('the annotations', () => {
  it('are nine at most, and then a word on the others', () => {
    const many = annotations(
      resultsOf([{ runId: 'k3n2mPq9Rxyz', run: run(repeat('failed', 12), 'failed') }]),
      undefined,
    );
    expect(many.filter(({ level }) => level === 'error')).toHaveLength(9);
    expect(many.at(-1)?.message).toContain('and 3 more failed tests');
    expect(
      annotations(resultsOf([{ runId: 'k3n2mPq9Rxyz', run: run(repeat('failed', 9), 'failed') }]), undefined),
    ).toHaveLength(9);
  });

  it('stand at the line of the workflow that names the test, else at its first line', () => {
    const workflow = {
      path: '.github/workflows/e2e.yml',
      text: 'with:\n  test-ids: test10, xtest1,\n    test1\n',
    };
    const [, second, third] = annotations(
      resultsOf([{ runId: 'k3n2mPq9Rxyz', run: run(repeat('failed', 3), 'failed') }]),
      workflow,
    );
    expect(second).toMatchObject({ file: workflow.path, startLine: 3 });
    expect(third).toMatchObject({ file: workflow.path, startLine: 1 });
    expect(lineNaming('pass-3s', 'bypass-3s pass-3s-x')).toBeUndefined();
  });
});

describe('the outputs', () => {
  it('leave a list out that would be too large, and say so', () => {
    const { values, warnings } = outputs(ended(run(repeat('passed', 4000), 'passed')));
    expect(values.results).toBe('');
    expect(values['tests-total']).toBe('4000');
    expect(warnings.join()).toContain('The output results is left out');
  });

  it('are empty where nothing is known, and never 0', () => {
    const { values } = outputs(skipped());
    expect(values).toMatchObject({
      conclusion: 'skipped',
      'tests-total': '',
      'failed-tests': '[]',
      targets: '{}',
    });
  });
});
