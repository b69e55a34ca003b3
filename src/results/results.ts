import { counted } from '../base/text.ts';
import type { RunState } from '../doksi/schemas.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../inputs/known-failures.ts';
import {
  type Group,
  grouped,
  isSettled,
  type Run,
  type Test,
  type TestHistory,
  testsOf,
  withLaterRun,
} from './tests.ts';
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

/** The listed tests that ended like this. */
export function inGroup({ tests }: Pick<Results, 'tests'>, group: Group): Test[] {
  return tests.filter((test) => test.group === group);
}

/** The tests that may still pass or fail. A status that is unknown may be final, such as `skipped`. */
export function unfinishedTests(results: Pick<Results, 'tests'>): Test[] {
  return inGroup(results, 'other').filter(({ result }) => isInProgress(result.status));
}

/** Joins the runs. After the first one, only settled runs count: an unfinished retry does not replace a result. */
export function resultsOf(runs: readonly Run[], knownFailures: KnownFailures = NO_KNOWN_FAILURES): Results {
  const [first, ...later] = runs;
  const settled = later.filter(isSettled);
  const histories = first ? settled.reduce<TestHistory[]>(withLaterRun, testsOf(first)) : [];
  const tests = histories.map((history) => grouped(history, knownFailures));
  const listed = (group: Group): number => inGroup({ tests }, group).length;

  const unlisted = unlistedOf(first?.state);
  // A failure that a retry counts but does not list may be of any test, so no later pass cancels it.
  const unlistedLater = settled.map(({ state }) => unlistedOf(state));
  const total = first?.state && (first.state.tests_total ?? (tests.length > 0 ? tests.length : undefined));
  const counts = {
    total,
    failed: Math.max(listed('failed') + unlisted.failed, ...unlistedLater.map(({ failed }) => failed)),
    known: listed('known'),
    flaky: listed('flaky'),
    passed: listed('passed') + unlisted.passed,
  };
  const rest = (total ?? 0) - counts.failed - counts.known - counts.flaky - counts.passed;
  const others = Math.max(rest, listed('other'), ...unlistedLater.map((later) => later.others));
  const unfinished = others - listed('other') + unfinishedTests({ tests }).length;
  return { tests, counts: { ...counts, others, unfinished, notStarted: notStartedIn(runs.at(-1)?.state) } };
}

/** The numbers of tests that Doksi counts but does not list. Its counters may also be lower than its list. */
function unlistedOf(state: RunState | undefined): Readonly<Record<'failed' | 'passed' | 'others', number>> {
  const failed = Math.max((state?.tests_failed ?? 0) - listedAs(state, 'failed'), 0);
  const passed = Math.max((state?.tests_passed ?? 0) - listedAs(state, 'passed'), 0);
  return { failed, passed, others: (state?.tests_total ?? 0) - (state?.results.length ?? 0) - failed - passed };
}

/** The tests that had not started: from the list or from the counters, whichever has more. */
function notStartedIn(state: RunState | undefined): number {
  const { tests_total, tests_passed, tests_failed, tests_running } = state ?? {};
  const settled = (tests_passed ?? 0) + (tests_failed ?? 0);
  const counted = tests_running == null ? 0 : (tests_total ?? 0) - settled - tests_running;
  return Math.max(counted, listedAs(state, 'queued'), 0);
}

function listedAs(state: RunState | undefined, status: string): number {
  return state?.results.filter((result) => result.status === status).length ?? 0;
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
