import type { HelpTopic } from '../base/failure.ts';
import type { CheckConclusion } from '../github/schemas.ts';
import type { GateName } from '../inputs/settings.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Results } from './results.ts';
import type { Run } from './tests.ts';

/** How a step can end. Public, as the output `conclusion`. */
export type Conclusion =
  'passed' | 'failed' | 'no-tests' | 'timed-out' | 'cancelled' | 'error' | 'skipped' | 'started' | 'dry-run';

/** Everything that happened: what outputs, reports and the exit code are derived from. */
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
  /** The ids of earlier registrations, which Doksi no longer accepted. */
  readonly formerIds: readonly string[];
}

interface ConclusionRow {
  readonly mark: string;
  /** The step's colour: green, red, or red unless this gate is off. */
  readonly gate: 'green' | 'red' | GateName;
  /** Undefined: no check run is published. */
  readonly check: CheckConclusion | undefined;
  /** Order in the comment: 0 comes first. */
  readonly rank: number;
}

/** Everything that depends on the conclusion alone. */
export const CONCLUSIONS: Readonly<Record<Conclusion, ConclusionRow>> = {
  failed: { mark: '❌', gate: 'fail-on-failure', check: 'failure', rank: 0 },
  'no-tests': { mark: '❌', gate: 'fail-on-no-tests', check: 'failure', rank: 1 },
  error: { mark: '❗', gate: 'red', check: 'failure', rank: 2 },
  'timed-out': { mark: '⏱️', gate: 'fail-on-timeout', check: 'timed_out', rank: 3 },
  cancelled: { mark: '🛑', gate: 'red', check: 'cancelled', rank: 4 },
  started: { mark: '▶️', gate: 'green', check: undefined, rank: 5 },
  skipped: { mark: '⏭️', gate: 'green', check: 'skipped', rank: 6 },
  'dry-run': { mark: '📝', gate: 'green', check: undefined, rank: 7 },
  passed: { mark: '✅', gate: 'green', check: 'success', rank: 8 },
};

/** The outcome with a warning after its own. */
export function withWarning(outcome: Outcome, warning: string): Outcome {
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

/** The effect of the gates on an outcome. */
export interface Decision {
  readonly isGreen: boolean;
  /** The gate that makes the step red. */
  readonly closed: GateName | undefined;
  /** Gates that are off and let something pass. */
  readonly open: readonly GateName[];
  /** The mark and words of the heading. */
  readonly headline: { readonly mark: string; readonly text: string };
  /** The conclusion of the check run; undefined: none is published. */
  readonly check: CheckConclusion | undefined;
}

/** Applies the gates. The step is green if they say so and its outputs could be written. */
export function decide(
  { conclusion, headline, results }: Pick<Outcome, 'conclusion' | 'headline' | 'results'>,
  gates: Readonly<Record<GateName, boolean>>,
): Decision {
  const { mark, gate, check } = CONCLUSIONS[conclusion];
  const applying: GateName[] = gate === 'green' || gate === 'red' ? [] : [gate];
  if (gate !== 'red' && results.counts.flaky > 0) applying.push('fail-on-flaky');
  const closed = applying.find((name) => gates[name]);
  if (closed === 'fail-on-flaky') {
    const text = `${headline}, and fail-on-flaky is on`;
    return { isGreen: false, closed, open: [], headline: { mark: CONCLUSIONS.failed.mark, text }, check: 'failure' };
  }
  const open = closed === undefined ? applying : [];
  // Flaky tests do not fail the step by default, so that gate hides nothing.
  const hidesFailure = open.some((name) => name !== 'fail-on-flaky');
  return {
    isGreen: gate !== 'red' && closed === undefined,
    closed,
    open,
    headline: { mark, text: headline },
    check: check && hidesFailure ? 'neutral' : check,
  };
}
