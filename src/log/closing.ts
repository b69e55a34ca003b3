import type { Outcome } from '../results/outcome.ts';
import { tally } from '../results/tally.ts';
import { duration } from '../text.ts';
import { headline } from '../results/headline.ts';
import { resultLine } from './progress.ts';

/** A run that goes on without us is told with the links of its tests, up to this many. */
const MAX_UNFINISHED = 20;

/** The last lines of the log: the counts, or what happened instead, and the tests that go on in the cloud. */
export function closingLines(outcome: Outcome): string[] {
  const { conclusion, run, created } = outcome;
  const took = run?.duration_seconds == null ? '' : ` in ${duration(run.duration_seconds)}`;
  const { text } = headline(outcome);
  const closing = `${text.charAt(0).toUpperCase()}${text.slice(1)}${took}`;
  const unfinished =
    conclusion === 'passed' || conclusion === 'failed'
      ? []
      : run
        ? tally(run).otherResults
        : (created?.results ?? []);
  const more = unfinished.length - MAX_UNFINISHED;
  return [
    ...unfinished.slice(0, MAX_UNFINISHED).map(resultLine),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    closing,
  ];
}
