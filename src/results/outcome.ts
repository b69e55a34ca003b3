import type { Attempt } from './attempt.ts';
import type { Results } from './results.ts';

/** How a step can end; public, as the output `conclusion`. */
export type Conclusion =
  'passed' | 'failed' | 'no-tests' | 'timed-out' | 'cancelled' | 'error' | 'skipped' | 'started' | 'dry-run';

/** What happened, all of it: the outputs, the reports and the exit code are made from this alone. */
export interface Outcome {
  readonly conclusion: Conclusion;
  /** Why it ended so, in one sentence. */
  readonly what: string;
  /** What to do next, in the user's words; empty where there is nothing to do. */
  readonly next: string;
  /** What a reader should know although it does not change the conclusion. */
  readonly warnings: readonly string[];
  /** Whether a run may exist that nobody knows of: its creation had no answer. */
  readonly mayHaveRun?: boolean;
  /** What somebody should look at some day. */
  readonly notices: readonly string[];
  /** Targets that this step registered, in order: the package's path in the workspace, and the target's id. */
  readonly targets: readonly Target[];
  /** Every Doksi run that was created or followed, in order. */
  readonly attempts: readonly Attempt[];
  /** What the attempts say together. */
  readonly results: Results;
}

export interface Target {
  readonly path: string;
  /** Key of its registration in the plan: content, name and version. */
  readonly registration: string;
  readonly targetId: string;
}
