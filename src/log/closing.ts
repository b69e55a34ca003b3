import { capitalized, counted, duration } from '../base/text.ts';
import type { Conclusion, Outcome } from '../results/outcome.ts';
import { countsByAttempt, ownRuns, totalSeconds } from '../results/tests.ts';
import { unfinishedTests } from '../results/results.ts';
import { columnsFor, resultLine } from './columns.ts';

/** Unfinished tests that are listed with their links. */
const MAX_UNFINISHED = 20;

/** After these no test continues in the cloud. */
const FINISHED: ReadonlySet<Conclusion> = new Set(['passed', 'failed', 'no-tests']);

/** The last lines of the log: the tests that continue in the cloud, then the conclusion with its counts. */
export function closingLines(outcome: Outcome): string[] {
  const isFinished = FINISHED.has(outcome.conclusion);
  const unfinished = isFinished ? [] : unfinishedTests(outcome.results).map(({ result }) => result);
  const shown = unfinished.slice(0, MAX_UNFINISHED);
  const columns = columnsFor(shown);
  const more = unfinished.length - shown.length;
  const rest = isFinished ? finishedWords(outcome) : unfinishedWords(outcome);
  return [
    ...shown.map((result) => resultLine(result, columns)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${capitalized(outcome.headline)}${rest}`,
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
  const attempts = countsByAttempt(tests);
  const ran = attempts.map(([attempt, count]) => `${count} ${attempt === undefined ? 'now' : `in attempt ${attempt}`}`);
  const asides = [
    isFailed || ran.length === 0 ? '' : `: ${ran.join(', ')}`,
    isFailed && counts.flaky > 0 ? `, ${counts.flaky} flaky` : '',
    counts.others > 0 ? `, ${counts.others} neither passed nor failed` : '',
  ].join('');
  const carried = attempts.flatMap(([attempt, count]) =>
    isFailed && attempt !== undefined ? [`${count} carried over from attempt ${attempt}`] : [],
  );
  const own = ownRuns(runs);
  const seconds = totalSeconds(own);
  const several = own.length > 1 ? ` in ${own.length} runs` : '';
  const time = seconds === undefined ? [] : [`${duration(seconds)}${several}`];
  const parts = [...time, ...carried];
  if (parts.length === 0) return asides;
  const needsBrackets = asides !== '' || several !== '' || carried.length > 0 || counts.flaky > 0;
  return needsBrackets ? `${asides} (${parts.join('; ')})` : ` in ${parts.join('')}`;
}
