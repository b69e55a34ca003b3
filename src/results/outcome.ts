import type { HelpTopic } from '../base/failure.ts';
import type { CreatedRun, RunState } from '../doksi/schemas.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Results } from './results.ts';

/** How a step can end. Public, as the output `conclusion`. */
export type Conclusion =
  'passed' | 'failed' | 'no-tests' | 'timed-out' | 'cancelled' | 'error' | 'skipped' | 'started' | 'dry-run';

/** Everything that happened. Outputs, reports and the exit code are derived from this alone. */
export interface Outcome {
  readonly conclusion: Conclusion;
  /** The conclusion in a few words, for headings: `2 of 9 tests failed`. */
  readonly headline: string;
  /** What happened, in a sentence or two. */
  readonly what: string;
  /** What to do next; empty if there is nothing to do. */
  readonly next: string;
  /** The row of the troubleshooting page, if there is one. */
  readonly help?: HelpTopic | undefined;
  /** What a reader should know although it does not change the conclusion. */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** Problems with the inputs, to be annotated in the workflow file. */
  readonly problems: readonly Problem[];
  /** In the order of the plan. */
  readonly targets: readonly RegisteredTarget[];
  /** Every Doksi run that was created or followed, in order. */
  readonly runs: readonly Run[];
  /** What all runs say together. */
  readonly results: Results;
}

/** A target that was registered for files of the workspace. */
export interface RegisteredTarget {
  /** Path in the workspace. */
  readonly path: string;
  /** The key of its registration in the plan: content, name and version. */
  readonly registration: string;
  readonly targetId: string;
}

/** A Doksi run: the first, or one that runs failed tests again. */
export interface Run {
  readonly id: string;
  /** Doksi's response when this step created the run. */
  readonly created?: CreatedRun;
  /** Doksi's last valid response about the run. */
  readonly state?: RunState;
  /** Whether the run had settled when this step requested its state for the first time. */
  readonly wasSettledBefore?: boolean;
  /** The earlier attempt of the workflow run that the run belongs to; undefined for runs of this one. */
  readonly workflowAttempt?: number;
  /** Targets that were registered again for this run: new id → id in earlier runs. */
  readonly renewed?: ReadonlyMap<string, string>;
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
