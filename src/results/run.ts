import type { CreatedRun, RunState } from '../doksi/schemas.ts';

/** A Doksi run: the first, or one that runs failed tests again. */
export interface Run {
  readonly id: string;
  /** Doksi's response when this step created the run. */
  readonly created?: CreatedRun | undefined;
  /** Doksi's last valid response about the run. */
  readonly state?: RunState;
  /** Whether the run had settled when this step requested its state for the first time. */
  readonly wasSettledBefore?: boolean;
  /** The earlier attempt of the workflow run that the run belongs to; undefined for runs of this one. */
  readonly workflowAttempt?: number;
}

export type SettledRun = Run & { readonly state: RunState };

/** Whether the status is final: "Any other value means the run is still in progress" (Doksi's API reference). */
export function isSettled(run: Run): run is SettledRun {
  return run.state?.status === 'passed' || run.state?.status === 'failed';
}

/** The runs that this step created or followed. */
export function ownRuns(runs: readonly Run[]): Run[] {
  return runs.filter(({ workflowAttempt }) => workflowAttempt === undefined);
}

/** The duration of all runs together, in seconds; undefined if Doksi reports none. */
export function totalSeconds(runs: readonly Run[]): number | undefined {
  const durations = runs.map(({ state }) => state?.duration_seconds).filter((seconds) => seconds != null);
  return durations.length > 0 ? durations.reduce((sum, seconds) => sum + seconds, 0) : undefined;
}

/** The numbers of tests that Doksi counts but does not list. Its counters may also be lower than its list. */
export function unlistedOf(state: RunState | undefined): Readonly<Record<'failed' | 'passed' | 'others', number>> {
  const failed = Math.max((state?.tests_failed ?? 0) - listedAs(state, 'failed'), 0);
  const passed = Math.max((state?.tests_passed ?? 0) - listedAs(state, 'passed'), 0);
  return { failed, passed, others: (state?.tests_total ?? 0) - (state?.results.length ?? 0) - failed - passed };
}

/** The tests that had not started: from the list or from the counters, whichever has more. */
export function notStartedIn(state: RunState | undefined): number {
  const { tests_total, tests_passed, tests_failed, tests_running } = state ?? {};
  const settled = (tests_passed ?? 0) + (tests_failed ?? 0);
  const counted = tests_running == null ? 0 : (tests_total ?? 0) - settled - tests_running;
  return Math.max(counted, listedAs(state, 'queued'), 0);
}

function listedAs(state: RunState | undefined, status: string): number {
  return state?.results.filter((result) => result.status === status).length ?? 0;
}
