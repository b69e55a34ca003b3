import type { Result } from '../doksi/schemas.ts';
import type { ResolvedEntry } from '../plan/entry.ts';
import type { TestHistory } from '../results/tests.ts';

/** The entries of a run that has only these tests, each under the entries that it was run in, and as they are else. */
export function entriesAgain(
  tests: readonly TestHistory[],
  entries: readonly ResolvedEntry[],
): ResolvedEntry[] {
  const wanted = tests.map(({ result }) => ({ id: result.test_id, entries: entriesOf(result, entries) }));
  return entries.flatMap((entry) => {
    const here = new Set(wanted.filter((test) => test.entries.includes(entry)).map(({ id }) => id));
    const testIds = entry.testIds.filter((id) => here.has(id));
    return testIds.length > 0 ? [{ ...entry, testIds }] : [];
  });
}

/** The entries that a result can be of: by test id, then by platform and target as far as they are told. */
function entriesOf({ test_id, destination }: Result, entries: readonly ResolvedEntry[]): ResolvedEntry[] {
  const having = entries.filter(({ testIds }) => test_id != null && testIds.includes(test_id));
  const onPlatform = narrowed(having, ({ platform }) => platform === destination?.platform);
  return narrowed(onPlatform, ({ target }) => isSame(target.value, destination?.[target.key]));
}

/** Those that fit, or all where none does: what Doksi tells may be less than what was asked. */
function narrowed<T>(items: readonly T[], fits: (item: T) => boolean): T[] {
  const fitting = items.filter(fits);
  return fitting.length > 0 ? fitting : [...items];
}

/** Whether a destination's value is the target that was asked for. Addresses may come back in another spelling: with a slash at the end, or a host in lower case. */
export function isSame(asked: string, told: string | null | undefined): boolean {
  return told != null && (asked === told || URL.parse(asked)?.href === (URL.parse(told)?.href ?? ''));
}
