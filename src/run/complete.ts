import type { ResolvedEntry } from '../plan/entry.ts';
import type { Results } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { isSame } from './again.ts';

/** Whether the tests are those of the matrix, each where the matrix has it, none missing and none beside. */
export function isComplete(results: Results, entries: readonly ResolvedEntry[]): boolean {
  const { tests, failed, passed, counts } = results;
  const asked = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
  // Its counters may know of more than its list does.
  const areAllListed = counts.failed === failed.length && counts.passed === passed.length;
  return hasAll(results, entries) && areAllListed && counts.total === asked && tests.length === asked;
}

/** Whether the tests of the matrix are listed, each where the matrix has it. */
export function hasAll({ tests }: Pick<Results, 'tests'>, entries: readonly ResolvedEntry[]): boolean {
  const asked = entries.flatMap(({ platform, target, testIds }) =>
    testIds.map((testId) => ({ target, key: placeless(testId, platform) })),
  );
  const askedByKey = Map.groupBy(asked, ({ key }) => key);
  const left = Map.groupBy(tests, ({ result }) => placeless(result.test_id, result.destination?.platform));
  const isThere = ({ result }: Test, { target, key }: (typeof asked)[number]): boolean => {
    const told = result.destination?.[target.key];
    // Where Doksi does not tell the target, the test must be the only one that it can be.
    return told == null ? askedByKey.get(key)?.length === 1 : isSame(target.value, told);
  };
  return asked.every((test) => {
    const candidates = left.get(test.key) ?? [];
    const at = candidates.findIndex((candidate) => isThere(candidate, test));
    if (at >= 0) candidates.splice(at, 1);
    return at >= 0;
  });
}

function placeless(testId: string | null | undefined, platform: string | null | undefined): string {
  return JSON.stringify([testId ?? null, platform ?? null]);
}
