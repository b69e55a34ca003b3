import type { CheckConclusion } from '../github/api.ts';
import type { GateDecision } from '../results/gates.ts';
import type { Conclusion } from '../results/outcome.ts';

/** What a check says of each conclusion; undefined where there is nothing yet that it could say. */
const CHECKS: Readonly<Record<Conclusion, CheckConclusion | undefined>> = {
  passed: 'success',
  failed: 'failure',
  'no-tests': 'failure',
  'timed-out': 'timed_out',
  cancelled: 'cancelled',
  error: 'failure',
  skipped: 'skipped',
  started: undefined,
  'dry-run': undefined,
};

/** The check's conclusion: green only where the step has a verdict that is, neutral where a gate let something pass. */
export function checkConclusion(conclusion: Conclusion, decision: GateDecision): CheckConclusion | undefined {
  const check = CHECKS[conclusion];
  if (check === undefined) return undefined;
  // Flaky tests passed: that they don't count by default is no gate which somebody opened.
  const letPass = decision.open.some((gate) => gate !== 'fail-on-flaky');
  if (letPass) return 'neutral';
  return decision.closed === 'fail-on-flaky' ? 'failure' : check;
}
