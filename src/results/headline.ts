import type { GateName } from '../inputs/settings.ts';
import { ownAttempts } from './attempt.ts';
import { failedOf, passedOf } from './counted.ts';
import type { Conclusion, Outcome } from './outcome.ts';

export interface Headline {
  readonly mark: string;
  readonly text: string;
}

/** How a conclusion is marked in reports. */
export const MARKS: Readonly<Record<Conclusion, string>> = {
  passed: '✅',
  failed: '❌',
  'no-tests': '❌',
  'timed-out': '⏱️',
  cancelled: '🛑',
  error: '⚠️',
  skipped: '⏭️',
  started: '▶️',
  'dry-run': '📝',
};

/**
 * The conclusion in the fewest words: heading of the summary, first thing that anybody reads. `closed` is the gate that
 * makes the step red.
 */
export function headline(outcome: Outcome, closed?: GateName): Headline {
  if (closed === 'fail-on-flaky')
    return { mark: MARKS.failed, text: `${words(outcome)}, and ${closed} is on` };
  return { mark: MARKS[outcome.conclusion], text: words(outcome) };
}

function words({ conclusion, attempts, mayHaveRun = false, results: { counts } }: Outcome): string {
  switch (conclusion) {
    case 'passed':
      return passedOf(counts);
    case 'failed':
      return counts.failed > 0 ? failedOf(counts) : 'the run failed';
    case 'no-tests':
      return 'no test was run';
    case 'timed-out':
      return 'still running when the time was over';
    case 'cancelled':
      return 'cancelled';
    case 'error':
      if (mayHaveRun) return 'nobody knows whether a run was started';
      return ownAttempts(attempts).length === 0 ? 'no run was started' : 'the run could not be followed';
    case 'skipped':
      return 'skipped, no API key';
    case 'started':
      return 'started, not waited for';
    case 'dry-run':
      return 'dry run, nothing was sent';
  }
}
