import { describe, expect, it } from '@jest/globals';
import { PLAIN } from '../../campaign/play/plain.ts';
import { play, withPackages } from '../../campaign/play/play.ts';
import type { RunRecipe } from '../../campaign/play/run-recipe.ts';
import type { Ending } from '../../campaign/play/stage.ts';

/** A step with five retries whose runs end so, one after the other. */
function retrying(testIds: readonly string[], ...runs: readonly RunRecipe[]): Promise<Ending> {
  return retryingEntries([testIds], ...runs);
}

/** Likewise with several entries on one web address. */
function retryingEntries(
  ids: readonly (readonly string[])[],
  ...runs: readonly RunRecipe[]
): Promise<Ending> {
  const stories = runs.map((recipe) => ({
    before: [],
    last: { kind: 'word', recipe, how: { afterMs: 0 } } as const,
  }));
  const entries = ids.map((testIds) => ({ target: 'web', testIds }) as const);
  return withPackages((packages) => play({ ...PLAIN, entries, retries: 5, runs: stories }, packages));
}

function bodies({ exchanges }: Ending): string[] {
  return exchanges.filter(({ method }) => method === 'POST').map(({ body }) => body);
}

describe('a test that failed', () => {
  it('and then neither passed nor failed is not paid for again, and its failure stands', async () => {
    const ending = await retrying(
      ['a'],
      { word: 'failed', fates: ['failed'] },
      { word: 'passed', fates: ['skipped'] },
    );
    expect(bodies(ending)).toHaveLength(2);
    expect(ending.outcome.conclusion).toBe('failed');
    expect(ending.outcome.warnings.join()).toContain('were not run again: the last run tells of no failure');
  });

  it('is run again without one that was skipped meanwhile', async () => {
    const ending = await retrying(
      ['a', 'b'],
      { word: 'failed', fates: ['failed'] },
      { word: 'failed', fates: ['failed', 'skipped'] },
      { word: 'passed', fates: ['passed'] },
    );
    expect(bodies(ending)).toHaveLength(3);
    expect(bodies(ending)[2]).toContain('"test_ids":["a"]');
    expect(ending.outcome.conclusion).toBe('failed');
  });

  it('in one of two entries on the same address runs again in both, which is said', async () => {
    const ending = await retryingEntries(
      [['a'], ['a', 'b']],
      { word: 'failed', fates: ['passed', 'failed', 'passed'] },
      { word: 'passed', fates: ['passed', 'passed'] },
    );
    expect(bodies(ending)[1]?.match(/"test_ids":\["a"\]/g)).toHaveLength(2);
    expect(ending.lines.map(({ text }) => text)).toContain(
      "Retry 1 of 5: 2 tests run again, which spends allowance; 1 of them failed, and Doksi's results do not tell in which entries of the matrix",
    );
  });

  it('in both of two entries on the same address is counted as two failed tests', async () => {
    const ending = await retryingEntries(
      [['a'], ['a', 'b']],
      { word: 'failed', fates: ['failed', 'failed', 'passed'] },
      { word: 'passed', fates: ['passed', 'passed'] },
    );
    expect(ending.lines.map(({ text }) => text)).toContain(
      'Retry 1 of 5: 2 failed tests run again, which spends allowance',
    );
  });

  it.each([
    { what: 'nothing', recipe: { omits: [0], counters: { tests_total: 0, tests_passed: 0 } } },
    { what: 'another one alone', recipe: { omits: [0], stranger: 'passed' } },
  ])('stands where its retry ran $what, which is told as that', async ({ recipe }) => {
    const { outcome } = await retrying(
      ['a', 'b'],
      { word: 'failed', fates: ['passed', 'failed'] },
      { word: 'passed', fates: ['passed'], ...recipe },
    );
    expect(outcome.conclusion).toBe('failed');
    expect(outcome.what).toMatch(/^1 of \d Doksi tests failed: /);
    expect(outcome.warnings[0]).toMatch(/^Retry 1 \(run .+\) did not run .+, as far as Doksi tells\.$/);
  });

  it('is told to have run as often as it did', async () => {
    const { outcome } = await retrying(
      ['a'],
      { word: 'failed', fates: ['failed'] },
      { word: 'passed', fates: ['skipped'] },
    );
    expect(outcome.what).toMatch(/ in 2 attempts: /);
    expect(outcome.warnings.join()).not.toContain('did not run');
  });
});
