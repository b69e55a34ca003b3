import type { GateName } from '../inputs/declared.ts';
import type { CheckConclusion } from '../github/schemas.ts';
import type { Conclusion, Outcome } from './outcome.ts';

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

/** Applies the gates. Nothing else decides whether the step is green. */
export function decide(
  { conclusion, headline, results }: Pick<Outcome, 'conclusion' | 'headline' | 'results'>,
  gates: Readonly<Record<GateName, boolean>>,
): Decision {
  const { mark, gate, check } = CONCLUSIONS[conclusion];
  const applying: GateName[] = [];
  if (gate !== 'green' && gate !== 'red') applying.push(gate);
  if (gate !== 'red' && results.counts.flaky > 0) applying.push('fail-on-flaky');
  const closed = applying.find((name) => gates[name]);
  const open = closed === undefined ? applying : [];
  if (closed === 'fail-on-flaky') {
    const text = `${headline}, and fail-on-flaky is on`;
    return { isGreen: false, closed, open, headline: { mark: CONCLUSIONS.failed.mark, text }, check: 'failure' };
  }
  // Flaky tests do not fail the step by default, so that gate hides nothing.
  const hidesFailure = open.some((name) => name !== 'fail-on-flaky');
  return {
    isGreen: gate !== 'red' && closed === undefined,
    ...{ closed, open, headline: { mark, text: headline } },
    check: check && hidesFailure ? 'neutral' : check,
  };
}
