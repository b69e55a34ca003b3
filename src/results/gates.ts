import type { GateName, ReportSettings } from '../inputs/settings.ts';
import type { Conclusion, Outcome } from './outcome.ts';

/** What each conclusion does to the step: green, red, or red unless a gate is switched off. */
const COLOURS: Readonly<Record<Conclusion, 'green' | 'red' | GateName>> = {
  passed: 'green',
  failed: 'fail-on-failure',
  'no-tests': 'fail-on-no-tests',
  'timed-out': 'fail-on-timeout',
  cancelled: 'red',
  error: 'red',
  skipped: 'green',
  started: 'green',
  'dry-run': 'green',
};

/** What a reader has to be told where the tests alone look green. */
export const RED_BY_FLAKY = 'This step is red because fail-on-flaky is on.';

export interface GateDecision {
  readonly isGreen: boolean;
  /** The gate that makes the step red. */
  readonly closed?: GateName;
  /** Gates that are switched off and let something pass. */
  readonly open: readonly GateName[];
}

/** The colour of the step. */
export function decide(
  { conclusion, results }: Pick<Outcome, 'conclusion' | 'results'>,
  gates: ReportSettings['gates'],
): GateDecision {
  const colour = COLOURS[conclusion];
  if (colour === 'red') return { isGreen: false, open: [] };
  const asked: GateName[] = [
    ...(colour === 'green' ? [] : [colour]),
    ...(results.counts.flaky > 0 ? (['fail-on-flaky'] as const) : []),
  ];
  const closed = asked.find((gate) => gates[gate]);
  return closed ? { isGreen: false, closed, open: [] } : { isGreen: true, open: asked };
}
