import { capitalized, counted, listed, webLink } from '../text.ts';
import type { Attempt, SettledAttempt } from './attempt.ts';
import { failedOf, passedOf } from './counted.ts';
import type { Known } from './endings.ts';
import type { Outcome } from './outcome.ts';
import { type Results, resultsOf } from './results.ts';
import { testAt } from './words.ts';

const MAX_NAMES = 3;
const MAX_OTHERS = 10;

type Ending = Pick<Outcome, 'conclusion' | 'what' | 'next' | 'warnings'>;

/** What is known once Doksi has ended the last attempt. */
export interface Settled extends Known {
  readonly attempts: readonly [...Attempt[], SettledAttempt];
}

/** What the attempts mean together. Green needs a positive reason: passed at last, with tests, none of which failed. */
export function verdict(known: Settled): Outcome {
  const results = resultsOf(known.attempts);
  return { ...known, results, ...ending(known.attempts, results) };
}

function ending(attempts: Settled['attempts'], results: Results): Ending {
  const last = attempts.at(-1);
  const { counts } = results;
  if (last?.run?.status !== 'passed')
    return { conclusion: 'failed', ...failure(results, attempts.length), warnings: [] };
  if (counts.failed > 0) {
    const { what, next } = failure(results, attempts.length);
    return {
      conclusion: 'failed',
      what: attempts.length > 1 ? what : `Doksi calls the run passed, but ${what}`,
      next,
      warnings: [],
    };
  }
  if (attempts.length > 1 && counts.others > 0) return undecided(results);
  if (counts.total === 0) {
    return {
      conclusion: 'no-tests',
      what: 'The run ended without having run a test.',
      next: 'Check that the test ids belong to this workspace and to the platform of their target.',
      warnings: [],
    };
  }
  if (counts.total === undefined) {
    return {
      conclusion: 'error',
      what: 'Doksi calls the run passed, but tells of no test that ran.',
      next: 'This is not counted as passed: look at the run in Doksi.',
      warnings: [],
    };
  }
  return {
    conclusion: 'passed',
    what: `${capitalized(passedOf(counts, 'Doksi test'))}${counts.others > 0 ? ', and none failed' : ''}.`,
    next: '',
    warnings: counts.others > 0 ? [`The run passed, but ${others(results)}.`] : [],
  };
}

function failure({ failed, counts }: Results, attempts: number): { what: string; next: string } {
  if (counts.failed === 0) {
    return {
      what: 'Doksi calls the run failed, but tells of no failed test.',
      next: 'Look at the run in Doksi.',
    };
  }
  const names = listed(
    failed.map(({ result }) => testAt(result)),
    MAX_NAMES,
    counts.failed,
  );
  const times = attempts > 1 ? ` in ${attempts} attempts` : '';
  return {
    what: `${failedOf(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
    next: failed.map(({ result }) => webLink(result.url)).find((url) => url !== undefined) ?? '',
  };
}

/** The first run failed: that its failed tests pass now does not say what the unfinished ones had to do with it. */
function undecided(results: Results): Ending {
  return {
    conclusion: 'failed',
    what: `Doksi called the first run failed; what failed has passed since, but ${others(results)}.`,
    next: 'Green would need a reason here that nobody gave: look at these tests in Doksi.',
    warnings: [],
  };
}

function others({ others, counts }: Results): string {
  const names = others.map(({ result }) => `${testAt(result)} is "${result.status ?? 'without a status'}"`);
  const who = listed(names, MAX_OTHERS, counts.others) || 'Doksi does not list them';
  return `${counted(counts.others, 'test')} neither passed nor failed: ${who}`;
}
