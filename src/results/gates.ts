import type { GateName, ReportSettings } from '../inputs/settings.ts';
import type { Conclusion } from './outcome.ts';

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

export interface GateDecision {
  readonly isGreen: boolean;
  /** The gate that is switched off and let this pass. */
  readonly openGate?: GateName;
}

export function decide(conclusion: Conclusion, gates: ReportSettings['gates']): GateDecision {
  const colour = COLOURS[conclusion];
  if (colour === 'green') return { isGreen: true };
  if (colour === 'red' || gates[colour]) return { isGreen: false };
  return { isGreen: true, openGate: colour };
}
