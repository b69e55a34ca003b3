import type { Result, Run } from '../doksi/schemas.ts';

/** The counts of a run, from its counters and its list of results together: either may be incomplete. */
export interface Tally {
  /** Undefined where Doksi neither says it nor lists a result. */
  readonly total: number | undefined;
  readonly passed: number;
  readonly failed: number;
  readonly failedResults: readonly Result[];
  readonly passedResults: readonly Result[];
  /** Listed, but neither passed nor failed: still running, or of a status that nobody has heard of. */
  readonly otherResults: readonly Result[];
  /** How many tests are neither passed nor failed, listed or not. */
  readonly others: number;
}

/** Whether the rolled-up status is final: "Any other value means the run is still in progress" (Doksi's reference). */
export function isSettled(run: Run): boolean {
  return run.status === 'passed' || run.status === 'failed';
}

export function tally(run: Run): Tally {
  const failedResults = run.results.filter((result) => result.status === 'failed');
  const passedResults = run.results.filter((result) => result.status === 'passed');
  const otherResults = run.results.filter((result) => !['passed', 'failed'].includes(result.status ?? ''));

  const failed = Math.max(run.tests_failed ?? 0, failedResults.length);
  const passed = Math.max(run.tests_passed ?? 0, passedResults.length);
  const total = run.tests_total ?? (run.results.length > 0 ? run.results.length : undefined);
  const others = Math.max((total ?? 0) - passed - failed, otherResults.length);
  return { total, passed, failed, failedResults, passedResults, otherResults, others };
}
