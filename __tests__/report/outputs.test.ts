import { describe, expect, it } from '@jest/globals';
import { mapStrings } from '../../src/base/json.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { outputs } from '../../src/report/outputs.ts';
import { skipped } from '../../src/results/endings.ts';
import { outcome, result, results, run } from '../builders.ts';

describe('the outputs', () => {
  it('leave out a list that would be too large, with a warning', () => {
    const many = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`t${index}`, 'passed']));
    const { values, warnings } = outputs(outcome({ runs: [run({ results: results(many) })] }));
    expect(values.results).toBe('');
    expect(values['tests-total']).toBe('4000');
    expect(warnings.join()).toContain('The output results is left out');
  });

  it('are empty where nothing is known, never 0', () => {
    expect(outputs(skipped()).values).toMatchObject({
      conclusion: 'skipped',
      'tests-total': '',
      'failed-tests': '[]',
      targets: '{}',
    });
  });

  it('stay JSON with any names, and ids stay as they are', () => {
    const { redact } = new Secrets();
    const names = ['@smoke Checkout', 'user@example.com can sign in', 'a "b" \\ https://x', '://u:p@h/'];
    const listed = names.map((test_name, index) =>
      result({
        test_id: `shop@v${index}`,
        test_name,
        status: 'failed',
        destination: { platform: 'web', web_url: 'https://staging.example.com' },
      }),
    );
    const { values } = outputs(mapStrings(outcome({ runs: [run({ results: listed })] }), (text) => redact(text)));
    const parsed: unknown = JSON.parse(values['failed-tests']);
    expect(parsed).toMatchObject(
      [...names.slice(0, 3), '://***@h/'].map((test_name, index) => ({
        test_name,
        test_id: `shop@v${index}`,
      })),
    );
    expect(JSON.parse(values.results)).toEqual(parsed);
  });

  it('describe a test that ran again or was carried over', () => {
    const { values } = outputs(
      outcome({
        runs: [
          run({ id: 'first', workflowAttempt: 1, results: results({ login: 'failed', pay: 'passed' }) }),
          run({ id: 'second', results: results({ login: 'passed' }) }),
        ],
      }),
    );
    expect(values['run-id']).toBe('second');
    expect(JSON.parse(values.results)).toMatchObject([
      { test_id: 'login', run_id: 'second', attempts: 2 },
      { test_id: 'pay', run_id: 'first', attempts: 1, carried_over_from_attempt: 1 },
    ]);
  });

  it('name the first target of a path', () => {
    const targets = ['tgt_1', 'tgt_2'].map((targetId) => ({
      path: 'a.apk',
      registration: targetId,
      targetId,
      formerIds: [],
    }));
    const { values } = outputs({ ...outcome(), targets });
    expect(values).toMatchObject({ 'target-id': 'tgt_1', targets: '{"a.apk":"tgt_1"}' });
  });
});
