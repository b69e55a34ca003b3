import { describe, expect, it } from '@jest/globals';
import { annotations } from '../../src/report/annotations.ts';
import { ended, repeat, result, run, runOf } from './outcomes.ts';

const of = (...runs: Parameters<typeof ended>): ReturnType<typeof annotations> =>
  annotations(ended(...runs).results, undefined);

describe('the annotations', () => {
  it('are nine errors at most, and then a word on the others', () => {
    const many = of(run('failed', repeat('failed', 12)));
    expect(many.filter(({ level }) => level === 'error')).toHaveLength(9);
    // The log has them all, whichever reports are switched off.
    expect(many.at(-1)?.message).toContain('and 3 more failed tests: see the log of this step');
    expect(of(run('failed', repeat('failed', 9)))).toHaveLength(9);
  });

  it('count the failures that Doksi does not list', () => {
    const some = of(run('failed', ['failed', 'passed'], { tests_total: 8, tests_failed: 5 }));
    expect(some.map(({ message }) => message).join('\n')).toContain('and 4 more failed tests');
    const none = of(run('failed', [], { tests_total: 8, tests_failed: 5 }));
    expect(none).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining('5 failed tests, which Doksi counts but does not list'),
      },
    ]);
  });

  it('leave room for the warnings of the step itself, however many tests are flaky', () => {
    const flaky = of(run('failed', repeat('failed', 30)), run('passed', repeat('passed', 30)));
    expect(flaky.every(({ level }) => level === 'warning')).toBe(true);
    expect(flaky.length).toBeLessThanOrEqual(6);
    expect(flaky.at(-1)?.message).toContain('and 25 more flaky tests');
  });

  it('begin with the name of the test and say how often it failed', () => {
    const [again] = of(run('failed', ['failed']), run('failed', ['failed']));
    expect(again?.message).toMatch(
      /^Test number 0 \(web · staging\.example\.com\) failed twice\. See what it did: https:/,
    );
    const [flaky] = of(
      run('failed', ['failed']),
      runOf('passed', [result(0, 'passed', { url: 'https://app.doksi.ai/passed' })]),
    );
    expect(flaky?.message).toMatch(/^Test number 0 .* failed once, then passed\. See what it did: .*res_0$/);
  });

  it('hold no control character and no mark of direction of a name, on the log or on a check run', () => {
    const test_name = '\u0000Log\u001b[31m\u0007\r\nin\u202e';
    const [failed] = of(runOf('failed', [result(0, 'failed', { test_name })]));
    expect(failed?.title).toBe('Log [31m in (web · staging.example.com) failed');
    expect(failed?.message).toMatch(/^Log \[31m in \(web · staging\.example\.com\) failed\. See/);
  });

  it('have a title that GitHub takes', () => {
    const [long] = of(runOf('failed', [result(0, 'failed', { test_name: '💥'.repeat(5000) })]));
    expect(long?.title.length).toBeLessThanOrEqual(255);
    expect(long?.title).toMatch(/… failed$/);
    expect(long?.title.isWellFormed()).toBe(true);
    expect(long?.message.length).toBeLessThan(1000);
  });
});
