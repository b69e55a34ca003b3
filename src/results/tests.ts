import type { Result } from '../doksi/schemas.ts';
import type { KnownFailure } from '../inputs/known-failures.ts';
import type { KnownFailures } from '../plan/known-failures.ts';
import { enumerated } from '../text.ts';
import type { Attempt } from './attempt.ts';

/** What one run said of a test. */
export interface Try {
  readonly runId: string;
  readonly result: Result;
  /** The attempt of the workflow run that the run belongs to, where that is an earlier one. */
  readonly earlier?: number;
}

/** What every run that had a test in one destination said of it: the last one counts. Never empty. */
export interface TestHistory {
  readonly tries: readonly Try[];
  readonly result: Result;
}

/** What became of a test, all attempts together; `known` is a failure that does not count. */
export type Group = 'failed' | 'known' | 'flaky' | 'other' | 'passed';

/** A test in one destination. */
export interface Test extends TestHistory {
  readonly group: Group;
  /** Why its failure does not count. */
  readonly known?: KnownFailure;
  /** What the base branch's last run says of a test that failed; undefined where that is not known. */
  readonly base?: AtBase;
}

export type AtBase =
  /** It passed there. */
  | { readonly kind: 'new'; readonly branch: string }
  | {
      readonly kind: 'fails-too';
      readonly branch: string;
      readonly url: string | undefined;
      /** How long ago that was (milliseconds). */
      readonly agoMs: number | undefined;
    };

/** A failure is undone by a pass and by nothing else: what came later and is neither leaves it standing. */
export function grouped(history: TestHistory, { inForce }: KnownFailures): Test {
  const { tries, result } = history;
  if (result.status === 'passed') return { ...history, group: isFlaky(tries) ? 'flaky' : 'passed' };
  if (!tries.some(({ result: { status } }) => status === 'failed')) return { ...history, group: 'other' };
  const known = inForce.get(result.test_id ?? '');
  return known ? { ...history, group: 'known', known } : { ...history, group: 'failed' };
}

/**
 * Whether it failed and then passed within one attempt of the workflow run, whichever that was. What failed in an
 * earlier one was told there; that it passes in a later one is no flakiness, since much may have changed in between.
 */
function isFlaky(tries: readonly Try[]): boolean {
  return tries.some(
    ({ result, earlier }, index) =>
      result.status === 'failed' &&
      tries.slice(index).some((later) => later.earlier === earlier && later.result.status === 'passed'),
  );
}

/** The earlier attempt of the workflow run that a test's result is carried over from; undefined where it ran in this one. */
export function carriedFrom({ tries }: TestHistory): number | undefined {
  return tries.at(-1)?.earlier;
}

/** How many tests are carried over from each earlier attempt, in order: `41 passed and 1 known in attempt 1`. */
export function carriedWords(tests: readonly Test[], wordOf: (group: Group) => string): string[] {
  const byAttempt = [...Map.groupBy(tests, carriedFrom)];
  return byAttempt
    .toSorted(([one = 0], [other = 0]) => one - other)
    .flatMap(([attempt, carried]) => {
      if (attempt === undefined) return [];
      const words = [...Map.groupBy(carried, ({ group }) => group)].map(
        ([group, { length }]) => `${length} ${wordOf(group)}`,
      );
      return [`${enumerated(words)} in attempt ${attempt}`];
    });
}

/** The tests of a run, as it lists them; of one that was never heard of, those that its creation named. */
export function testsOf(attempt: Attempt): TestHistory[] {
  const results = attempt.run?.results ?? attempt.created?.results ?? [];
  return results.map((result) => joined(undefined, attempt, result));
}

/** The tests with what a later run of some of them said. */
export function withLater(tests: readonly TestHistory[], attempt: Attempt): TestHistory[] {
  // Of several results of a test in one place, a failure goes to the one that failed before: never the other way round.
  const results = (attempt.run?.results ?? []).toSorted((a, b) => rank(a) - rank(b));
  const laterOf = new Map<TestHistory, Result>();
  const claim = (result: Result, candidates: readonly TestHistory[]): boolean => {
    const test = candidates.find(hasFailed) ?? candidates[0];
    if (test) laterOf.set(test, result);
    return test !== undefined;
  };
  const open = (): TestHistory[] => tests.filter((test) => !laterOf.has(test));

  const strangers = results.filter(
    (result) =>
      !claim(
        result,
        open().filter((test) => keyOf(test.result) === keyOf(asBefore(result, attempt))),
      ),
  );
  // Doksi may describe the destination otherwise than before: then the id alone has to tell, if it can.
  const unclaimed = strangers.filter((result) => {
    const isSame = (other: Result): boolean => result.test_id != null && other.test_id === result.test_id;
    const unfinished = open().filter((test) => isSame(test.result) && test.result.status !== 'passed');
    const failed = unfinished.filter(hasFailed);
    const candidates = failed.length > 0 ? failed : unfinished;
    const isOnlyOne = candidates.length === 1 && strangers.filter(isSame).length === 1;
    return !(isOnlyOne && claim(result, candidates));
  });
  return [
    ...tests.map((test) => {
      const result = laterOf.get(test);
      return result ? joined(test, attempt, result) : test;
    }),
    ...unclaimed.map((result) => joined(undefined, attempt, result)),
  ];
}

function joined(test: TestHistory | undefined, { runId, earlier }: Attempt, result: Result): TestHistory {
  const next = { runId, result, ...(earlier !== undefined && { earlier }) };
  return { tries: [...(test?.tries ?? []), next], result };
}

/** Whether it failed and has not passed since. */
function hasFailed({ tries, result }: TestHistory): boolean {
  return result.status !== 'passed' && tries.some(({ result: { status } }) => status === 'failed');
}

function rank({ status }: Result): number {
  if (status === 'failed') return 0;
  return status === 'passed' ? 2 : 1;
}

/** The result as it would be on the target that the attempts before had for the same app. */
function asBefore(result: Result, { renewed }: Attempt): Result {
  const { destination } = result;
  const target_id = renewed?.get(destination?.target_id ?? '');
  return target_id === undefined ? result : { ...result, destination: { ...destination, target_id } };
}

/** The same for the same test in the same place. */
function keyOf({ test_id, test_name, destination }: Result): string {
  const { platform, web_url, binary_url, target_id } = destination ?? {};
  return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, target_id]);
}
