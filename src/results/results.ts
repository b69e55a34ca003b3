import type { Run } from '../doksi/schemas.ts';
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
  const open = settled.map(unmended);
  const counts = {
    total: first.run && (first.run.tests_total ?? (tests.length > 0 ? tests.length : undefined)),
    failed: Math.max(failed.length + unlisted.failed, ...open.map((run) => run.failed)),
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
    counts: { ...counts, others: Math.max(rest, others.length, ...open.map((run) => run.others)) },
  };
}

/** Of what a later run counts but does not list, so much as no run after it has made good. */
function unmended(
  { run }: SettledAttempt,
  index: number,
  runs: readonly SettledAttempt[],
): Pick<Counts, 'failed' | 'others'> {
  const passes = runs.slice(index + 1).reduce((sum, later) => sum + listedAs(later.run, 'passed'), 0);
  const spare = Math.max(passes - listedAs(run, 'failed'), 0);
  const { failed, passed } = unlistedOf(run);
  const others = (run.tests_total ?? 0) - run.results.length - failed - passed;
  return {
    failed: Math.max(failed - spare, 0),
    others: Math.max(others - Math.max(spare - failed, 0), 0),
  };
}

/** Of the counters of a run what its list does not have: either may be incomplete. */
function unlistedOf(run: Run | undefined): { readonly failed: number; readonly passed: number } {
  return {
    failed: Math.max((run?.tests_failed ?? 0) - listedAs(run, 'failed'), 0),
    passed: Math.max((run?.tests_passed ?? 0) - listedAs(run, 'passed'), 0),
  };
}

function listedAs(run: Run | undefined, status: string): number {
  return run?.results.filter((result) => result.status === status).length ?? 0;
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
