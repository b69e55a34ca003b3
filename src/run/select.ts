import type { Result } from '../doksi/schemas.ts';
import { testCount } from '../inputs/matrix.ts';
import type { ResolvedEntry } from '../plan/plan.ts';
import { inGroup, type Results } from '../results/results.ts';
import type { Test, TestHistory } from '../results/tests.ts';

// How the tests of a run correspond to the entries of the matrix.

/** The entries reduced to these tests, each under every entry that it may have run in. */
export function selectEntries(tests: readonly TestHistory[], entries: readonly ResolvedEntry[]): ResolvedEntry[] {
  const wanted = tests.map(({ result }) => ({ id: result.test_id, entries: entriesOf(result, entries) }));
  return entries.flatMap((entry) => {
    const here = new Set(wanted.filter((test) => test.entries.includes(entry)).map(({ id }) => id));
    const testIds = entry.testIds.filter((id) => here.has(id));
    return testIds.length > 0 ? [{ ...entry, testIds }] : [];
  });
}

/** The entries that a result can belong to: by test id, then by platform and target if Doksi reports them. */
function entriesOf({ test_id, destination }: Result, entries: readonly ResolvedEntry[]): ResolvedEntry[] {
  const withTest = entries.filter(({ testIds }) => test_id != null && testIds.includes(test_id));
  const onPlatform = narrowed(withTest, ({ platform }) => platform === destination?.platform);
  return narrowed(onPlatform, ({ target }) => isSameTarget(target.value, destination?.[target.key]));
}

/** The matching items, or all if none matches: Doksi may report less than was requested. */
function narrowed<T>(items: readonly T[], matches: (item: T) => boolean): T[] {
  const matching = items.filter(matches);
  return matching.length > 0 ? matching : [...items];
}

/** Whether a reported target is the requested one. URLs may come back normalised, with a final slash for example. */
function isSameTarget(requested: string, reported: string | null | undefined): boolean {
  if (reported == null) return false;
  return requested === reported || URL.parse(requested)?.href === (URL.parse(reported)?.href ?? '');
}

/** Whether the results are exactly the tests of the matrix, each in its place. */
export function matchesEntries(results: Results, entries: readonly ResolvedEntry[]): boolean {
  const { tests, counts } = results;
  const requested = testCount(entries);
  const areAllListed =
    counts.failed === inGroup(results, 'failed').length && counts.passed === inGroup(results, 'passed').length;
  return coversEntries(results, entries) && areAllListed && counts.total === requested && tests.length === requested;
}

/** Whether the results include every test of the matrix, each in its place. */
export function coversEntries({ tests }: Pick<Results, 'tests'>, entries: readonly ResolvedEntry[]): boolean {
  const requested = entries.flatMap(({ platform, target, testIds }) =>
    testIds.map((testId) => ({ target, key: keyOf(testId, platform) })),
  );
  const byKey = Map.groupBy(requested, ({ key }) => key);
  const left = Map.groupBy(tests, ({ result }) => keyOf(result.test_id, result.destination?.platform));
  const matches = ({ result }: Test, { target, key }: (typeof requested)[number]): boolean => {
    const reported = result.destination?.[target.key];
    // Without a reported target the test must be the only candidate.
    return reported == null ? byKey.get(key)?.length === 1 : isSameTarget(target.value, reported);
  };
  return requested.every((test) => {
    const candidates = left.get(test.key) ?? [];
    const at = candidates.findIndex((candidate) => matches(candidate, test));
    if (at >= 0) candidates.splice(at, 1);
    return at >= 0;
  });
}

function keyOf(testId: string | null | undefined, platform: string | null | undefined): string {
  return JSON.stringify([testId ?? null, platform ?? null]);
}
