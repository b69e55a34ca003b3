import { inGroup } from '../../../src/results/results.ts';
import type { RequestedTest } from '../world.ts';
import { type Case, isDone, type Law, statusesOf } from './case.ts';
import {
  failuresIn,
  isFaithful,
  isTargetRejection,
  lastResults,
  type Result,
  resultsWith,
  type State,
  totalOf,
} from './evidence.ts';

export const greenIsDeserved: Law = (about) => {
  if (about.course.outcome.conclusion !== 'passed') return undefined;
  return missingForGreen(about) ?? missingFromMatrix(about);
};

/** What is missing for green, according to Doksi's states alone. */
function missingForGreen({ evidence: { runs, finals }, inherited, known }: Case): string | undefined {
  const last = finals.at(-1);
  if (last === undefined || finals.length < runs.length) return 'a run has not settled';

  const states = [...inherited, ...finals];
  const failures = states.flatMap((state) => resultsWith(state, 'failed'));
  const isExcused = ({ test_id: id = '' }: Result): boolean =>
    known.has(id) && failures.some((failure) => failure.test_id === id);
  const failedLast = resultsWith(last, 'failed');
  if (!failedLast.every(isExcused)) return 'a test failed in the last run';
  if (failuresIn(last) > failedLast.length) return 'the last run counts failures that it does not list';
  if (last.status === 'failed' && failedLast.length === 0) return 'the last run failed';

  const passes = states.flatMap((state) => resultsWith(state, 'passed'));
  if (!totalOf(states[0] ?? last) && passes.length === 0) return 'there was no test';

  // If anything failed, every test needs a result.
  const needsAll = states.length > 1 || failedLast.length > 0;
  return states.map((state, index) => leftIn(state, states.slice(index + 1), isExcused, needsAll)).find(Boolean);
}

/** The results of a run that no later run has made up for. */
function leftIn(
  state: State,
  later: readonly State[],
  isExcused: (result: Result) => boolean,
  needsAll: boolean,
): string | undefined {
  const passes = later.flatMap((one) => resultsWith(one, 'passed'));
  const bad = state.results.filter(({ status }) => status === 'failed' || (needsAll && status !== 'passed'));
  const open = bad.filter((result) => !isExcused(result));
  for (const [id, { length: needed }] of Map.groupBy(open, (result) => result.test_id)) {
    if (passes.filter((pass) => pass.test_id === id).length < needed) return `${id ?? 'a test'} has not passed since`;
  }
  const knownHere = resultsWith(state, 'failed').filter(isExcused).length;
  if (failuresIn(state) - knownHere > passes.length) return 'more failures are counted than passed since';
  const good = Math.max(state.tests_passed ?? 0, resultsWith(state, 'passed').length) + passes.length;
  const total = totalOf(state) ?? 0;
  return needsAll && total > good + bad.filter(isExcused).length ? 'tests are counted that have no result' : undefined;
}

/** A test of the matrix without a result in any attempt, if this one did not run all of them. */
function missingFromMatrix(about: Case): string | undefined {
  const { matrix, evidence } = about;
  if (!about.named || !about.hasContinued || evidence.creations.some(isTargetRejection)) return undefined;
  const states = [...about.inherited, ...evidence.finals];
  // A single run may pass with tests that neither passed nor failed, but it must list all of them.
  const isAlone = states.length === 1;
  const hasResult = (test: RequestedTest): boolean =>
    isAlone ? statusesOf(test, states, about).length > 0 : isDone(test, states, about);
  const open = matrix.filter((test) => !hasResult(test));
  // A pass without a target belongs to a test with its id that has not passed elsewhere.
  const unplaced = states
    .flatMap((state) => resultsWith(state, 'passed'))
    .filter(({ destination: { web_url, binary_url, target_id } = {} }) => !(web_url ?? binary_url ?? target_id));
  const lost = open.find(({ testId }) => {
    const others = unplaced.filter(({ test_id: id }) => id === testId);
    return open.filter((other) => other.testId === testId).length > others.length;
  });
  return lost && `${lost.testId} has not passed on ${Object.values(lost.destination).join(' ')}`;
}

/** With one run and no known failures the conclusion is determined. */
export const simpleVerdictsAreExact: Law = ({ course, evidence: { runs, finals }, known, named, mayBeCancelled }) => {
  const [state] = finals;
  if (state === undefined || runs.length > 1 || known.size > 0 || mayBeCancelled || named) return undefined;
  return unlessConclusionIs(simpleVerdict(state), course);
};

function simpleVerdict(state: State): string {
  if (state.status === 'failed' || failuresIn(state) > 0) return 'failed';
  const total = totalOf(state);
  if (total === undefined) return 'error';
  return total > 0 ? 'passed' : 'no-tests';
}

function unlessConclusionIs(expected: string, { outcome: { conclusion } }: Case['course']): string | undefined {
  return conclusion === expected ? undefined : `it is ${conclusion}, and should be ${expected}`;
}

/** If every run reports everything, the conclusion is determined, too. */
export const faithfulVerdictsAreExact: Law = (about) => {
  const { course, evidence, known, schedule, inheritance, named } = about;
  const { runs, finals } = evidence;
  if (about.mayBeCancelled || schedule.kind === 'existing' || runs.length === 0) return undefined;
  if (runs.length !== evidence.creations.length) return undefined;
  const isClear = named === undefined || inheritance.kind === 'left';
  const areFaithful = runs.every(({ final, requested = [] }) => final && isFaithful(final, requested));
  if (!isClear || !areFaithful) return undefined;
  const results = [...lastResults([...about.inherited, ...finals]).values()];
  const hasFailure = results.some(({ status, test_id: id = '' }) => status !== 'passed' && !known.has(id));
  const hasPass = results.some(({ status }) => status === 'passed');
  return unlessConclusionIs(hasFailure || !hasPass ? 'failed' : 'passed', course);
};

/** An outage is not a failed test. */
export const failedWasReported: Law = ({ course, evidence, named = [] }) => {
  if (course.outcome.conclusion !== 'failed') return undefined;
  const first = evidence.runs[0]?.final;
  if (first === undefined) return 'the first run has not settled';
  const states = [first, ...named.map(({ state }) => state)];
  const isReported = states.some((state) => state.status === 'failed' || failuresIn(state) > 0);
  return isReported ? undefined : 'Doksi reported no failure';
};

/** The verdict of the first run stands, whatever happens to the retries. */
export const firstVerdictStands: Law = (about) => {
  const { conclusion } = about.course.outcome;
  const { runs, finals } = about.evidence;
  const first = runs[0]?.final;
  if (first === undefined || about.mayBeCancelled || conclusion === 'passed' || conclusion === 'failed')
    return undefined;
  const isEmpty = first.status === 'passed' && !totalOf(first);
  const hasNoPlace = finals.some(({ results }) => results.some(({ destination }) => destination === undefined));
  const isIncomplete = about.hasFollowed && (missingFromMatrix(about) !== undefined || hasNoPlace);
  return isEmpty || isIncomplete ? undefined : `the first run settled, and the step ends as ${conclusion}`;
};

export const flakyHasFailedAndPassed: Law = ({ course, evidence }) => {
  const states = [...evidence.recalled.values(), ...evidence.finals];
  for (const { result } of inGroup(course.outcome.results, 'flaky')) {
    const has = (state: State, status: string): boolean =>
      resultsWith(state, status).some(({ test_id: id }) => id === result.test_id);
    const failedAt = states.findIndex((state) => has(state, 'failed'));
    const hasPassed = states.slice(failedAt + 1).some((state) => has(state, 'passed'));
    if (failedAt < 0 || !hasPassed) return `${String(result.test_id)} is flaky, but did not fail and then pass`;
  }
  return undefined;
};
