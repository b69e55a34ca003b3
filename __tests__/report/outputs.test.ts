import { describe, expect, it } from '@jest/globals';
import { outputs } from '../../src/report/outputs.ts';
import { skipped } from '../../src/results/endings.ts';
import { ended, repeat, run } from './outcomes.ts';

describe('the outputs', () => {
  it('leave a list out that would be too large, and say so', () => {
    const { values, warnings } = outputs(ended(run('passed', repeat('passed', 4000))));
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
