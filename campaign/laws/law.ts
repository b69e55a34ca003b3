import { EXISTING_RUN, type Schedule } from '../play/schedule.ts';
import type { Ending } from '../play/stage.ts';
import { type Evidence, evidenceOf } from './evidence.ts';

/** One step as it is judged. */
export interface Case {
  readonly schedule: Schedule;
  readonly ending: Ending;
  readonly evidence: Evidence;
  /** Ids of the tests whose failures do not count on the day of the step. */
  readonly known: ReadonlySet<string>;
}

/** What must hold of every step. Returns what is wrong, if anything is. */
export type Law = (about: Case) => string | undefined;

export function caseOf(schedule: Schedule, ending: Ending): Case {
  const today = new Date(schedule.beginMs).toISOString().slice(0, 10);
  const known = schedule.known.filter(({ until }) => until >= today).map(({ testId }) => testId);
  const existing = schedule.way === 'existing' ? EXISTING_RUN : undefined;
  return { schedule, ending, evidence: evidenceOf(ending.exchanges, existing), known: new Set(known) };
}

/** Whether the step was cancelled before its end. */
export function wasCancelled({ schedule: { cancelAtMs }, ending: { endedAtMs } }: Case): boolean {
  return cancelAtMs !== undefined && cancelAtMs < endedAtMs;
}

/** Whether the cancellation came at the very moment of the end, so that either may have been first. */
export function wasClose({ schedule: { cancelAtMs }, ending: { endedAtMs } }: Case): boolean {
  return cancelAtMs === endedAtMs;
}
