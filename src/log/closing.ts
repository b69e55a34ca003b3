import type { Outcome } from '../results/outcome.ts';
import { headline } from '../results/headline.ts';
import { capitalized, duration } from '../text.ts';
import { resultLine } from './progress.ts';

/** A run that goes on without us is told with the links of its tests, up to this many. */
const MAX_UNFINISHED = 20;

/** The last lines of the log: the counts, or what happened instead, and the tests that go on in the cloud. */
export function closingLines(outcome: Outcome): string[] {
  const { conclusion, attempts, results } = outcome;
  const isOver = conclusion === 'passed' || conclusion === 'failed' || conclusion === 'no-tests';
  const seconds = attempts.at(-1)?.run?.duration_seconds;
  const took = isOver && seconds != null ? ` in ${duration(seconds)}` : '';
  const unfinished = isOver ? [] : results.others;
  const more = unfinished.length - MAX_UNFINISHED;
  return [
    ...unfinished.slice(0, MAX_UNFINISHED).map(({ result }) => resultLine(result)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${capitalized(headline(outcome).text)}${took}`,
  ];
}
