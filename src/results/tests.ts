import type { Result } from '../doksi/schemas.ts';
import type { Attempt } from './attempt.ts';

/** What one run said of a test. */
export interface Try {
  readonly runId: string;
  readonly result: Result;
}

/** A test in one destination, with what every run that had it said: the last one counts. Never empty. */
export interface Test {
  readonly tries: readonly Try[];
  readonly result: Result;
}

/** The groups into which tests fall; of all attempts together. */
export type Group = 'failed' | 'flaky' | 'passed' | 'other';

/** A failure is undone by a pass and by nothing else: what came later and is neither leaves it standing. */
export function groupOf({ tries, result }: Test): Group {
  const hasFailed = tries.some(({ result: { status } }) => status === 'failed');
  if (result.status === 'passed') return hasFailed ? 'flaky' : 'passed';
  return hasFailed ? 'failed' : 'other';
}

/** The tests of a run, as it lists them; of one that was never heard of, those that its creation named. */
export function testsOf({ runId, run, created }: Attempt): Test[] {
  const results = run?.results ?? created?.results ?? [];
  return results.map((result) => ({ tries: [{ runId, result }], result }));
}

/** The tests with what a later run of some of them said. */
export function withLater(tests: readonly Test[], { runId, run }: Attempt): Test[] {
  const joined = [...tests];
  const join = (at: number, result: Result): void => {
    const before = joined[at]?.tries ?? [];
    joined[at] = { tries: [...before, { runId, result }], result };
  };
  const taken = new Set<number>();
  const take = (result: Result, at: number | undefined): boolean => {
    if (at === undefined) return false;
    taken.add(at);
    join(at, result);
    return true;
  };
  // Of several results of a test in one place, a failure goes to the one that failed before: never the other way round.
  const results = (run?.results ?? []).toSorted((a, b) => rank(a) - rank(b));
  const strangers = results.filter(
    (result) =>
      !take(
        result,
        candidates(tests, taken, (test) => keyOf(test.result) === keyOf(result)),
      ),
  );
  for (const result of strangers) {
    // Doksi may describe the destination otherwise than before: then the id alone has to tell, if it can.
    const sameId = (other: Result): boolean => result.test_id != null && other.test_id === result.test_id;
    const failed = tests.filter((test, at) => sameId(test.result) && isFailed(test) && !taken.has(at));
    const isOnlyOne = failed.length === 1 && strangers.filter(sameId).length === 1;
    const at = isOnlyOne ? candidates(tests, taken, (test) => test === failed[0]) : undefined;
    if (!take(result, at)) joined.push({ tries: [{ runId, result }], result });
  }
  return joined;
}

/** The index of the test that a result is of: one that failed, if there is a choice. */
function candidates(
  tests: readonly Test[],
  taken: ReadonlySet<number>,
  isIt: (test: Test) => boolean,
): number | undefined {
  const indexes = tests.flatMap((test, at) => (isIt(test) && !taken.has(at) ? [{ at, test }] : []));
  return (indexes.find(({ test }) => isFailed(test)) ?? indexes[0])?.at;
}

function isFailed(test: Test): boolean {
  return groupOf(test) === 'failed';
}

function rank({ status }: Result): number {
  if (status === 'failed') return 0;
  return status === 'passed' ? 2 : 1;
}

/** The same for the same test in the same place. */
function keyOf({ test_id, test_name, destination }: Result): string {
  const { platform, web_url, binary_url, target_id } = destination ?? {};
  return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, target_id]);
}
