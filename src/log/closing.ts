import { capitalized, counted, duration } from '../base/text.ts';
import type { Decision } from '../results/conclusions.ts';
import { type Conclusion, type Outcome, ownRuns, totalSeconds } from '../results/outcome.ts';
import { type Counts, unfinishedTests } from '../results/results.ts';
import { carriedFrom, carriedWords, type Test } from '../results/tests.ts';
import { GROUPS } from '../results/words.ts';
import { columnsFor, resultLine } from './columns.ts';

/** Unfinished tests that are listed with their links. */
const MAX_UNFINISHED = 20;

/** After these no test continues in the cloud. */
const FINISHED: ReadonlySet<Conclusion> = new Set(['passed', 'failed', 'no-tests']);

/** The last lines of the log: the tests that continue in the cloud, then the conclusion with its counts. */
export function closingLines(outcome: Outcome, decision?: Decision): string[] {
  const isFinished = FINISHED.has(outcome.conclusion);
  const unfinished = isFinished ? [] : unfinishedTests(outcome.results).map(({ result }) => result);
  const shown = unfinished.slice(0, MAX_UNFINISHED);
  const columns = columnsFor(shown);
  const more = unfinished.length - shown.length;
  const rest = isFinished ? finishedWords(outcome) : unfinishedWords(outcome);
  return [
    ...shown.map((result) => resultLine(result, columns)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${capitalized(decision?.headline.text ?? outcome.headline)}${rest}`,
  ];
}

/** `: 3 of 9 tests not finished, 2 of them not started` */
function unfinishedWords({ runs, results: { counts } }: Outcome): string {
  const { total, unfinished, notStarted } = counts;
  if (total === undefined || unfinished === 0 || runs.every(({ state }) => state === undefined)) return '';
  const waiting = notStarted > 0 ? `, ${notStarted} of them not started` : '';
  return `: ${unfinished} of ${counted(total, 'test')} not finished${waiting}`;
}

/** ` in 1m 12s`, `, 1 flaky (3m 42s in 2 runs)`, `: 7 in attempt 1, 2 now (1m 12s)` */
function finishedWords({ conclusion, runs, results: { tests, counts } }: Outcome): string {
  if (conclusion === 'no-tests') return '';
  const isFailed = conclusion === 'failed';
  const asides = (isFailed ? '' : attemptWords(tests)) + countWords(counts, isFailed);
  const carried = isFailed ? carriedWords(tests, (group) => GROUPS[group].word) : [];

  const own = ownRuns(runs);
  const seconds = totalSeconds(own);
  const several = own.length > 1 ? ` in ${own.length} runs` : '';
  const time = seconds === undefined ? [] : [`${duration(seconds)}${several}`];
  const parts = [...time, ...carried];
  if (parts.length === 0) return asides;
  const needsBrackets = asides !== '' || several !== '' || carried.length > 0 || counts.flaky > 0;
  return needsBrackets ? `${asides} (${parts.join('; ')})` : ` in ${parts.join('')}`;
}

function countWords({ flaky, others }: Counts, isFailed: boolean): string {
  return (
    (isFailed && flaky > 0 ? `, ${flaky} flaky` : '') + (others > 0 ? `, ${others} neither passed nor failed` : '')
  );
}

/** `: 7 in attempt 1, 2 now` if some tests did not run again. */
function attemptWords(tests: readonly Test[]): string {
  const byAttempt = [...Map.groupBy(tests, carriedFrom)];
  if (byAttempt.every(([attempt]) => attempt === undefined)) return '';
  const parts = byAttempt
    .toSorted(([one = Infinity], [other = Infinity]) => one - other)
    .map(([attempt, { length }]) => `${length} ${attempt === undefined ? 'now' : `in attempt ${attempt}`}`);
  return `: ${parts.join(', ')}`;
}
