import type { Result, Run } from '../doksi/schemas.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../plan/known-failures.ts';
import { type Attempt, isSettledAttempt, type SettledAttempt } from './attempt.ts';
import { grouped, type Test, type TestHistory, testsOf, withLater } from './tests.ts';

/** What is known of all tests together, computed once: everything that reports reads it and counts nothing itself. */
export interface Results {
  /** All of them, in Doksi's order. */
  readonly tests: readonly Test[];
  readonly failed: readonly Test[];
  /** Failed, but listed as known: they do not count. */
  readonly known: readonly Test[];
  /** Failed, then passed. */
  readonly flaky: readonly Test[];
  /** Neither passed nor failed: still running, or of a status that nobody has heard of. */
  readonly others: readonly Test[];
  /** Passed at once. */
  readonly passed: readonly Test[];
  readonly counts: Counts;
}

/** Of tests, whatever the number of attempts; with those that Doksi counts but does not list. */
export interface Counts {
  /** Undefined where Doksi neither says it nor lists a test. */
  readonly total: number | undefined;
  /** Those that count. */
  readonly failed: number;
  readonly known: number;
  readonly flaky: number;
  readonly others: number;
  readonly passed: number;
}

/**
 * Joins the attempts. Of those after the first only what Doksi has ended counts: half a retry says nothing that could
 * be relied on.
 */
export function resultsOf(
  attempts: readonly Attempt[],
  knownFailures: KnownFailures = NO_KNOWN_FAILURES,
): Results {
  const [first, ...later] = attempts;
  if (first === undefined) return NONE;
  const settled = later.filter(isSettledAttempt);
  const histories = settled.reduce<TestHistory[]>(withLater, testsOf(first));
  const tests = histories.map((history) => grouped(history, knownFailures));
  const groups = Map.groupBy(tests, ({ group }) => group);
  const failed = groups.get('failed') ?? [];
  const known = groups.get('known') ?? [];
  const flaky = groups.get('flaky') ?? [];
  const others = groups.get('other') ?? [];
  const passed = groups.get('passed') ?? [];

  const unlisted = unlistedOf(first.run);
  const counts = {
    total: first.run && (first.run.tests_total ?? (tests.length > 0 ? tests.length : undefined)),
    failed: Math.max(failed.length + unlisted.failed, ...settled.map(unmended)),
    known: known.length,
    flaky: flaky.length,
    passed: passed.length + unlisted.passed,
  };
  const rest = (counts.total ?? 0) - counts.failed - counts.known - counts.flaky - counts.passed;
  return {
    tests,
    failed,
    known,
    flaky,
    others,
    passed,
    counts: { ...counts, others: Math.max(rest, others.length) },
  };
}

/** Failures that a later run counts but does not list, and that no run after it has made good. */
function unmended({ run }: SettledAttempt, index: number, runs: readonly SettledAttempt[]): number {
  const passes = runs.slice(index + 1).flatMap((later) => later.run.results.filter(hasPassed)).length;
  const listed = run.results.filter(({ status }) => status === 'failed').length;
  return Math.max(unlistedOf(run).failed - Math.max(passes - listed, 0), 0);
}

function hasPassed({ status }: Result): boolean {
  return status === 'passed';
}

/** Of the counters of a run what its list does not have: either may be incomplete. */
function unlistedOf(run: Run | undefined): { readonly failed: number; readonly passed: number } {
  const listed = (status: string): number =>
    run?.results.filter((result) => result.status === status).length ?? 0;
  return {
    failed: Math.max((run?.tests_failed ?? 0) - listed('failed'), 0),
    passed: Math.max((run?.tests_passed ?? 0) - listed('passed'), 0),
  };
}

const NONE: Results = {
  tests: [],
  failed: [],
  known: [],
  flaky: [],
  others: [],
  passed: [],
  counts: { total: undefined, failed: 0, known: 0, flaky: 0, others: 0, passed: 0 },
};
