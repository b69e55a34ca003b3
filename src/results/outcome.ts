import type { HelpTopic } from '../base/failure.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Results } from './results.ts';
import type { Run } from './run.ts';

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
  /** The results of all runs together. */
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
