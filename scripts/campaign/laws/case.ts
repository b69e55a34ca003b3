import { testsIn } from '../doksi.ts';
import { type EarlierRun, matrixOf, namedBy, PAST_TARGET, pastRuns } from '../earlier-runs.ts';
import type { Course } from '../play.ts';
import type { RequestedTest, Schedule } from '../world.ts';
import { type Evidence, evidenceOf, isFaithful, isFinal, keyOf, type State } from './evidence.ts';

/** One step to be judged. */
export interface Case {
  readonly schedule: Schedule;
  readonly course: Course;
  readonly evidence: Evidence;
  /** The ids of the tests whose failures do not count on the day of the step. */
  readonly known: ReadonlySet<string>;
  /** Whether the step was cancelled before its end. */
  readonly wasCancelled: boolean;
  /** Whether the cancellation came at the moment of the end, so that either may have been first. */
  readonly wasClose: boolean;
  /** What this step must do with what earlier attempts left. */
  readonly inheritance: Inheritance;
  /** What earlier attempts left; undefined if there were none, or if they are in doubt. */
  readonly heritage: Heritage | undefined;
  /** The tests of the first request to create a run; undefined if there was none. */
  readonly firstRequested: readonly RequestedTest[] | undefined;
  /** Whether the step began by following a run of an earlier attempt. */
  readonly hasFollowed: boolean;
  /** Whether the step continued earlier attempts: it followed a run, or requested less than the matrix. */
  readonly hasContinued: boolean;
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

interface Heritage {
  /** The runs that our check run names, in order, with what Doksi reported. */
  readonly named: readonly Named[];
  /** All tests, with the targets that were registered for apps. */
  readonly matrix: readonly RequestedTest[];
}

interface Named {
  readonly run: EarlierRun;
  readonly state: State;
}

export function caseOf(schedule: Schedule, course: Course): Case {
  const today = new Date(schedule.startMs).toISOString().slice(0, 10);
  const inForce = schedule.known.filter(({ until }) => until >= today).map(({ testId }) => testId);
  const evidence = evidenceOf(schedule, course);
  const known = new Set(inForce);
  const { inheritance, heritage } = inheritanceOf({ schedule, course, evidence, known });
  const isRerun = inheritance.kind !== 'none';
  const [creation] = evidence.creations;
  const firstRequested = creation && testsIn(creation.body);
  const hasFollowed = isRerun && evidence.runs[0] !== undefined && evidence.runs[0].requested === undefined;
  const all = schedule.entries.flatMap(({ testIds }) => testIds).length;
  const { cancelAtMs = Infinity } = schedule;
  return {
    ...{ schedule, course, evidence, known, inheritance, heritage, firstRequested, hasFollowed },
    hasContinued: isRerun && (hasFollowed || (firstRequested?.length ?? all) < all),
    wasCancelled: cancelAtMs < course.endedAtMs,
    wasClose: cancelAtMs === course.endedAtMs,
  };
}

function inheritanceOf({
  schedule,
  course,
  evidence,
  known,
}: Pick<Case, 'schedule' | 'course' | 'evidence' | 'known'>): Pick<Case, 'inheritance' | 'heritage'> {
  const { past, kind } = schedule;
  if (past === undefined || kind === 'existing') return { inheritance: { kind: 'none' }, heritage: undefined };
  const doubt = (why: string) => ({ inheritance: { kind: 'doubt', why }, heritage: undefined }) as const;
  const isListed = course.github.some((call) => call.name === 'head' && call.succeeded);
  if (!isListed) return doubt('GitHub did not return the check runs');
  const runs = pastRuns(schedule);
  const candidates = past.checks.filter(({ flaws }) => flaws.length === 0);
  const check = candidates.at(-1);
  if (check === undefined) return doubt('no check run has a valid record');
  const ids = namedBy(check, runs);
  if (candidates.some((other) => namedBy(other, runs).join() !== ids.join()))
    return doubt('two records of one attempt name different runs');

  const named = ids.flatMap((id) => {
    const run = runs.find(({ runId }) => runId === id);
    const state = evidence.recalled.get(id);
    return run && state ? [{ run, state }] : [];
  });
  const last = named.at(-1);
  if (last === undefined || named.length < ids.length) return doubt('a named run could not be read');
  if (!named.slice(0, -1).every(({ state }) => isFinal(state))) return doubt('a run before the last is in progress');
  if (!check.hasTarget && schedule.entries.some(({ target }) => target === 'apk'))
    return doubt('the target of an app was not recorded');

  const heritage = { named, matrix: matrixOf(schedule, PAST_TARGET) };
  // A record that is not ours beside one that is can be a doubt, too.
  const isClear =
    candidates.length === past.checks.length && named.every(({ state, run }) => isFaithful(state, run.tests));
  return { heritage, inheritance: isClear ? decisionOf(last, heritage, known) : { kind: 'unclear' } };
}

/** What must run after the last of these runs, if only one decision is possible. */
function decisionOf({ run, state }: Named, { named, matrix }: Heritage, known: ReadonlySet<string>): Inheritance {
  const isOfMatrix = ({ tests }: EarlierRun): boolean =>
    tests.every((test) => matrix.some((one) => keyOf(one) === keyOf(test)));
  const hasAllFirst = named[0]?.run.tests.length === matrix.length;
  if (!hasAllFirst || !named.every((one) => isOfMatrix(one.run))) return { kind: 'unclear' };
  const before = statusesIn(named.slice(0, -1));
  // A run without failures has no successor.
  if (before.size > 0 && ![...before.values()].includes('failed')) return { kind: 'unclear' };
  if (!isFinal(state)) return { kind: 'in-progress', runId: run.runId };
  const statuses = statusesIn(named);
  if (!matrix.every((test) => statuses.has(keyOf(test)))) return { kind: 'unclear' };
  const again = matrix.filter((test) => statuses.get(keyOf(test)) !== 'passed' && !known.has(test.testId));
  return again.length > 0 ? { kind: 'left', again } : { kind: 'unclear' };
}

/** The last status of each test, by id and destination. */
function statusesIn(named: readonly Named[]): Map<string, string> {
  const results = named.flatMap(({ state }) => state.results ?? []);
  return new Map(results.map((result) => [JSON.stringify([result.test_id, result.destination]), result.status ?? '']));
}
