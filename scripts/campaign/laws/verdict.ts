import { isMapping } from '../../../src/base/json.ts';
import { inGroup } from '../../../src/results/results.ts';
import type { RequestedTest } from '../world.ts';
import type { Case, Law } from './case.ts';
import { failuresIn, isFaithful, resultsWith, type State, totalOf } from './evidence.ts';
import { inheritedStates, isDone, isTargetRejection, statusesOf } from './rerun.ts';

type Result = NonNullable<State['results']>[number];

/** What is missing for green, according to Doksi's states alone. */
function missingForGreen(about: Case): string | undefined {
  const { known } = about;
  const { runs } = about.evidence;
  const finals = [...inheritedStates(about), ...runs.map(({ final }) => final)];
  const last = runs.at(-1)?.final;
  if (last === undefined) return 'the last run has not settled';
  const states = finals.filter((state) => state !== undefined);
  if (states.length < finals.length) return 'a run before the last has not settled';

  const isKnown = ({ test_id: id }: Result): boolean => typeof id === 'string' && known.has(id);
  const failedLast = resultsWith(last, 'failed');
  if (!failedLast.every(isKnown)) return 'a test failed in the last run';
  if (failuresIn(last) > failedLast.length) return 'the last run counts failures that it does not list';
  if (last.status === 'failed' && failedLast.length === 0) return 'the last run failed';

  const total = states[0]?.tests_total ?? states[0]?.results?.length ?? 0;
  const passes = states.flatMap((state) => resultsWith(state, 'passed')).length;
  if (total === 0 && passes === 0) return 'there was no test';

  // If anything failed, every test needs a result.
  const needsAll = states.length > 1 || failedLast.length > 0;
  return states.map((state, index) => leftIn(state, states.slice(index + 1), states, isKnown, needsAll)).find(Boolean);
}

/** The results of a run that no later run has made up for. */
function leftIn(
  state: State,
  later: readonly State[],
  all: readonly State[],
  isKnown: (result: Result) => boolean,
  needsAll: boolean,
): string | undefined {
  const passes = later.flatMap((one) => resultsWith(one, 'passed'));
  const bad = (state.results ?? []).filter(({ status }) => status === 'failed' || (needsAll && status !== 'passed'));
  const failures = all.flatMap((one) => resultsWith(one, 'failed'));
  const isExcused = (result: Result): boolean =>
    isKnown(result) && failures.some(({ test_id: id }) => id === result.test_id);
  const open = bad.filter((result) => !isExcused(result));
  for (const id of new Set(open.map(({ test_id }) => test_id))) {
    const [needed = 0, actual = 0] = [open, passes].map(
      (list) => list.filter(({ test_id: other }) => other === id).length,
    );
    if (actual < needed) return `${String(id)} has not passed since`;
  }
  const knownHere = resultsWith(state, 'failed').filter(isKnown).length;
  if (failuresIn(state) - knownHere > passes.length) return 'more failures are counted than passed since';
  const good = Math.max(state.tests_passed ?? 0, resultsWith(state, 'passed').length) + passes.length;
  const total = state.tests_total ?? state.results?.length ?? 0;
  return needsAll && total > good + bad.filter(isExcused).length ? 'tests are counted that have no result' : undefined;
}

const greenIsDeserved: Law = (about) => {
  if (about.course.outcome.conclusion !== 'passed') return undefined;
  return missingForGreen(about) ?? missingFromMatrix(about);
};

/** A test of the matrix without a result in any attempt, if this one did not run all of them. */
function missingFromMatrix(about: Case): string | undefined {
  const { heritage } = about;
  const isRenewed = about.evidence.creations.some(isTargetRejection);
  if (!heritage || !about.hasContinued || isRenewed) return undefined;
  const { matrix } = heritage;
  const own = about.evidence.runs.flatMap(({ final }) => final ?? []);
  const inherited = inheritedStates(about);
  const states = [...inherited, ...own];
  // A single run may pass with tests that neither passed nor failed, but it must list all of them.
  const isAlone = states.length === 1;
  const hasResult = (test: RequestedTest): boolean =>
    isAlone ? statusesOf(test, states, matrix).length > 0 : isDone(test, states, about, matrix);
  const open = matrix.filter((test) => !hasResult(test));
  // A pass without a target belongs to a test with its id that has not passed elsewhere.
  const passes = states.flatMap((state) => resultsWith(state, 'passed'));
  const unplaced = passes.filter(({ destination }) => {
    const place = isMapping(destination) ? destination : {};
    return (place['web_url'] ?? place['binary_url'] ?? place['target_id']) === undefined;
  });
  const lost = open.find(({ testId }) => {
    const others = unplaced.filter(({ test_id: id }) => id === testId);
    return open.filter((other) => other.testId === testId).length > others.length;
  });
  return lost && `${lost.testId} has not passed on ${Object.values(lost.destination).join(' ')}`;
}

/** With one run and no known failures the conclusion is determined. */
const simpleVerdictsAreExact: Law = ({ course, evidence, known, heritage, wasCancelled, wasClose }) => {
  const [run, ...more] = evidence.runs;
  const state = run?.final;
  const { conclusion } = course.outcome;
  if (state === undefined || more.length > 0 || known.size > 0 || wasCancelled || wasClose || heritage)
    return undefined;
  const expected = simpleVerdict(state);
  return conclusion === expected ? undefined : `it is ${conclusion}, and should be ${expected}`;
};

function simpleVerdict(state: State): string {
  if (state.status === 'failed' || failuresIn(state) > 0) return 'failed';
  const total = totalOf(state);
  if (total === undefined) return 'error';
  return total > 0 ? 'passed' : 'no-tests';
}

/** If every run reports everything, the conclusion is determined, too. */
const faithfulVerdictsAreExact: Law = (about) => {
  const { course, evidence, known, schedule, inheritance, heritage } = about;
  const { runs } = evidence;
  if (about.wasCancelled || about.wasClose || schedule.kind === 'existing' || runs.length === 0) return undefined;
  if (runs.length !== evidence.creations.length) return undefined;
  const isClear = heritage === undefined || inheritance.kind === 'left';
  const areFaithful = runs.every(({ final, requested = [] }) => final && isFaithful(final, requested));
  if (!isClear || !areFaithful) return undefined;
  const states = [...inheritedStates(about), ...runs.flatMap(({ final }) => final ?? [])];
  const finals = new Map<string, Result>();
  for (const result of states.flatMap(({ results }) => results ?? []))
    finals.set(JSON.stringify([result.test_id, result.destination]), result);
  const results = [...finals.values()];
  const counts = results.filter(({ status, test_id: id }) => status !== 'passed' && !known.has(String(id)));
  const hasPass = results.some(({ status }) => status === 'passed');
  const expected = counts.length > 0 || !hasPass ? 'failed' : 'passed';
  const { conclusion } = course.outcome;
  return conclusion === expected ? undefined : `it is ${conclusion}, and should be ${expected}`;
};

/** An outage is not a failed test. */
const failedWasReported: Law = ({ course, evidence, heritage }) => {
  if (course.outcome.conclusion !== 'failed') return undefined;
  const first = evidence.runs[0]?.final;
  if (first === undefined) return 'the first run has not settled';
  const states = [first, ...(heritage?.named ?? []).map(({ state }) => state)];
  const isReported = states.some((state) => state.status === 'failed' || failuresIn(state) > 0);
  return isReported ? undefined : 'Doksi reported no failure';
};

/** The verdict of the first run stands, whatever happens to the retries. */
const firstVerdictStands: Law = (about) => {
  const { conclusion } = about.course.outcome;
  const first = about.evidence.runs[0]?.final;
  if (first === undefined || about.wasCancelled || about.wasClose) return undefined;
  if (conclusion === 'passed' || conclusion === 'failed') return undefined;
  const isEmpty = first.status === 'passed' && !totalOf(first);
  const results = about.evidence.runs.flatMap(({ final }) => final?.results ?? []);
  const hasNoPlace = results.some(({ destination }) => destination === undefined);
  const isIncomplete = about.hasFollowed && (missingFromMatrix(about) !== undefined || hasNoPlace);
  return isEmpty || isIncomplete ? undefined : `the first run settled, and the step ends as ${conclusion}`;
};

const flakyHasFailedAndPassed: Law = ({ course, evidence }) => {
  const states = [...evidence.recalled.values(), ...evidence.runs.flatMap(({ final }) => final ?? [])];
  for (const { result } of inGroup(course.outcome.results, 'flaky')) {
    const has = (state: State, status: string): boolean =>
      resultsWith(state, status).some(({ test_id: id }) => id === result.test_id);
    const failedAt = states.findIndex((state) => has(state, 'failed'));
    const hasPassed = states.slice(failedAt + 1).some((state) => has(state, 'passed'));
    if (failedAt < 0 || !hasPassed) return `${String(result.test_id)} is flaky, but did not fail and then pass`;
  }
  return undefined;
};

export const verdictLaws = {
  greenIsDeserved,
  simpleVerdictsAreExact,
  faithfulVerdictsAreExact,
  failedWasReported,
  firstVerdictStands,
  flakyHasFailedAndPassed,
};
