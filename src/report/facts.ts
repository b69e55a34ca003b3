import { markdownCode } from '../escape.ts';
import { type Attempt, isSettled, ownAttempts, secondsOf } from '../results/attempt.ts';
import { headline } from '../results/headline.ts';
import type { Outcome } from '../results/outcome.ts';
import { carriedWords } from '../results/tests.ts';
import { GROUPS, UNFINISHED } from '../results/words.ts';
import { clipped, duration } from '../text.ts';

/** Ids are foreign, and might be of any length (characters). */
const MAX_ID = 100;
/** More runs than this are not named one by one. */
const MAX_RUNS = 10;

/** `2 failed, 1 flaky, 6 passed · 3m 42s · run k3n…`, in Markdown. */
export function facts(outcome: Outcome): string {
  const { attempts } = outcome;
  const own = ownAttempts(attempts);
  const seconds = secondsOf(own);
  const runs = attempts
    .slice(0, MAX_RUNS)
    .map((attempt) => `${attempt === own[0] || attempt.earlier ? 'run' : 'retried in'} ${runName(attempt)}`);
  const more = attempts.length > MAX_RUNS ? [`and ${attempts.length - MAX_RUNS} more`] : [];
  return [
    countsLine(outcome),
    ...carriedWords(outcome.results.tests, (group) => GROUPS[group].word),
    ...(seconds === undefined ? [] : [duration(seconds)]),
    ...runs,
    ...more,
  ].join(' · ');
}

/** A run's id, with the attempt of the workflow run that it belongs to where that is an earlier one. */
export function runName({ runId, earlier }: Attempt): string {
  const id = markdownCode(clipped(runId, MAX_ID));
  return earlier === undefined ? id : `${id} (attempt ${earlier})`;
}

/** The counts, after what happened where they alone don't tell it. */
function countsLine(outcome: Outcome): string {
  const { conclusion, attempts, results } = outcome;
  const { text } = headline(outcome);
  if (conclusion === 'passed') return text;
  const { counts } = results;
  const other = attempts.every(({ run }) => isSettled(run)) ? GROUPS.other : UNFINISHED;
  const number = (count: number, word: string): string[] => (count > 0 ? [`${count} ${word}`] : []);
  const numbers = [
    ...number(counts.failed, GROUPS.failed.word),
    ...number(counts.known, GROUPS.known.word),
    ...number(counts.flaky, GROUPS.flaky.word),
    ...(attempts.some(({ run }) => run) ? number(counts.others, other.word) : []),
    ...number(counts.passed, GROUPS.passed.word),
  ].join(', ');
  if (conclusion === 'failed' && numbers !== '') return numbers;
  return numbers === '' ? text : `${text}: ${numbers}`;
}
