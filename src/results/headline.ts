import type { Conclusion, Outcome } from './outcome.ts';
import { type Tally, tally } from './tally.ts';
import { counted } from '../text.ts';

export interface Headline {
  readonly mark: string;
  readonly text: string;
}

const MARKS: Readonly<Record<Conclusion, string>> = {
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

/** The conclusion in the fewest words: heading of the summary, first thing that anybody reads. */
export function headline(outcome: Outcome): Headline {
  return { mark: MARKS[outcome.conclusion], text: words(outcome) };
}

function words({ conclusion, run, runId }: Outcome): string {
  const counts = run && tally(run);
  switch (conclusion) {
    case 'passed':
      return counts ? passed(counts) : 'passed';
    case 'failed':
      return counts && counts.failed > 0 ? failed(counts) : 'the run failed';
    case 'no-tests':
      return 'no test was run';
    case 'timed-out':
      return 'still running when the time was over';
    case 'cancelled':
      return 'cancelled';
    case 'error':
      return runId === undefined ? 'no run was started' : 'the run could not be followed';
    case 'skipped':
      return 'skipped, no API key';
    case 'started':
      return 'started, not waited for';
    case 'dry-run':
      return 'dry run, nothing was sent';
  }
}

/** `2 of 9 tests failed` */
export function failed({ failed, total }: Tally): string {
  return total === undefined
    ? `${counted(failed, 'test')} failed`
    : `${failed} of ${counted(total, 'test')} failed`;
}

/** `all 9 tests passed` */
export function passed({ passed, total, others }: Tally): string {
  if (others > 0 || total === undefined) return `${passed} of ${counted(total ?? passed, 'test')} passed`;
  return total === 1 ? 'the test passed' : `all ${total} tests passed`;
}
