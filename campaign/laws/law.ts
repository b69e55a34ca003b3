import { EXISTING_RUN, type Schedule } from '../play/schedule.ts';
import { pastRuns } from '../play/past-runs.ts';
import type { Ending } from '../play/stage.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Legacy, legacyOf } from './legacy.ts';

/** One step as it is judged. */
export interface Case {
  readonly schedule: Schedule;
  readonly ending: Ending;
  readonly evidence: Evidence;
  /** Ids of the tests whose failures do not count on the day of the step. */
  readonly known: ReadonlySet<string>;
  /** What the step had to make of earlier attempts. */
  readonly legacy: Legacy;
}

/** What must hold of every step. Returns what is wrong, if anything is. */
export type Law = (about: Case) => string | undefined;

export function caseOf(schedule: Schedule, ending: Ending): Case {
  const today = new Date(schedule.beginMs).toISOString().slice(0, 10);
  const known = schedule.known.filter(({ until }) => until >= today).map(({ testId }) => testId);
  const existing = schedule.way === 'existing' ? EXISTING_RUN : undefined;
  const { exchanges, decidedAfter, recalledAfter, recalledAtMs } = ending;
  const evidence = evidenceOf(exchanges.slice(0, decidedAfter), existing, {
    runIds: pastRuns(schedule).map(({ runId }) => runId),
    recalledAfter,
    recalledAtMs,
  });
  const about = { schedule, ending, evidence, known: new Set(known) };
  return { ...about, legacy: legacyOf(about) };
}

/** Whether the step was cancelled before its end. */
export function wasCancelled({ schedule: { cancelAtMs }, ending: { endedAtMs } }: Case): boolean {
  return cancelAtMs !== undefined && cancelAtMs < endedAtMs;
}

/** Whether the cancellation came at the very moment of the end, so that either may have been first. */
export function wasClose({ schedule: { cancelAtMs }, ending: { endedAtMs } }: Case): boolean {
  return cancelAtMs === endedAtMs;
}
