import { EXISTING_RUN, type Schedule } from '../world.ts';
import { pastRuns } from '../earlier-runs.ts';
import type { Course } from '../play.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Inheritance, inheritanceOf } from './inheritance.ts';

/** One step to be judged. */
export interface Case {
  readonly schedule: Schedule;
  readonly course: Course;
  readonly evidence: Evidence;
  /** The ids of the tests whose failures do not count on the day of the step. */
  readonly known: ReadonlySet<string>;
  /** What earlier attempts left for this step. */
  readonly inheritance: Inheritance;
}

/** What must hold of every step. Returns what is wrong, if anything is. */
export type Law = (about: Case) => string | undefined;

export function caseOf(schedule: Schedule, course: Course): Case {
  const today = new Date(schedule.startMs).toISOString().slice(0, 10);
  const known = schedule.known.filter(({ until }) => until >= today).map(({ testId }) => testId);
  const existing = schedule.kind === 'existing' ? EXISTING_RUN : undefined;
  const { exchanges, decided, recalled } = course;
  const runIds = pastRuns(schedule).map(({ runId }) => runId);
  const evidence = evidenceOf(exchanges.slice(0, decided.exchanges), existing, { runIds, ...recalled });
  const about = { schedule, course, evidence, known: new Set(known) };
  return { ...about, inheritance: inheritanceOf(about) };
}

/** Whether the step was cancelled before its end. */
export function wasCancelled({ schedule: { cancelAtMs }, course: { endedAtMs } }: Case): boolean {
  return cancelAtMs !== undefined && cancelAtMs < endedAtMs;
}

/** Whether the cancellation came at the moment of the end, so that either may have been first. */
export function wasClose({ schedule: { cancelAtMs }, course: { endedAtMs } }: Case): boolean {
  return cancelAtMs === endedAtMs;
}
