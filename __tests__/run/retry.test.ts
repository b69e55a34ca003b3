import { describe, expect, it } from '@jest/globals';
import { results, runState } from '../builders.ts';
import { play, type Played, web } from './stage.ts';

type Statuses = Readonly<Record<string, string>>;

/** A step with five retries; each run settles at once with these results, and `fields` in place of what follows from them. */
function retrying(
  entries: Parameters<typeof web>[],
  ...runs: (Statuses | [Statuses, Readonly<Record<string, unknown>>])[]
): Promise<Played> {
  return play({
    entries: entries.map((ids) => web(...ids)),
    plan: { retries: 5 },
    runs: runs.map((run) => {
      const [statuses, fields] = Array.isArray(run) ? run : [run, {}];
      return [runState(results(statuses), fields)];
    }),
  });
}

function testIds({ bodies }: Played): unknown[] {
  return bodies.map((body) => JSON.stringify(body).match(/"test_ids":\[[^\]]*\]/g));
}

describe('a failed test', () => {
  it('runs again alone until it passes', async () => {
    const played = await retrying([['a', 'b']], { a: 'passed', b: 'failed' }, { b: 'failed' }, { b: 'passed' });
    expect(played.outcome).toMatchObject({
      conclusion: 'passed',
      what: 'All 2 Doksi tests passed, 1 of them flaky.',
    });
    expect(testIds(played)).toEqual([['"test_ids":["a","b"]'], ['"test_ids":["b"]'], ['"test_ids":["b"]']]);
  });

  it('does not run again if it then neither passed nor failed, and its failure stands', async () => {
    const { outcome, bodies } = await retrying([['a']], { a: 'failed' }, { a: 'skipped' });
    expect(bodies).toHaveLength(2);
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.warnings.join()).toContain('were not run again, because the last run has no result for them');
  });

  it('runs again without a test that was skipped meanwhile', async () => {
    const played = await retrying(
      [['a', 'b']],
      { a: 'failed', b: 'failed' },
      { a: 'failed', b: 'skipped' },
      { a: 'passed' },
    );
    expect(testIds(played)[2]).toEqual(['"test_ids":["a"]']);
    expect(played.outcome.conclusion).toBe('failed');
  });

  it('runs again in every entry that it may belong to, and the log says so', async () => {
    const played = await retrying(
      [['a'], ['a', 'b']],
      [
        { a: 'failed', b: 'passed' },
        { tests_total: 3, tests_passed: 2 },
      ],
      { a: 'passed' },
    );
    expect(testIds(played)[1]).toHaveLength(2);
    expect(played.lines.join('\n')).toMatch(/Retry 1 of 5: .*2 tests/);
  });

  it.each<[string, Statuses]>([
    ['has no result for it', {}],
    ['ran another test', { x: 'passed' }],
    ['failed because of another test', { x: 'failed' }],
  ])('still counts and does not run again if its retry %s, with a warning', async (_, later) => {
    const { outcome, bodies } = await retrying([['a', 'b']], { a: 'passed', b: 'failed' }, later);
    expect(bodies).toHaveLength(2);
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.warnings.join()).toContain('were not run again, because the last run has no result for them');
  });
});

it('a retry that cannot be followed leaves the verdict, with a warning', async () => {
  const { outcome } = await play({
    plan: { retries: 1 },
    runs: [[runState(results({ login: 'failed' }))], [new TypeError('broken')]],
  });
  expect(outcome.conclusion).toBe('failed');
  expect(outcome.warnings[0]).toMatch(/^Retry 1 could not be completed, so the verdict of the previous run stands\./);
  expect(outcome.runs).toHaveLength(2);
});
