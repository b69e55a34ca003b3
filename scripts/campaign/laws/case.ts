import { testsIn } from '../doksi.ts';
import { type EarlierRun, matrixOf, namedBy, PAST_TARGET, pastRuns } from '../earlier-runs.ts';
import type { Course } from '../play.ts';
import type { RequestedTest, Schedule } from '../world.ts';
import {
  type Evidence,
  evidenceOf,
  isFaithful,
  isFinal,
  keyOf,
  lastResults,
  type Result,
  type State,
} from './evidence.ts';

/** One step to be judged. */
export interface Case {
  readonly schedule: Schedule;
  readonly course: Course;
  readonly evidence: Evidence;
  /** The ids of the tests whose failures do not count on the day of the step. */
  readonly known: ReadonlySet<string>;
  /** All tests, with the targets that earlier attempts registered for apps. */
  readonly matrix: readonly RequestedTest[];
  /** Whether the step was cancelled before its end, or at that moment, so that either may have been first. */
  readonly mayBeCancelled: boolean;
  /** What this step must do with what earlier attempts left. */
  readonly inheritance: Inheritance;
  /** The runs that our check run names; undefined if there is no earlier attempt, or if they are in doubt. */
  readonly named: readonly NamedRun[] | undefined;
  /** The tests of the first request to create a run; undefined if there was none. */
  readonly firstRequested: readonly RequestedTest[] | undefined;
  /** Whether the step began by following a run of an earlier attempt. */
  readonly hasFollowed: boolean;
  /** Whether the step continued earlier attempts: it followed a run, or requested less than the matrix. */
  readonly hasContinued: boolean;
  /** The states of the earlier runs that the step continued, in order, without the run that it followed. */
  readonly inherited: readonly State[];
}

/** What must hold of every step. Returns what is wrong, if anything is. */
export type Law = (about: Case) => string | undefined;

/** Derived from the contract and the schedule alone. */
type Inheritance =
  | { readonly kind: 'none' }
  /** Everything must run. */
  | { readonly kind: 'doubt'; readonly why: string }
  /** The runs are ours, but more than one decision is possible. */
  | { readonly kind: 'unclear' }
  /** The last run is still in progress. */
  | { readonly kind: 'in-progress'; readonly runId: string }
  /** Exactly these tests must run again. */
  | { readonly kind: 'left'; readonly again: readonly RequestedTest[] };

/** An earlier run with what Doksi reported. */
interface NamedRun extends EarlierRun {
  readonly state: State;
}

export function caseOf(schedule: Schedule, course: Course): Case {
  const today = new Date(schedule.startMs).toISOString().slice(0, 10);
  const known = new Set(schedule.known.filter(({ until }) => until >= today).map(({ testId }) => testId));
  const evidence = evidenceOf(schedule, course);
  const matrix = matrixOf(schedule, PAST_TARGET);
  const facts = { schedule, course, evidence, known, matrix };
  const { inheritance, named } = inheritanceOf(facts);
  const isRerun = inheritance.kind !== 'none';
  const [creation] = evidence.creations;
  const firstRequested = creation && testsIn(creation.body);
  const [first] = evidence.runs;
  const hasFollowed = isRerun && first !== undefined && first.requested === undefined;
  const hasContinued = isRerun && (hasFollowed || (firstRequested ?? matrix).length < matrix.length);
  const isInherited = hasContinued || inheritance.kind === 'left';
  const others = named?.filter(({ runId }) => !hasFollowed || runId !== first.runId) ?? [];
  return {
    ...{ ...facts, inheritance, named, firstRequested, hasFollowed, hasContinued },
    mayBeCancelled: schedule.cancelAtMs !== undefined && schedule.cancelAtMs <= course.endedAtMs,
    inherited: isInherited ? others.map(({ state }) => state) : [],
  };
}

type Facts = Pick<Case, 'schedule' | 'course' | 'evidence' | 'known' | 'matrix'>;

function inheritanceOf(facts: Facts): Pick<Case, 'inheritance' | 'named'> {
  const { schedule, course, evidence } = facts;
  const { past, kind } = schedule;
  if (past === undefined || kind === 'existing') return { inheritance: { kind: 'none' }, named: undefined };
  const doubt = (why: string) => ({ inheritance: { kind: 'doubt', why }, named: undefined }) as const;
  const isListed = course.github.some((call) => call.name === 'head' && call.succeeded);
  if (!isListed) return doubt('GitHub did not return the check runs');
  const runs = pastRuns(schedule);
  const candidates = past.checks.filter(({ flaws }) => flaws.length === 0);
  const check = candidates.at(-1);
  if (check === undefined) return doubt('no check run has a valid record');
  const ids = namedBy(check, runs);
  if (candidates.some((other) => namedBy(other, runs).join() !== ids.join()))
    return doubt('two records of one attempt name different runs');

  const named = runs.flatMap((run) => {
    const state = evidence.recalled.get(run.runId);
    return state && ids.includes(run.runId) ? [{ ...run, state }] : [];
  });
  const last = named.at(-1);
  if (last === undefined || named.length < ids.length) return doubt('a named run could not be read');
  if (!named.slice(0, -1).every(({ state }) => isFinal(state))) return doubt('a run before the last is in progress');
  if (!check.hasTarget && schedule.entries.some(({ target }) => target === 'apk'))
    return doubt('the target of an app was not recorded');

  // A record that is not ours beside one that is can be a doubt, too.
  const isClear =
    candidates.length === past.checks.length && named.every(({ state, tests }) => isFaithful(state, tests));
  return { named, inheritance: isClear ? decisionOf(last, named, facts) : { kind: 'unclear' } };
}

/** What must run after the last of these runs, if only one decision is possible. */
function decisionOf(last: NamedRun, named: readonly NamedRun[], { matrix, known }: Facts): Inheritance {
  const isOfMatrix = ({ tests }: EarlierRun): boolean =>
    tests.every((test) => matrix.some((one) => keyOf(one) === keyOf(test)));
  const hasAllFirst = named[0]?.tests.length === matrix.length;
  if (!hasAllFirst || !named.every(isOfMatrix)) return { kind: 'unclear' };
  const states = named.map(({ state }) => state);
  const before = [...lastResults(states.slice(0, -1)).values()];
  // A run without failures has no successor.
  if (before.length > 0 && !before.some(({ status }) => status === 'failed')) return { kind: 'unclear' };
  if (!isFinal(last.state)) return { kind: 'in-progress', runId: last.runId };
  const results = lastResults(states);
  if (!matrix.every((test) => results.has(keyOf(test)))) return { kind: 'unclear' };
  const again = matrix.filter((test) => results.get(keyOf(test))?.status !== 'passed' && !known.has(test.testId));
  return again.length > 0 ? { kind: 'left', again } : { kind: 'unclear' };
}

/** Whether a test needs no further run: it has passed, or is a known failure. */
export function isDone(test: RequestedTest, states: readonly State[], about: Case): boolean {
  const statuses = statusesOf(test, states, about);
  return statuses.at(-1) === 'passed' || (statuses.includes('failed') && about.known.has(test.testId));
}

/** The statuses of a test in its destination, in order. */
export function statusesOf(
  { testId, destination }: RequestedTest,
  states: readonly State[],
  { matrix }: Case,
): (string | null | undefined)[] {
  // An incomplete destination can be no other test's.
  const isOnlyOne = matrix.filter((other) => other.testId === testId).length === 1;
  const isAt = (place: Result['destination'] = {}): boolean =>
    Object.entries(destination).every(([key, value]) => {
      const there = place[key];
      if (typeof there !== 'string') return isOnlyOne;
      return there === value || (key.endsWith('_url') && there === `${value}/`);
    });
  return states
    .flatMap(({ results }) => results)
    .filter((result) => result.test_id === testId && isAt(result.destination))
    .map(({ status }) => status);
}
