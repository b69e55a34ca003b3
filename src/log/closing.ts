import { headline } from '../results/headline.ts';
import type { Conclusion, Outcome } from '../results/outcome.ts';
import { ownAttempts, secondsOf } from '../results/attempt.ts';
import { carriedFrom, carriedWords, type Test } from '../results/tests.ts';
import { GROUPS } from '../results/words.ts';
import { capitalized, counted, duration } from '../text.ts';
import { columnsFor } from './columns.ts';
import { resultLine } from './result-line.ts';

/** A run that goes on without us is told with the links of its tests, up to this many. */
const MAX_UNFINISHED = 20;

/** These speak of all tests; after the others some may go on in the cloud. */
const OVER: ReadonlySet<Conclusion> = new Set(['passed', 'failed', 'no-tests']);

/** The last lines of the log: the counts, or what happened instead, and the tests that go on in the cloud. */
export function closingLines(outcome: Outcome): string[] {
  const unfinished = OVER.has(outcome.conclusion) ? [] : outcome.results.others;
  const shown = unfinished.slice(0, MAX_UNFINISHED).map(({ result }) => result);
  const columns = columnsFor(shown);
  const more = unfinished.length - shown.length;
  return [
    ...shown.map((result) => resultLine(result, columns)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${capitalized(headline(outcome).text)}${rest(outcome)}`,
  ];
}

/** What the headline leaves open: ` in 1m 12s`, `, 1 is flaky (3m 42s in 2 runs)`, `: 3 of 9 tests not finished`. */
function rest({ conclusion, attempts, results: { tests, counts } }: Outcome): string {
  if (!OVER.has(conclusion)) {
    const isHeard = attempts.some(({ run }) => run) && counts.others > 0 && counts.total !== undefined;
    return isHeard ? `: ${counts.others} of ${counted(counts.total, 'test')} not finished` : '';
  }
  if (conclusion === 'no-tests') return '';
  const isFailed = conclusion === 'failed';
  const flaky = isFailed && counts.flaky > 0 ? [`${counts.flaky} flaky`] : [];
  const others = counts.others > 0 ? [`${counts.others} neither passed nor failed`] : [];
  const carried = isFailed ? carriedWords(tests, (group) => GROUPS[group].word) : [];
  const asides = [
    ...(isFailed ? [] : ranWhen(tests)),
    ...[...flaky, ...others].map((aside) => `, ${aside}`),
  ].join('');
  return `${asides}${took(attempts, carried, asides !== '' || (!isFailed && counts.flaky > 0))}`;
}

/** `: 7 in attempt 1, 2 now`, where some were not run again. */
function ranWhen(tests: readonly Test[]): string[] {
  const byAttempt = [...Map.groupBy(tests, carriedFrom)];
  if (byAttempt.every(([attempt]) => attempt === undefined)) return [];
  const parts = byAttempt
    .toSorted(([one = Infinity], [other = Infinity]) => one - other)
    .map(([attempt, { length }]) => `${length} ${attempt === undefined ? 'now' : `in attempt ${attempt}`}`);
  return [`: ${parts.join(', ')}`];
}

/** How long all runs of this step took, as Doksi tells it, and which tests were not in them. */
function took(all: Outcome['attempts'], carried: readonly string[], isAside: boolean): string {
  const attempts = ownAttempts(all);
  const seconds = secondsOf(attempts);
  const runs = attempts.length > 1 ? ` in ${attempts.length} runs` : '';
  const time = seconds === undefined ? [] : [`${duration(seconds)}${runs}`];
  const parts = [...time, ...carried];
  if (parts.length === 0) return '';
  return isAside || runs !== '' || carried.length > 0 ? ` (${parts.join('; ')})` : ` in ${parts.join('')}`;
}
