import { describe, expect, it } from '@jest/globals';
import { results, runState } from '../builders.ts';
import { play, type Poll, web } from './stage.ts';

describe('a run in progress of an earlier attempt', () => {
  it.each<[string, Poll, string]>([
    ['passes', runState(results({ a: 'passed', b: 'passed' })), 'passed'],
    ['fails', runState(results({ a: 'passed', b: 'failed' })), 'failed'],
    ['passes without all tests of the matrix', runState(results({ a: 'passed' })), 'error'],
    ['passes with other tests', runState(results({ c: 'passed', d: 'passed' })), 'error'],
    ['passes, but counts more tests than it lists', runState(results({ a: 'passed' }), { tests_total: 2 }), 'error'],
  ])('that %s is followed, and no other is created', async (_, last, conclusion) => {
    const running = runState(results({ a: 'running' }), { status: 'running' });
    const played = await play({
      entries: [web('a', 'b')],
      prior: { kind: 'in-progress', runId: 'run1', runs: [], registered: [] },
      runs: [[running, last]],
    });
    expect(played.outcome.conclusion).toBe(conclusion);
    expect(played.bodies).toEqual([]);
  });
});
