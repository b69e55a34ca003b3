import { counted } from '../base/text.ts';
import type { RunState } from '../doksi/schemas.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../plan/plan.ts';
import { isSettled, type Run, type SettledRun } from './run.ts';
import { type Group, grouped, type Test, type TestHistory, testsOf, withLaterRun } from './tests.ts';
import { isInProgress } from './words.ts';

/** All tests of all runs together, joined and counted once. */
export interface Results {
  /** In Doksi's order. */
  readonly tests: readonly Test[];
  readonly counts: Counts;
}

/** Numbers of tests, including those that Doksi counts but does not list. */
export interface Counts {
  /** Undefined if Doksi reports no total and lists no test. */
  readonly total: number | undefined;
  /** Those that count. */
  readonly failed: number;
  readonly known: number;
  readonly flaky: number;
  readonly others: number;
  readonly passed: number;
  /** Those of `others` that may still pass or fail. */
  readonly unfinished: number;
  /** Those of `unfinished` that had not started in the last state. */
  readonly notStarted: number;
}

const NO_RESULTS: Results = {
  tests: [],
  counts: {
    total: undefined,
    ...{ failed: 0, known: 0, flaky: 0, others: 0, passed: 0, unfinished: 0, notStarted: 0 },
  },
};

export function inGroup({ tests }: Results, group: Group): Test[] {
  return tests.filter((test) => test.group === group);
}

/** The tests that may still pass or fail. A status that is unknown may be final, such as `skipped`. */
export function unfinishedTests(results: Results): Test[] {
  return inGroup(results, 'other').filter(({ result }) => isInProgress(result.status));
}

/** Joins the runs. After the first one, only settled runs count: an unfinished retry does not replace a result. */
export function resultsOf(runs: readonly Run[], knownFailures: KnownFailures = NO_KNOWN_FAILURES): Results {
  const [first, ...later] = runs;
  if (first === undefined) return NO_RESULTS;
  const settled = later.filter(isSettled);
  const histories = settled.reduce<TestHistory[]>(withLaterRun, testsOf(first));
  const tests = histories.map((history) => grouped(history, knownFailures));
  const joined = { ...NO_RESULTS, tests };
  const listed = (group: Group): number => inGroup(joined, group).length;

  const unlisted = unlistedOf(first.state);
  const open = settled.map(stillUnlisted);
  const total = first.state && (first.state.tests_total ?? (tests.length > 0 ? tests.length : undefined));
  const counts = {
    total,
    failed: Math.max(listed('failed') + unlisted.failed, ...open.map((run) => run.failed)),
    known: listed('known'),
    flaky: listed('flaky'),
    passed: listed('passed') + unlisted.passed,
  };
  const rest = (total ?? 0) - counts.failed - counts.known - counts.flaky - counts.passed;
  const others = Math.max(rest, listed('other'), ...open.map((run) => run.others));
  const unfinished = others - listed('other') + unfinishedTests(joined).length;
  return { tests, counts: { ...counts, others, unfinished, notStarted: notStarted(runs.at(-1)?.state) } };
}

/** The tests that a later run counts but does not list, minus those that pass in the runs after it. */
function stillUnlisted(
  { state }: SettledRun,
  index: number,
  runs: readonly SettledRun[],
): Pick<Counts, 'failed' | 'others'> {
  const laterPasses = runs.slice(index + 1).reduce((sum, later) => sum + listedAs(later.state, 'passed'), 0);
  const spare = Math.max(laterPasses - listedAs(state, 'failed'), 0);
  const { failed, passed } = unlistedOf(state);
  const others = (state.tests_total ?? 0) - state.results.length - failed - passed;
  return {
    failed: Math.max(failed - spare, 0),
    others: Math.max(others - Math.max(spare - failed, 0), 0),
  };
}

/** The tests in a run's counters that its list lacks: either may be incomplete. */
function unlistedOf(state: RunState | undefined): { readonly failed: number; readonly passed: number } {
  return {
    failed: Math.max((state?.tests_failed ?? 0) - listedAs(state, 'failed'), 0),
    passed: Math.max((state?.tests_passed ?? 0) - listedAs(state, 'passed'), 0),
  };
}

function listedAs(state: RunState | undefined, status: string): number {
  return state?.results.filter((result) => result.status === status).length ?? 0;
}

/** From the list or from the counters, whichever has more. */
function notStarted(state: RunState | undefined): number {
  if (state === undefined) return 0;
  const { tests_total, tests_passed, tests_failed, tests_running } = state;
  const counted =
    tests_total == null || tests_running == null
      ? 0
      : tests_total - (tests_passed ?? 0) - (tests_failed ?? 0) - tests_running;
  return Math.max(counted, listedAs(state, 'queued'), 0);
}

/** `2 of 9 tests failed` */
export function failedWords({ failed, total }: Counts, noun = 'test'): string {
  return total === undefined || total < failed
    ? `${counted(failed, noun)} failed`
    : `${failed} of ${counted(total, noun)} failed`;
}

/** `all 9 tests passed, 1 of them flaky` */
export function passedWords({ passed, flaky, known, total, others }: Counts, noun = 'test'): string {
  const all = passed + flaky;
  const rest = [
    ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
    ...(known > 0 ? [counted(known, 'known failure')] : []),
  ];
  if (others > 0 || known > 0 || total === undefined) {
    return [`${all} of ${counted(total ?? all, noun)} passed`, ...rest].join(', ');
  }
  if (total === 1) return flaky > 0 ? `the ${noun} passed, but is flaky` : `the ${noun} passed`;
  return [`all ${total} ${noun}s passed`, ...rest].join(', ');
}
