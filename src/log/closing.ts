import { capitalized, clipped, counted, duration } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Conclusion, Outcome } from '../results/outcome.ts';
import { resultsOf, unfinishedTests } from '../results/results.ts';
import { countsByAttempt, isSettled, ownRuns, type Run, totalSeconds } from '../results/tests.ts';
import { testAt } from '../results/words.ts';

/** More unfinished tests are counted instead of listed. */
const MAX_UNFINISHED = 5;
/** Longer names are cut (characters), so that the links fit into an error. */
const MAX_NAME = 200;

/** After these no test continues in the cloud. */
const FINISHED: ReadonlySet<Conclusion> = new Set(['passed', 'failed', 'no-tests']);

/** The last lines of the log: the conclusion with its counts, after the tests of a run that is not waited for. */
export function closingLines(outcome: Outcome): string[] {
  const unfinished = outcome.conclusion === 'started' ? unfinishedLines(outcome.runs) : [];
  const rest = FINISHED.has(outcome.conclusion) ? finishedWords(outcome) : unfinishedWords(outcome);
  return [...unfinished.map((line) => `  … ${line}`), `${capitalized(outcome.headline)}${rest}`];
}

/** The tests of a run that continues in the cloud: names and links. */
export function unfinishedLines(runs: readonly Run[]): string[] {
  const last = runs.at(-1);
  if (last === undefined || isSettled(last)) return [];
  const results = resultsOf([last]);
  const tests = unfinishedTests(results);
  const shown = tests.slice(0, MAX_UNFINISHED).map(({ result }) => {
    const link = webLink(result.url);
    return `${clipped(testAt(result), MAX_NAME)}${link === undefined ? '' : `: ${link}`}`;
  });
  const more = Math.max(results.counts.unfinished, tests.length) - shown.length;
  return shown.length > 0 && more > 0 ? [...shown, `and ${more} more`] : shown;
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
  const attempts = countsByAttempt(tests).map(([attempt, count]) =>
    attempt === undefined ? `${count} now` : `${count} in attempt ${attempt}`,
  );
  const asides = [
    isFailed || attempts.length === 0 ? '' : `: ${attempts.join(', ')}`,
    isFailed && counts.flaky > 0 ? `, ${counts.flaky} flaky` : '',
    counts.others > 0 ? `, ${counts.others} neither passed nor failed` : '',
  ].join('');
  const own = ownRuns(runs);
  const seconds = totalSeconds(own);
  if (seconds === undefined) return asides;
  const time = own.length > 1 ? `${duration(seconds)} in ${own.length} runs` : duration(seconds);
  const needsBrackets = asides !== '' || own.length > 1 || counts.flaky > 0;
  return needsBrackets ? `${asides} (${time})` : ` in ${time}`;
}
